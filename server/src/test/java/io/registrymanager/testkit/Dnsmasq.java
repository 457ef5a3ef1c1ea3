package io.registrymanager.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Debian's {@code dnsmasq} as a name server that knows what it is told and asks nobody else, at a
 * free port of loopback. Thread-safe.
 */
public final class Dnsmasq implements AutoCloseable {
  private final WorkFolder folder;
  private final RunningProgram program;
  private final int port;

  private Dnsmasq(WorkFolder folder, RunningProgram program, int port) {
    this.folder = folder;
    this.program = program;
    this.port = port;
  }

  /**
   * Starts it.
   *
   * @param records lines of its configuration, such as {@code
   *     srv-host=_ldap._tcp.dc._msdcs.example.com,dc1.example.com,389} and {@code
   *     host-record=dc1.example.com,127.0.0.1}
   */
  public static Dnsmasq serving(List<String> records) {
    WorkFolder folder = WorkFolder.create("dnsmasq");
    try {
      int port = FreePorts.next();
      Path file = folder.path().resolve("dnsmasq.conf");
      Files.writeString(file, configuration(port) + String.join("\n", records) + "\n");
      RunningProgram program =
          RunningProgram.start(
              Command.of("dnsmasq", "--keep-in-foreground", "--conf-file=" + file),
              folder.path().resolve("log"));
      program.awaitReady(() -> program.output().contains("started"));
      return new Dnsmasq(folder, program, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (AssertionError e) {
      folder.close();
      throw e;
    }
  }

  private static String configuration(int port) {
    return """
        port=%d
        listen-address=127.0.0.1
        bind-interfaces
        no-resolv
        no-hosts
        log-facility=-
        log-queries
        user=root
        """
        .formatted(port);
  }

  /** Its address, {@code 127.0.0.1:PORT}. */
  public String server() {
    return "127.0.0.1:" + port;
  }

  /** What it was asked so far: each question is a line. */
  public String log() {
    return program.output();
  }

  /** Makes it silent; it goes on with {@link #resume()}. */
  public void stall() {
    signal("STOP");
  }

  /** Lets it answer again. */
  public void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    Command.of("kill", "-s", name, Long.toString(program.pid())).run().orFail();
  }

  @Override
  public void close() {
    Command.of("kill", "-s", "CONT", Long.toString(program.pid())).run();
    program.close();
    folder.close();
  }
}
