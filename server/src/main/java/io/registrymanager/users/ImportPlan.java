package io.registrymanager.users;

import io.registrymanager.identity.Role;
import io.registrymanager.identity.UserChange;
import io.registrymanager.identity.UserChange.CreateDirectoryUser;
import io.registrymanager.identity.UserChange.CreateUser;
import java.util.List;
import java.util.stream.Stream;

/** What an import would do. Immutable. */
public record ImportPlan(
    List<CreateUser> local, List<CreateDirectoryUser> directory, List<Refused> refused) {
  /**
   * A user that cannot be taken over.
   *
   * @param place where it stands
   * @param reason why, behind its name and a colon
   */
  public record Refused(String place, String name, String reason) {}

  /** Copies the lists. */
  public ImportPlan {
    local = List.copyOf(local);
    directory = List.copyOf(directory);
    refused = List.copyOf(refused);
  }

  /** All users that would be made. */
  public List<UserChange> changes() {
    return Stream.<UserChange>concat(local.stream(), directory.stream()).toList();
  }

  /** How many of them are administrators. */
  public long administrators() {
    return Stream.concat(
            local.stream().map(CreateUser::account),
            directory.stream().map(CreateDirectoryUser::account))
        .filter(account -> account.role() == Role.ADMINISTRATOR)
        .count();
  }
}
