package io.registrymanager.users;

import io.registrymanager.access.Grant;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.endpoint.Problem;
import io.registrymanager.endpoint.RequestId;
import io.registrymanager.identity.Account;
import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.Directory.Outage;
import io.registrymanager.identity.DirectoryPerson.GroupRights;
import io.registrymanager.identity.DirectoryUser;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.User;
import io.registrymanager.oci.QueryString;
import io.registrymanager.users.UserResult.Refusal;
import io.registrymanager.users.UserView.Groups;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How users and refusals read on the wire. */
final class UserAnswers {
  private static final Duration LEAST = Duration.ofSeconds(1);

  private UserAnswers() {}

  /** A user with what its groups give it; the tag names what is kept. */
  static EndpointResponse view(UserView view) {
    User user = view.user();
    Map<String, Object> json = json(user);
    return switch (view.groups()) {
      case Groups.NotAsked _ -> user(200, user);
      case Groups.Known(GroupRights rights) -> {
        boolean administrator = rights.role() == Role.ADMINISTRATOR;
        json.put("admin", administrator || user.account().role() == Role.ADMINISTRATOR);
        json.put("group_namespaces", texts(rights.grants()));
        json.put("group_admin", administrator);
        yield EndpointResponse.json(200, json).with("ETag", Precondition.tag(user));
      }
      case Groups.Unknown(Outage _) ->
          EndpointResponse.json(200, json)
              .with("ETag", Precondition.tag(user))
              .with("Warning", "299 - \"the directory is out of reach: no group_namespaces\"");
    };
  }

  static EndpointResponse user(int status, User user) {
    return EndpointResponse.json(status, json(user)).with("ETag", Precondition.tag(user));
  }

  static EndpointResponse created(User user) {
    return user(201, user)
        .with("Location", "/user?username=" + QueryString.encode(user.account().name().value()));
  }

  static EndpointResponse users(List<User> users, long total) {
    return EndpointResponse.json(200, users.stream().map(UserAnswers::json).toList())
        .with("X-Total-Count", Long.toString(total));
  }

  static EndpointResponse forbidden(RequestId requestId) {
    // The same whether or not there is such a user.
    return Problem.of(
            403,
            "forbidden",
            "Not allowed",
            "Only administrators may name a user other than themselves.")
        .response(requestId);
  }

  static EndpointResponse refused(Refusal refusal, RequestId requestId) {
    EndpointResponse response = RefusalProblems.of(refusal).response(requestId);
    return refusal == Refusal.HASHING_BUSY ? response.with("Retry-After", "1") : response;
  }

  static EndpointResponse unavailable(Outage outage, RequestId requestId) {
    Duration wait = outage.retryAfter();
    return Problem.of(
            503,
            "directory-unavailable",
            "The directory is out of reach",
            "The directory cannot be asked now; try again later.")
        .response(requestId)
        .with("Retry-After", Long.toString((wait.compareTo(LEAST) < 0 ? LEAST : wait).toSeconds()));
  }

  private static Map<String, Object> json(User user) {
    Account account = user.account();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("username", account.name().value());
    json.put(
        "ad",
        switch (user) {
          case LocalUser _ -> false;
          case DirectoryUser _ -> true;
        });
    json.put("admin", account.role() == Role.ADMINISTRATOR);
    json.put("namespaces", texts(account.grants()));
    json.put("enabled", account.status() == AccountStatus.ENABLED);
    json.put("created_at", user.revision().createdAt().toString());
    json.put("updated_at", user.revision().updatedAt().toString());
    return json;
  }

  private static List<String> texts(Collection<Grant> grants) {
    return grants.stream().map(Grant::toString).sorted().toList();
  }
}
