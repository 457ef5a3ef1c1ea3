package io.registrymanager.app;

import io.registrymanager.endpoint.Route;
import io.registrymanager.identity.Directory;
import io.registrymanager.secret.Secret;
import io.registrymanager.setting.Values;
import io.registrymanager.testkit.Folders;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.Metric;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The whole program in this process, on free ports and a data folder of its own, in front of any
 * registry. Its administrator is {@link #ADMINISTRATOR}; hashing is made cheap unless the settings
 * say otherwise. Used by one thread.
 */
public final class TestingServer implements AutoCloseable {
  /** The first administrator. */
  public static final Login ADMINISTRATOR = new Login("admin", "the-administrator");

  private final Path folder;
  private final RunningServer server;
  private final UserClient users;

  private TestingServer(Path folder, RunningServer server) {
    this.folder = folder;
    this.server = server;
    this.users =
        new UserClient(new SocketAdminApi(folder.resolve("admin.sock"), Duration.ofSeconds(30)));
  }

  /** Starts it in front of that registry. */
  public static TestingServer before(URI registry) {
    return before(registry, Map.of());
  }

  /** Starts it in front of that registry, with these settings besides. */
  public static TestingServer before(URI registry, Map<String, String> settings) {
    return start(registry, settings, Directories::open, InstantSource.system());
  }

  /** Starts it in front of that registry, with that directory. */
  public static TestingServer before(
      URI registry, Directory directory, Map<String, String> settings) {
    return start(registry, settings, (_, _) -> directory, InstantSource.system());
  }

  /** Starts it in front of that registry, with that clock. */
  public static TestingServer before(
      URI registry, Map<String, String> settings, InstantSource clock) {
    return start(registry, settings, Directories::open, clock);
  }

  private static TestingServer start(
      URI registry,
      Map<String, String> settings,
      RunningServer.OpenDirectory directories,
      InstantSource clock) {
    try {
      Path folder = Files.createTempDirectory("registrymanager-test");
      Map<String, String> all = new HashMap<>();
      all.put("data", folder.toString());
      all.put("admin.socket", folder.resolve("admin.sock").toString());
      all.put("listen.port", "0");
      all.put("management.port", "0");
      all.put("upstream.url", registry.toString());
      all.put("admin.password", ADMINISTRATOR.password());
      all.put("authentication.argon2-memory", "64");
      all.put("authentication.argon2-iterations", "1");
      all.put("access-log.file", folder.resolve("access.log").toString());
      all.put("contact", "platform@example.com");
      all.put("shutdown.delay", "0s");
      all.put("catalog.crawl-interval", "0s"); // tests count what the registry is asked
      all.put("proxy.splice", System.getProperty("splice", "always")); // see server/pom.xml
      all.putAll(settings);
      return new TestingServer(
          folder,
          RunningServer.start(Values.of(Settings.table(), Map.copyOf(all)), directories, clock));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the public listener has besides the registry API. */
  public List<Route> routes() {
    return server.routes().routes();
  }

  /** Where clients connect, such as {@code http://127.0.0.1:40123}. */
  public URI uri() {
    return server.started().url();
  }

  /** The name in image references, {@code 127.0.0.1:PORT}. */
  public String host() {
    return uri().getAuthority();
  }

  /** The public port. */
  public int port() {
    return uri().getPort();
  }

  /** Where health and metrics are asked for. */
  public URI management() {
    return URI.create("http://127.0.0.1:" + server.management().getPort());
  }

  /** Its data folder. */
  public Path folder() {
    return folder;
  }

  /** What the access log says so far. */
  public String accessLog() {
    try {
      return Files.readString(folder.resolve("access.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a user with these grants; its password is its name and {@code -password}. */
  public Login user(String name, String... grants) {
    Login login = new Login(name, name + "-password");
    users.add(name, Secret.of(login.password()), false, List.of(grants));
    return login;
  }

  /** Makes a user of the directory with these grants. */
  public void directoryUser(String name, String... grants) {
    users.addFromDirectory(name, false, List.of(grants));
  }

  /** Has everybody of the directory looked at now, as happens by itself three times a minute. */
  public void recheck() {
    server.recheck();
  }

  /** Disables a user, or enables it again. */
  public void enable(String name, boolean enabled) {
    users.enabled(name, enabled);
  }

  /** Deletes a user. */
  public void delete(String name) {
    users.delete(name);
  }

  /** Has transfers finish, as SIGTERM does. Blocks until they have. */
  public void drain() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    server.stopGracefully(new Banner(nowhere, false, Optional.empty(), Optional.empty()));
  }

  /** A number that it shows on its management port. */
  public double metric(String name) {
    return Metric.of(server.management().getPort(), name);
  }

  @Override
  public void close() {
    server.close();
    Folders.delete(folder);
  }
}
