package io.registrymanager.store;

import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.UserChange;
import io.registrymanager.identity.UserStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;

/** What the process tests run in a JVM of its own; says on its output how far it came. */
final class StoreChild {
  /** How many write at the same time, so that whenever it is killed a change is under way. */
  static final int WRITERS = 4;

  private StoreChild() {}

  public static void main(String... args) throws IOException {
    DatabaseSettings settings =
        new DatabaseSettings(Duration.ZERO, DatabaseSettings.DEFAULT.busyTimeout(), 1);
    try (Database database = Database.open(settings, Path.of(args[1]), "1.0")) {
      say("opened");
      switch (args[0]) {
        case "try" -> {}
        case "hold" -> System.in.read();
        case "write" -> write(database.users(), args[2]);
        default -> throw new IllegalArgumentException(args[0]);
      }
    } catch (DataFolderException e) {
      say("refused " + e.getMessage());
    }
    say("closed");
  }

  private static void write(UserStore store, String round) {
    try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < WRITERS; i++) {
        String prefix = "u" + round + "-" + i + "-";
        writers.execute(() -> write(prefix, store));
      }
    }
  }

  private static void write(String prefix, UserStore store) {
    for (int i = 0; ; i++) {
      UserChange create = Changes.user(prefix + i, "team", "lib");
      LocalUser user = acknowledged("create-user", store, create);
      acknowledged("update-user", store, Changes.grant(user.id(), "team:pull", "a/b", "c"));
      if (i % 3 == 0) {
        acknowledged("delete-user", store, Changes.delete(user.id()));
      }
    }
  }

  private static LocalUser acknowledged(String kind, UserStore store, UserChange change) {
    LocalUser user = Changes.applied(store.apply(change));
    say(kind + " " + user.id());
    return user;
  }

  private static void say(String line) {
    System.out.println(Child.MARK + line);
    System.out.flush();
  }
}
