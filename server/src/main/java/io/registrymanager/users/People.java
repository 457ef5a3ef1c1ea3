package io.registrymanager.users;

import io.registrymanager.identity.Directory;
import io.registrymanager.identity.Directory.Finding;
import io.registrymanager.identity.Directory.Survey;
import io.registrymanager.identity.DirectoryId;
import io.registrymanager.identity.DirectoryPerson;
import io.registrymanager.identity.DirectoryPerson.GroupRights;
import io.registrymanager.identity.DirectoryUser;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.User;
import io.registrymanager.identity.Username;
import io.registrymanager.users.UserResult.Refusal;
import io.registrymanager.users.UserResult.Refused;
import io.registrymanager.users.UserResult.Unavailable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the use cases ask the directory. Every method but {@link #mayOwn} blocks. */
record People(Directory directory) {
  /** Goes on with the one person that a name means, or says why there is none to go on with. */
  UserResult found(Username typed, Function<DirectoryPerson, UserResult> then) {
    return switch (directory.find(typed.value())) {
      case Finding.Found(DirectoryPerson person) -> then.apply(person);
      case Finding.Nobody _ -> new Refused(Refusal.UNKNOWN_PERSON);
      case Finding.Ambiguous _ -> new Refused(Refusal.AMBIGUOUS_PERSON);
      case Finding.NotConfigured _ -> new Refused(Refusal.NO_DIRECTORY);
      case Finding.Unreachable(Directory.Outage outage) -> new Unavailable(outage);
    };
  }

  boolean mayOwn(Username name) {
    return directory.mayOwn(name);
  }

  /** A user with what its groups give it now. */
  UserView view(User user) {
    return new UserView(
        user,
        switch (user) {
          case LocalUser _ -> new UserView.Groups.NotAsked();
          case DirectoryUser member ->
              member
                  .person()
                  .map(this::groups)
                  .orElseGet(() -> new UserView.Groups.Known(GroupRights.none()));
        });
  }

  private UserView.Groups groups(DirectoryId id) {
    return switch (directory.recheck(List.of(id))) {
      case Survey.Known(var people) ->
          new UserView.Groups.Known(
              Optional.ofNullable(people.get(id))
                  .map(DirectoryPerson::groups)
                  .orElseGet(GroupRights::none));
      case Survey.Unreachable(Directory.Outage outage) -> new UserView.Groups.Unknown(outage);
    };
  }
}
