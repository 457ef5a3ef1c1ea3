package io.registrymanager.users;

import static io.registrymanager.users.Fields.ADMINISTRATOR;
import static io.registrymanager.users.Fields.DIRECTORY;
import static io.registrymanager.users.Fields.ENABLED;
import static io.registrymanager.users.Fields.FORCE;
import static io.registrymanager.users.Fields.NAMESPACES;
import static io.registrymanager.users.Fields.PASSWORD;
import static io.registrymanager.users.Fields.USERNAME;

import io.registrymanager.access.Grant;
import io.registrymanager.endpoint.EndpointRequest;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.endpoint.Parameters;
import io.registrymanager.identity.Account;
import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.Origin;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.Username;
import io.registrymanager.secret.Secret;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Makes and changes users: reads what is wanted, and lets it be done. */
final class UserEditing {
  private static final String IGNORED =
      "299 - \"the password is ignored: the directory keeps that of a directory user\"";

  private final UserAdministration administration;

  UserEditing(UserAdministration administration) {
    this.administration = administration;
  }

  EndpointResponse create(EndpointRequest request) {
    Parameters parameters =
        Parameters.of(
            request, List.of(USERNAME, PASSWORD, DIRECTORY, ADMINISTRATOR, NAMESPACES, ENABLED));
    parameters.require(USERNAME);
    Optional<Username> name = parameters.username(USERNAME);
    boolean directory = parameters.flag(DIRECTORY).orElse(false);
    Optional<Secret> password = directory ? Optional.empty() : ofNewLocalUser(parameters, name);
    Role role = Fields.role(parameters).orElse(Role.USER);
    AccountStatus status = Fields.status(parameters).orElse(AccountStatus.ENABLED);
    SortedSet<Grant> grants = GrantList.read(parameters, NAMESPACES).orElseGet(TreeSet::new);
    return Fields.answer(
        parameters,
        request,
        () -> {
          Origin origin = request.origin();
          Username target = name.orElseThrow();
          UserResult result =
              password
                  .map(secret -> new NewUser(new Account(target, role, status, grants), secret))
                  .map(user -> administration.create(origin, user))
                  .orElseGet(
                      () ->
                          administration.create(
                              origin, new NewDirectoryUser(target, role, status, grants)));
          return warned(
              Fields.result(result, request, UserAnswers::created), parameters, directory);
        });
  }

  private Optional<Secret> ofNewLocalUser(Parameters parameters, Optional<Username> name) {
    parameters.require(PASSWORD);
    name.filter(administration::isNameOfDirectory)
        .ifPresent(_ -> parameters.refuse(USERNAME, RefusalProblems.NAME_OF_DIRECTORY));
    return Fields.password(parameters, name, administration);
  }

  EndpointResponse update(EndpointRequest request) {
    Parameters parameters =
        Parameters.of(
            request,
            List.of(USERNAME, PASSWORD, DIRECTORY, ADMINISTRATOR, NAMESPACES, ENABLED, FORCE));
    parameters.require(USERNAME);
    Optional<Username> name = parameters.username(USERNAME);
    Optional<Boolean> directory = parameters.flag(DIRECTORY);
    Optional<Role> role = Fields.role(parameters);
    Optional<AccountStatus> status = Fields.status(parameters);
    Optional<SortedSet<Grant>> grants = GrantList.read(parameters, NAMESPACES);
    CredentialUpdate credential = credential(parameters, name, directory);
    Insistence insistence = Fields.insistence(parameters);
    Precondition precondition = Precondition.read(parameters, request);
    return Fields.answer(
        parameters,
        request,
        () -> {
          UserUpdate update =
              new UserUpdate(
                  name.orElseThrow(), role, status, grants, credential, insistence, precondition);
          return warned(
              Fields.updated(administration.update(request.origin(), update), request),
              parameters,
              directory.orElse(false));
        });
  }

  private CredentialUpdate credential(
      Parameters parameters, Optional<Username> name, Optional<Boolean> directory) {
    if (directory.orElse(false)) {
      return new CredentialUpdate.KeptInDirectory();
    }
    Optional<Secret> password = Fields.password(parameters, name, administration);
    return directory.isPresent()
        ? new CredentialUpdate.KeptHere(password)
        : password
            .<CredentialUpdate>map(CredentialUpdate.NewPassword::new)
            .orElseGet(CredentialUpdate.Unchanged::new);
  }

  private static EndpointResponse warned(
      EndpointResponse response, Parameters parameters, boolean directory) {
    return directory && parameters.isGiven(PASSWORD) ? response.with("Warning", IGNORED) : response;
  }
}
