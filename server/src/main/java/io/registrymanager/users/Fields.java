package io.registrymanager.users;

import io.registrymanager.endpoint.EndpointRequest;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.endpoint.Parameters;
import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.User;
import io.registrymanager.identity.Username;
import io.registrymanager.secret.Secret;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The fields of a user as parameters name them, and the way from a use case to its answer. */
final class Fields {
  static final String USERNAME = "username";
  static final String PASSWORD = "password";
  static final String DIRECTORY = "ad";
  static final String ADMINISTRATOR = "admin";
  static final String NAMESPACES = "namespaces";
  static final String ENABLED = "enabled";
  static final String FORCE = "force";

  private Fields() {}

  static Optional<Secret> password(
      Parameters parameters, Optional<Username> name, UserAdministration administration) {
    Optional<String> password = parameters.text(PASSWORD);
    password
        .map(text -> administration.objections(text, name))
        .ifPresent(objections -> objections.forEach(o -> parameters.refuse(PASSWORD, o)));
    return password.map(Secret::of);
  }

  static Optional<Role> role(Parameters parameters) {
    return parameters.flag(ADMINISTRATOR).map(is -> is ? Role.ADMINISTRATOR : Role.USER);
  }

  static Optional<AccountStatus> status(Parameters parameters) {
    return parameters.flag(ENABLED).map(is -> is ? AccountStatus.ENABLED : AccountStatus.DISABLED);
  }

  static Insistence insistence(Parameters parameters) {
    return parameters.flag(FORCE).orElse(false) ? Insistence.FORCED : Insistence.NORMAL;
  }

  /** Says everything that is wrong, or does what is asked. */
  static EndpointResponse answer(
      Parameters parameters, EndpointRequest request, Supplier<EndpointResponse> action) {
    return parameters.problem().map(problem -> problem.response(request.id())).orElseGet(action);
  }

  static EndpointResponse updated(UserResult result, EndpointRequest request) {
    return result(result, request, user -> UserAnswers.user(200, user));
  }

  static EndpointResponse result(
      UserResult result, EndpointRequest request, Function<User, EndpointResponse> done) {
    return switch (result) {
      case UserResult.Done(User user) -> done.apply(user);
      case UserResult.Refused(UserResult.Refusal refusal) ->
          UserAnswers.refused(refusal, request.id());
      case UserResult.Unavailable(var outage) -> UserAnswers.unavailable(outage, request.id());
    };
  }
}
