package io.registrymanager.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;

/**
 * Debian's PostgreSQL on loopback, with a folder and a password of its own. It refuses to run as
 * root, so that root runs it as the user {@code postgres}. Used by one thread.
 */
public final class RealPostgres implements AutoCloseable {
  /** The one user there is, who may do everything. */
  public static final String USER = "registry";

  /** Its password, of what makes URLs difficult. */
  public static final String PASSWORD = "p@ss:/#%+";

  /** The same in a URL. */
  public static final String PASSWORD_IN_URL = "p%40ss%3A%2F%23%25+";

  private static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");

  private final int port = FreePorts.next();
  private final Path folder;
  private final RunningProgram program;

  private RealPostgres() {
    try {
      folder =
          Files.createTempDirectory(
              "postgres",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
      Files.writeString(folder.resolve("password"), PASSWORD);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run("chown", "-R", "postgres:", folder.toString());
    String data = folder.resolve("data").toString();
    asPostgres(
            "initdb",
            "--pgdata=" + data,
            "--username=" + USER,
            "--pwfile=" + folder.resolve("password"),
            "--auth=scram-sha-256",
            "--no-sync")
        .run()
        .orFail();
    program =
        RunningProgram.start(
            asPostgres(
                "postgres",
                "-D",
                data,
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=off"),
            log());
    program.awaitReady(() -> program.output().contains("ready to accept connections"));
  }

  /**
   * Starts it.
   *
   * @throws AssertionError when it is not there or does not start
   */
  public static RealPostgres start() {
    return new RealPostgres();
  }

  private static Path log() {
    try {
      return Files.createTempFile("postgres", ".log");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Command asPostgres(String name, String... arguments) {
    return Command.of("runuser", "-u", "postgres", "--", PROGRAMS.resolve(name).toString())
        .with(arguments)
        .in(Path.of("/"))
        .within(Duration.ofMinutes(2));
  }

  private static void run(String... words) {
    Command.of(words).run().orFail();
  }

  /** Runs these statements in the database {@code postgres}. */
  public void execute(String sql) {
    Command.of("psql", "-v", "ON_ERROR_STOP=1", "-q", "-f", "-")
        .with("-h", "127.0.0.1", "-p", Integer.toString(port), "-U", USER, "postgres")
        .withEnvironment(Map.of("PGPASSWORD", PASSWORD))
        .reading(sql)
        .run()
        .orFail();
  }

  /** The database {@code postgres}, with that user information in front of the host. */
  public String url(String userInfo) {
    return "postgresql://%s@127.0.0.1:%d/postgres".formatted(userInfo, port);
  }

  @Override
  public void close() {
    program.close();
    run("rm", "-rf", folder.toString());
  }
}
