package io.registrymanager.app;

import io.registrymanager.authentication.Authenticator;
import io.registrymanager.identity.UserId;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the directory again and again about those who logged in lately: whoever is disabled there is
 * out here within a minute.
 */
final class DirectoryWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryWatch.class);
  private static final int EVERY_SECONDS = 20;

  private final Authenticator authenticator;
  private final Supplier<Set<UserId>> busy;
  private final Consumer<UserId> gone;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("directory-watch").factory());

  /**
   * Begins.
   *
   * @param busy whose transfers are under way
   * @param gone ends what a user was doing whose account in the directory is over
   */
  DirectoryWatch(Authenticator authenticator, Supplier<Set<UserId>> busy, Consumer<UserId> gone) {
    this.authenticator = authenticator;
    this.busy = busy;
    this.gone = gone;
    clock.scheduleWithFixedDelay(this::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  /** Looks once, now. Blocks. */
  void look() {
    try {
      authenticator.recheck(busy.get(), gone);
    } catch (RuntimeException e) {
      LOG.warn("people of the directory are not rechecked, trying again", e);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
