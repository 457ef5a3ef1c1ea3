package io.registrymanager.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Debian's {@code docker-registry} with deletion enabled, at a free port of loopback, with a
 * storage folder of its own.
 *
 * <p>{@link #client()} goes to it directly, past any proxy. Thread-safe. Tests share {@link
 * Fixtures#registry()}; one of another kind is started and closed by its test, in about 50 ms.
 */
public final class RealRegistry implements AutoCloseable {
  /** The program, in Debian's place. */
  public static final String PROGRAM = "/usr/bin/docker-registry";

  // The port is chosen by the kernel and read from the log: nobody can take it in between.
  private static final Pattern LISTENING = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+)");

  private final WorkFolder folder;
  private final RunningProgram program;
  private final String scheme;
  private final int port;
  private final RegistryClient client;

  private RealRegistry(WorkFolder folder, RunningProgram program, Kind kind) {
    this.scheme = kind.encryption().isPresent() ? "https" : "http";
    this.folder = folder;
    this.program = program;
    Matcher matcher = LISTENING.matcher(program.output());
    this.port = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    this.client =
        kind.encryption()
            .map(how -> how.authority().certificate())
            .map(authority -> RegistryClient.trusting(authority, uri(), kind.login()))
            .or(() -> kind.login().map(known -> RegistryClient.of(uri(), known)))
            .orElseGet(() -> RegistryClient.of(uri()));
  }

  /**
   * How it differs from the usual one.
   *
   * @param locations how it prints its own addresses
   * @param login who alone may use it, by HTTP Basic; without, everybody may do everything
   * @param encryption with which it speaks TLS; without, plain HTTP
   * @param sharing what it has together with others; without, a storage of its own
   */
  public record Kind(
      Locations locations,
      Optional<Login> login,
      Optional<Encryption> encryption,
      Optional<Sharing> sharing) {
    /** Anonymous, with absolute addresses: what Debian's package does unless told otherwise. */
    public static final Kind USUAL =
        new Kind(Locations.ABSOLUTE, Optional.empty(), Optional.empty(), Optional.empty());

    /** This kind with relative addresses. */
    public Kind withRelativeUrls() {
      return new Kind(Locations.RELATIVE, login, encryption, sharing);
    }

    /** This kind for one user alone. */
    public Kind onlyFor(Login user) {
      return new Kind(locations, Optional.of(user), encryption, sharing);
    }

    /** This kind with TLS. */
    public Kind with(Encryption how) {
      return new Kind(locations, login, Optional.of(how), sharing);
    }

    /** This kind with that storage and secret. */
    public Kind with(Sharing what) {
      return new Kind(locations, login, encryption, Optional.of(what));
    }
  }

  /**
   * A certificate for the registry.
   *
   * @param subject such as {@code IP:127.0.0.1}
   */
  public record Encryption(TestAuthority authority, String subject) {}

  /**
   * What registries behind one address have.
   *
   * @param storage where blobs and links lie
   * @param secret with which the state of an upload is signed
   */
  public record Sharing(Path storage, String secret) {}

  /** What stands in {@code Location}. */
  public enum Locations {
    /** With scheme and host, as seen by the registry. */
    ABSOLUTE,
    /** Path and query only. */
    RELATIVE
  }

  /** Starts the usual kind. */
  public static RealRegistry start() {
    return start(Kind.USUAL);
  }

  /**
   * Starts one.
   *
   * @throws AssertionError when the program is missing or ends at once
   */
  public static RealRegistry start(Kind kind) {
    WorkFolder folder = WorkFolder.create("registry");
    try {
      Path config = folder.path().resolve("config.yml");
      Files.writeString(config, config(folder.path(), kind));
      Command serve = Command.of(PROGRAM, "serve", config.toString()).in(folder.path());
      RunningProgram program = RunningProgram.start(serve, folder.path().resolve("log"));
      program.awaitReady(() -> LISTENING.matcher(program.output()).find());
      return new RealRegistry(folder, program, kind);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (AssertionError e) {
      folder.close();
      throw e;
    }
  }

  /** Its version, as in {@code docker-registry 2.8.2+ds1-1}. */
  static String version() {
    return Command.of("dpkg-query", "-W", "-f=${Package} ${Version}", "docker-registry")
        .run()
        .orFail()
        .out();
  }

  /** Its port. */
  public int port() {
    return port;
  }

  /** Its address, {@code http://127.0.0.1:PORT}. */
  public URI uri() {
    return URI.create(scheme + "://" + host());
  }

  /** Its name in image references, {@code 127.0.0.1:PORT}. */
  public String host() {
    return "127.0.0.1:" + port;
  }

  /** A client that may do everything here. */
  public RegistryClient client() {
    return client;
  }

  /** Where its blobs and links lie. */
  public Path storage() {
    return folder.path().resolve("storage");
  }

  /** What it has logged: each request is a line. */
  public String log() {
    return program.output();
  }

  @Override
  public void close() {
    client.close();
    program.close();
    folder.close();
  }

  private static String config(Path folder, Kind kind) throws IOException {
    String auth = "";
    if (kind.login().isPresent()) {
      Path file = folder.resolve("htpasswd");
      Files.writeString(file, htpasswd(kind.login().get()));
      auth =
          """
          auth:
            htpasswd: {realm: registry, path: "%s"}
          """
              .formatted(file);
    }
    String tls = kind.encryption().map(RealRegistry::tls).orElse("");
    Sharing shared =
        kind.sharing().orElse(new Sharing(folder.resolve("storage"), "shared-by-all-tests"));
    return """
    version: 0.1
    log: {level: info}
    storage:
      filesystem: {rootdirectory: "%s"}
      delete: {enabled: true}
      maintenance: {uploadpurging: {enabled: false}}
    http:
      addr: 127.0.0.1:0
      secret: %s
      relativeurls: %s
    %s
    %s"""
        .formatted(
            shared.storage(), shared.secret(), kind.locations() == Locations.RELATIVE, tls, auth);
  }

  private static String tls(Encryption how) {
    TestAuthority.ServerCertificate made =
        how.authority().issue("registry", List.of(how.subject()));
    return "  tls: {certificate: %s, key: %s}".formatted(made.certificate(), made.key());
  }

  private static String htpasswd(Login login) {
    return Command.of("htpasswd", "-Bni", login.user())
        .reading(login.password() + "\n")
        .run()
        .orFail()
        .out();
  }
}
