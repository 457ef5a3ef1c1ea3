package io.registrymanager.app;

import io.registrymanager.setting.Values;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * Finds the way to the users: through the running server, which owns the store, or else to the
 * store itself.
 */
final class Administration {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Function<Values, OpenStore> openStore;

  Administration(Function<Values, OpenStore> openStore) {
    this.openStore = openStore;
  }

  AdminApi open(Values values) {
    ApplicationSettings settings = ApplicationSettings.from(values);
    // A user made before the first start would keep the administrator from being made.
    if (Files.notExists(settings.data())) {
      throw new CommandFailure(
          "There is no data folder "
              + settings.data()
              + "; start the server once, or name the folder with --data.");
    }
    return SocketAdminApi.isServed(settings.adminSocket())
        ? new SocketAdminApi(settings.adminSocket(), LIMIT)
        : new StoreAdminApi(openStore.apply(values), InstantSource.system());
  }
}
