package io.registrymanager.users;

import io.registrymanager.identity.Directory.Outage;
import io.registrymanager.identity.DirectoryPerson.GroupRights;
import io.registrymanager.identity.User;

/** A user as it is kept, with what its groups in the directory give it now. */
record UserView(User user, Groups groups) {
  /** What groups give a user. */
  sealed interface Groups {
    /** Nothing was asked, for the user is no one of the directory. */
    record NotAsked() implements Groups {}

    /** That, which is nothing for a person who is gone. */
    record Known(GroupRights rights) implements Groups {}

    /** It could not be found out. */
    record Unknown(Outage outage) implements Groups {}
  }
}
