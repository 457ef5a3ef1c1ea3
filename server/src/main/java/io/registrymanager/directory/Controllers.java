package io.registrymanager.directory;

import io.registrymanager.directory.DnsAnswer.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers in the order in which they are asked: as the settings list them, or as DNS knows
 * them, looked up again every minute. Thread-safe.
 */
final class Controllers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Controllers.class);
  private static final Duration FOUND_LIFE = Duration.ofMinutes(1);
  private static final Duration LOOK_UP_PAUSE = Duration.ofSeconds(1);

  private final DirectorySettings.Place place;
  private final Names names;
  private final Function<ServerAddress, Controller> opener;
  private final LongSupplier nanos;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile List<Controller> current;
  private volatile long lookAgain;

  Controllers(
      DirectorySettings.Place place,
      Names names,
      Function<ServerAddress, Controller> opener,
      LongSupplier nanos) {
    this.place = place;
    this.names = names;
    this.opener = opener;
    this.nanos = nanos;
    this.current = place.servers().stream().map(opener).toList();
    this.lookAgain = nanos.getAsLong();
  }

  /**
   * All of them; those known before while DNS does not answer.
   *
   * @throws OutOfReachException if none is known
   */
  List<Controller> all(Deadline deadline) throws OutOfReachException {
    if (place.domain().isPresent() && nanos.getAsLong() - lookAgain >= 0) {
      // While one looks the others go on with what is known, unless nothing is.
      if (tryLock(current.isEmpty() ? deadline.left() : Duration.ZERO)) {
        try {
          lookUp(place.domain().get(), deadline);
        } finally {
          looking.unlock();
        }
      }
    }
    return current;
  }

  /** Those that are known, without looking. */
  List<Controller> known() {
    return current;
  }

  private boolean tryLock(Duration patience) {
    try {
      return looking.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void lookUp(String domain, Deadline deadline) throws OutOfReachException {
    if (nanos.getAsLong() - lookAgain < 0) {
      return;
    }
    try {
      List<Service> found = names.controllers(domain, deadline.share(current.isEmpty() ? 2 : 4));
      if (found.isEmpty()) {
        throw new IOException("DNS knows no domain controllers");
      }
      replace(ordered(found).stream().map(this::address).distinct().toList());
      lookAgain = nanos.getAsLong() + FOUND_LIFE.toNanos();
    } catch (IOException e) {
      lookAgain = nanos.getAsLong() + LOOK_UP_PAUSE.toNanos();
      String reason =
          "the domain controllers of %s cannot be looked up: %s".formatted(domain, e.getMessage());
      if (current.isEmpty()) {
        throw new OutOfReachException(reason, LOOK_UP_PAUSE, e);
      }
      LOG.warn("{}; those known before are asked", reason);
    }
  }

  private ServerAddress address(Service service) {
    int port =
        switch (place.security()) {
          case LDAPS -> ServerAddress.LDAPS_PORT; // DNS knows the plain port only
          case STARTTLS, NONE -> service.port();
        };
    return new ServerAddress(service.host(), port, place.security());
  }

  private void replace(List<ServerAddress> addresses) {
    Map<ServerAddress, Controller> before = new HashMap<>();
    current.forEach(controller -> before.put(controller.address(), controller));
    List<Controller> now = new ArrayList<>();
    for (ServerAddress address : addresses) {
      Controller kept = before.remove(address);
      now.add(kept == null ? opener.apply(address) : kept);
    }
    current = List.copyOf(now);
    before.values().forEach(Controller::close);
  }

  /** By priority, and among equals by chance in proportion to their weights (RFC 2782). */
  private static List<Service> ordered(List<Service> services) {
    Map<Service, Double> luck = new HashMap<>();
    for (Service service : services) {
      double chance = ThreadLocalRandom.current().nextDouble(Double.MIN_NORMAL, 1);
      luck.put(service, -Math.log(chance) / (service.weight() + 0.01));
    }
    return services.stream()
        .sorted(
            Comparator.comparingInt(Service::priority)
                .thenComparing(service -> luck.getOrDefault(service, 0.0)))
        .toList();
  }

  @Override
  public void close() {
    current.forEach(Controller::close);
  }
}
