package io.registrymanager.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The real parts that all tests of a JVM share: one registry, one engine, one set of daemonless
 * clients, one domain. Each is started when first asked for, ends with the JVM, and leaves a line
 * with its version and times in {@code target/fixtures.log}.
 *
 * <p>Because they are shared, a test uses repositories, tags and clients that no other test uses.
 * Thread-safe.
 */
public final class Fixtures {
  private Fixtures() {}

  /** The shared registry, anonymous, with absolute addresses. */
  public static RealRegistry registry() {
    return Registry.SHARED;
  }

  /** The shared engine; take a {@link DockerEngine#newClient() client} of your own. */
  public static DockerEngine docker() {
    return Docker.SHARED;
  }

  /** The shared daemonless clients; a test that logs in takes {@link ContainerTools#create()}. */
  public static ContainerTools tools() {
    return Tools.SHARED;
  }

  /** The shared domain; take {@link DomainAdministrator#addPerson people} of your own to change. */
  public static SambaDomain domain() {
    return Domain.SHARED;
  }

  /** Leaves a line about something that a test measured beside those of the parts. */
  public static void note(String line) {
    log(line + System.lineSeparator());
  }

  // One holder class for each, so that asking for one does not start another.

  private static final class Registry {
    static final RealRegistry SHARED = start(RealRegistry::start, any -> RealRegistry.version());
  }

  private static final class Docker {
    static final DockerEngine SHARED = start(DockerEngine::start, DockerEngine::version);
  }

  private static final class Tools {
    static final ContainerTools SHARED = start(ContainerTools::create, ContainerTools::versions);
  }

  private static final class Domain {
    static final SambaDomain SHARED = start(SambaDomain::start, any -> SambaDomain.version());
  }

  private static <T extends AutoCloseable> T start(
      Supplier<T> starter, Function<T, String> versions) {
    long begin = System.nanoTime();
    T part = starter.get();
    String started = secondsSince(begin);
    String version = versions.apply(part);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(part, version, started)));
    return part;
  }

  private static void stop(AutoCloseable part, String version, String started) {
    long begin = System.nanoTime();
    String end = "stopped in ";
    try {
      part.close();
    } catch (Exception e) {
      end = "not stopped (" + e + ") in ";
    }
    log("%s: started in %s, %s%s%n".formatted(version, started, end, secondsSince(begin)));
  }

  private static void log(String line) {
    Path file = Path.of(System.getProperty("basedir", ""), "target", "fixtures.log");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String secondsSince(long begin) {
    return "%.2f s".formatted((System.nanoTime() - begin) / 1e9);
  }
}
