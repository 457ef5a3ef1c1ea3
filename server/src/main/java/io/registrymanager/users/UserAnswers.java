package io.registrymanager.users;

import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.endpoint.Problem;
import io.registrymanager.endpoint.RequestId;
import io.registrymanager.identity.Account;
import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.User;
import io.registrymanager.oci.QueryString;
import io.registrymanager.users.UserResult.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How users and refusals read on the wire. */
final class UserAnswers {
  private static final Problem OTHER_VERSION =
      Problem.of(
          412,
          "precondition-failed",
          "The user has changed",
          "The user is not in the state that If-Match names; get it again.");

  private UserAnswers() {}

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
    EndpointResponse response = problem(refusal).response(requestId);
    return refusal == Refusal.HASHING_BUSY ? response.with("Retry-After", "1") : response;
  }

  private static Problem problem(Refusal refusal) {
    return switch (refusal) {
      case UNKNOWN_USER ->
          Problem.of(404, "unknown-user", "No such user", "There is no user of that name.");
      case NAME_TAKEN ->
          conflict("name-taken", "The name is taken", "There is a user of that name already.");
      case LAST_ADMINISTRATOR ->
          conflict(
              "last-administrator",
              "The last administrator stays",
              "No enabled administrator would be left.");
      case SELF_LOCKOUT ->
          conflict(
              "self-lockout",
              "You would lock yourself out",
              "You would end your own administration; with force=true it is done.");
      case OTHER_VERSION -> OTHER_VERSION;
      case UNACCEPTABLE_PASSWORD ->
          Problem.of(
              400,
              "unacceptable-password",
              "The password cannot be used",
              "The password is against the rules for passwords.");
      case NO_DIRECTORY ->
          conflict(
              "no-directory",
              "No directory",
              "No directory is configured, so there are no directory users.");
      case HASHING_BUSY ->
          Problem.of(
              503,
              "busy",
              "Busy",
              "Too many passwords are waiting to be hashed; try again in a moment.");
    };
  }

  private static Problem conflict(String slug, String title, String detail) {
    return Problem.of(409, slug, title, detail);
  }

  private static Map<String, Object> json(User user) {
    Account account = user.account();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("username", account.name().value());
    json.put(
        "ad",
        switch (user) {
          case LocalUser _ -> false;
        });
    json.put("admin", account.role() == Role.ADMINISTRATOR);
    json.put("namespaces", account.grants().stream().map(Object::toString).sorted().toList());
    json.put("enabled", account.status() == AccountStatus.ENABLED);
    json.put("created_at", user.revision().createdAt().toString());
    json.put("updated_at", user.revision().updatedAt().toString());
    return json;
  }
}
