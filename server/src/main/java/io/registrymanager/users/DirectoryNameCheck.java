package io.registrymanager.users;

import io.registrymanager.identity.Directory;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.User;
import io.registrymanager.identity.UserStore;
import io.registrymanager.identity.Username;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds local users whose names read as the directory's: none is made, but a directory may be
 * configured after they were.
 */
public record DirectoryNameCheck(UserStore store, Directory directory) {
  private static final int BATCH = 1000;

  /** Those users, a few at most. Reads every user, so it takes a while with many; blocks. */
  public List<Username> find(int atMost) {
    List<Username> found = new ArrayList<>();
    Optional<Username> after = Optional.empty();
    List<User> page;
    do {
      page = store.list(after, BATCH);
      page.stream()
          .filter(LocalUser.class::isInstance)
          .map(user -> user.account().name())
          .filter(directory::mayOwn)
          .limit(atMost - found.size())
          .forEach(found::add);
      after = page.isEmpty() ? after : Optional.of(page.getLast().account().name());
    } while (page.size() == BATCH && found.size() < atMost);
    return found;
  }
}
