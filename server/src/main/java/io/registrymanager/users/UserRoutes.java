package io.registrymanager.users;

import io.registrymanager.access.Grant;
import io.registrymanager.endpoint.AccessRule;
import io.registrymanager.endpoint.Caller;
import io.registrymanager.endpoint.EndpointRequest;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.endpoint.Parameters;
import io.registrymanager.endpoint.Route;
import io.registrymanager.identity.Account;
import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.User;
import io.registrymanager.identity.Username;
import io.registrymanager.oci.QueryString;
import io.registrymanager.secret.Secret;
import io.registrymanager.users.UserResult.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The management routes of users. Parameters come from the query and, but for GET, from a form or a
 * JSON object, which win. Order of the answers: 415, 400 with everything that is wrong, 403 for
 * naming somebody else, 404, 412, 409.
 */
public final class UserRoutes {
  private static final String USERNAME = "username";
  private static final String PASSWORD = "password";
  private static final String DIRECTORY = "ad";
  private static final String ADMINISTRATOR = "admin";
  private static final String NAMESPACES = "namespaces";
  private static final String ENABLED = "enabled";
  private static final String FORCE = "force";
  private static final String OFFSET = "offset";
  private static final String LIMIT = "limit";
  private static final String AFTER = "after";
  private static final int MAX_LIMIT = 50;

  private final UserAdministration administration;

  /** Routes to those use cases. */
  public UserRoutes(UserAdministration administration) {
    this.administration = administration;
  }

  /** All of them, each with its rule; handlers block. */
  public List<Route> routes() {
    AccessRule known = new AccessRule.KnownUser();
    AccessRule administrator = new AccessRule.Administrator();
    return List.of(
        new Route("GET", "/user", known, this::show),
        new Route("POST", "/user", administrator, this::create),
        new Route("PATCH", "/user", administrator, this::update),
        new Route("DELETE", "/user", administrator, this::delete),
        new Route("GET", "/users", administrator, this::list),
        new Route("POST", "/user/password", known, this::setPassword),
        new Route("POST", "/user/namespaces", administrator, this::setNamespaces));
  }

  private EndpointResponse show(EndpointRequest request) {
    Parameters parameters = Parameters.of(request, List.of(USERNAME));
    Optional<Username> name = target(parameters, request.caller());
    return answer(
        parameters,
        request,
        () ->
            mayName(request.caller(), name.orElseThrow())
                ? administration
                    .find(name.orElseThrow())
                    .map(user -> UserAnswers.user(200, user))
                    .orElseGet(() -> UserAnswers.refused(Refusal.UNKNOWN_USER, request.id()))
                : UserAnswers.forbidden(request.id()));
  }

  private EndpointResponse list(EndpointRequest request) {
    Parameters parameters = Parameters.of(request, List.of(OFFSET, LIMIT, AFTER));
    int offset = parameters.number(OFFSET, 0, 0);
    int limit = Math.min(parameters.number(LIMIT, 1, MAX_LIMIT), MAX_LIMIT);
    Optional<Username> after = parameters.username(AFTER);
    return answer(
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

  private EndpointResponse create(EndpointRequest request) {
    Parameters parameters =
        Parameters.of(
            request, List.of(USERNAME, PASSWORD, DIRECTORY, ADMINISTRATOR, NAMESPACES, ENABLED));
    parameters.require(USERNAME);
    Optional<Username> name = parameters.username(USERNAME);
    boolean directory = parameters.flag(DIRECTORY).orElse(false);
    Optional<Secret> password = directory ? Optional.empty() : password(parameters, name);
    if (!directory) {
      parameters.require(PASSWORD);
    }
    Role role = parameters.flag(ADMINISTRATOR).map(UserRoutes::role).orElse(Role.USER);
    AccountStatus status =
        parameters.flag(ENABLED).map(UserRoutes::status).orElse(AccountStatus.ENABLED);
    SortedSet<Grant> grants = GrantList.read(parameters, NAMESPACES).orElseGet(TreeSet::new);
    return answer(
        parameters,
        request,
        () ->
            password
                .map(
                    secret ->
                        new NewUser(new Account(name.orElseThrow(), role, status, grants), secret))
                .map(user -> administration.create(request.origin(), user))
                .map(result -> result(result, request, UserAnswers::created))
                .orElseGet(() -> UserAnswers.refused(Refusal.NO_DIRECTORY, request.id())));
  }

  private EndpointResponse update(EndpointRequest request) {
    Parameters parameters =
        Parameters.of(
            request,
            List.of(USERNAME, PASSWORD, DIRECTORY, ADMINISTRATOR, NAMESPACES, ENABLED, FORCE));
    parameters.require(USERNAME);
    Optional<Username> name = parameters.username(USERNAME);
    boolean directory = parameters.flag(DIRECTORY).orElse(false);
    Optional<Role> role = parameters.flag(ADMINISTRATOR).map(UserRoutes::role);
    Optional<AccountStatus> status = parameters.flag(ENABLED).map(UserRoutes::status);
    Optional<SortedSet<Grant>> grants = GrantList.read(parameters, NAMESPACES);
    Optional<Secret> password = directory ? Optional.empty() : password(parameters, name);
    Insistence insistence = insistence(parameters);
    Precondition precondition = Precondition.read(parameters, request);
    return answer(
        parameters,
        request,
        () -> {
          Username target = name.orElseThrow();
          if (directory) {
            boolean exists = administration.find(target).isPresent();
            return UserAnswers.refused(
                exists ? Refusal.NO_DIRECTORY : Refusal.UNKNOWN_USER, request.id());
          }
          UserUpdate update =
              new UserUpdate(target, role, status, grants, password, insistence, precondition);
          return updated(administration.update(request.origin(), update), request);
        });
  }

  private EndpointResponse delete(EndpointRequest request) {
    Parameters parameters = Parameters.of(request, List.of(USERNAME, FORCE));
    parameters.require(USERNAME);
    Optional<Username> name = parameters.username(USERNAME);
    Insistence insistence = insistence(parameters);
    Precondition precondition = Precondition.read(parameters, request);
    return answer(
        parameters,
        request,
        () ->
            result(
                administration.delete(
                    request.origin(), name.orElseThrow(), insistence, precondition),
                request,
                _ -> EndpointResponse.empty(204)));
  }

  private EndpointResponse setPassword(EndpointRequest request) {
    Parameters parameters = Parameters.of(request, List.of(USERNAME, PASSWORD));
    Optional<Username> name = target(parameters, request.caller());
    parameters.require(PASSWORD);
    Optional<Secret> password = password(parameters, name);
    Precondition precondition = Precondition.read(parameters, request);
    return answer(
        parameters,
        request,
        () -> {
          Username target = name.orElseThrow();
          if (!mayName(request.caller(), target)) {
            return UserAnswers.forbidden(request.id());
          }
          UserUpdate update = UserUpdate.password(target, password.orElseThrow(), precondition);
          return result(
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
    return answer(
        parameters,
        request,
        () -> {
          UserUpdate update =
              UserUpdate.grants(name.orElseThrow(), grants.orElseThrow(), precondition);
          return updated(administration.update(request.origin(), update), request);
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

  private Optional<Secret> password(Parameters parameters, Optional<Username> name) {
    Optional<String> password = parameters.text(PASSWORD);
    password
        .map(text -> administration.objections(text, name))
        .ifPresent(objections -> objections.forEach(o -> parameters.refuse(PASSWORD, o)));
    return password.map(Secret::of);
  }

  /** Says everything that is wrong, or does what is asked. */
  private static EndpointResponse answer(
      Parameters parameters, EndpointRequest request, Supplier<EndpointResponse> action) {
    return parameters.problem().map(problem -> problem.response(request.id())).orElseGet(action);
  }

  private static EndpointResponse updated(UserResult result, EndpointRequest request) {
    return result(result, request, user -> UserAnswers.user(200, user));
  }

  private static EndpointResponse result(
      UserResult result, EndpointRequest request, Function<User, EndpointResponse> done) {
    return switch (result) {
      case UserResult.Done(User user) -> done.apply(user);
      case UserResult.Refused(Refusal refusal) -> UserAnswers.refused(refusal, request.id());
    };
  }

  private static Role role(boolean administrator) {
    return administrator ? Role.ADMINISTRATOR : Role.USER;
  }

  private static AccountStatus status(boolean enabled) {
    return enabled ? AccountStatus.ENABLED : AccountStatus.DISABLED;
  }

  private static Insistence insistence(Parameters parameters) {
    return parameters.flag(FORCE).orElse(false) ? Insistence.FORCED : Insistence.NORMAL;
  }
}
