package io.registrymanager.users;

import static io.registrymanager.users.Fields.FORCE;
import static io.registrymanager.users.Fields.NAMESPACES;
import static io.registrymanager.users.Fields.PASSWORD;
import static io.registrymanager.users.Fields.USERNAME;

import io.registrymanager.access.Grant;
import io.registrymanager.endpoint.AccessRule;
import io.registrymanager.endpoint.Caller;
import io.registrymanager.endpoint.EndpointRequest;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.endpoint.Parameters;
import io.registrymanager.endpoint.Route;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.User;
import io.registrymanager.identity.Username;
import io.registrymanager.oci.QueryString;
import io.registrymanager.secret.Secret;
import io.registrymanager.users.UserResult.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The management routes of users. Parameters come from the query and, but for GET, from a form or a
 * JSON object, which win. Order of the answers: 415, 400 with everything that is wrong, 403 for
 * naming somebody else, 404, 412, 409.
 */
public final class UserRoutes {
  private static final String OFFSET = "offset";
  private static final String LIMIT = "limit";
  private static final String AFTER = "after";
  private static final int MAX_LIMIT = 50;

  private final UserAdministration administration;
  private final UserEditing editing;

  /** Routes to those use cases. */
  public UserRoutes(UserAdministration administration) {
    this.administration = administration;
    this.editing = new UserEditing(administration);
  }

  /** All of them, each with its rule; handlers block. */
  public List<Route> routes() {
    AccessRule known = new AccessRule.KnownUser();
    AccessRule administrator = new AccessRule.Administrator();
    return List.of(
        new Route("GET", "/user", known, this::show),
        new Route("POST", "/user", administrator, editing::create),
        new Route("PATCH", "/user", administrator, editing::update),
        new Route("DELETE", "/user", administrator, this::delete),
        new Route("GET", "/users", administrator, this::list),
        new Route("POST", "/user/password", known, this::setPassword),
        new Route("POST", "/user/namespaces", administrator, this::setNamespaces));
  }

  private EndpointResponse show(EndpointRequest request) {
    Parameters parameters = Parameters.of(request, List.of(USERNAME));
    Optional<Username> name = target(parameters, request.caller());
    return Fields.answer(
        parameters,
        request,
        () ->
            mayName(request.caller(), name.orElseThrow())
                ? administration
                    .find(name.orElseThrow())
                    .map(user -> UserAnswers.view(user))
                    .orElseGet(() -> UserAnswers.refused(Refusal.UNKNOWN_USER, request.id()))
                : UserAnswers.forbidden(request.id()));
  }

  private EndpointResponse list(EndpointRequest request) {
    Parameters parameters = Parameters.of(request, List.of(OFFSET, LIMIT, AFTER));
    int offset = parameters.number(OFFSET, 0, 0);
    int limit = Math.min(parameters.number(LIMIT, 1, MAX_LIMIT), MAX_LIMIT);
    Optional<Username> after = parameters.username(AFTER);
    return Fields.answer(
        parameters,
        request,
        () -> {
          List<User> users = administration.list(after, offset, limit + 1);
          long total = administration.count();
          if (users.size() <= limit) {
            return UserAnswers.users(users, total);
          }
          List<User> page = users.subList(0, limit);
          String last = QueryString.encode(page.getLast().account().name().value());
          String link = "</users?after=%s&limit=%d>; rel=\"next\"".formatted(last, limit);
          return UserAnswers.users(page, total).with("Link", link);
        });
  }

  private EndpointResponse delete(EndpointRequest request) {
    Parameters parameters = Parameters.of(request, List.of(USERNAME, FORCE));
    parameters.require(USERNAME);
    Optional<Username> name = parameters.username(USERNAME);
    Insistence insistence = Fields.insistence(parameters);
    Precondition precondition = Precondition.read(parameters, request);
    return Fields.answer(
        parameters,
        request,
        () ->
            Fields.result(
                administration.delete(
                    request.origin(), name.orElseThrow(), insistence, precondition),
                request,
                _ -> EndpointResponse.empty(204)));
  }

  private EndpointResponse setPassword(EndpointRequest request) {
    Parameters parameters = Parameters.of(request, List.of(USERNAME, PASSWORD));
    Optional<Username> name = target(parameters, request.caller());
    parameters.require(PASSWORD);
    Optional<Secret> password = Fields.password(parameters, name, administration);
    Precondition precondition = Precondition.read(parameters, request);
    return Fields.answer(
        parameters,
        request,
        () -> {
          Username target = name.orElseThrow();
          if (!mayName(request.caller(), target)) {
            return UserAnswers.forbidden(request.id());
          }
          UserUpdate update = UserUpdate.password(target, password.orElseThrow(), precondition);
          return Fields.result(
              administration.update(request.origin(), update),
              request,
              _ -> EndpointResponse.empty(204));
        });
  }

  private EndpointResponse setNamespaces(EndpointRequest request) {
    Parameters parameters = Parameters.of(request, List.of(USERNAME, NAMESPACES));
    parameters.require(USERNAME);
    parameters.require(NAMESPACES);
    Optional<Username> name = parameters.username(USERNAME);
    Optional<SortedSet<Grant>> grants = GrantList.read(parameters, NAMESPACES);
    Precondition precondition = Precondition.read(parameters, request);
    return Fields.answer(
        parameters,
        request,
        () -> {
          UserUpdate update =
              UserUpdate.grants(name.orElseThrow(), grants.orElseThrow(), precondition);
          return Fields.updated(administration.update(request.origin(), update), request);
        });
  }

  /** Whom it is about: who is named, else the caller itself, if it is a user. */
  private static Optional<Username> target(Parameters parameters, Caller caller) {
    if (!parameters.isGiven(USERNAME) && caller instanceof Caller.Known known) {
      return Optional.of(known.principal().name());
    }
    parameters.require(USERNAME);
    return parameters.username(USERNAME);
  }

  private static boolean mayName(Caller caller, Username name) {
    return switch (caller) {
      case Caller.Nobody _, Caller.SecretHolder _ -> false;
      case Caller.Local _ -> true;
      case Caller.Known known ->
          known.principal().role() == Role.ADMINISTRATOR || known.principal().name().equals(name);
    };
  }
}
