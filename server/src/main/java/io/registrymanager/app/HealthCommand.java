package io.registrymanager.app;

import io.registrymanager.server.ServerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code health}: what a container's health check runs, so that no other program has to be in the
 * image.
 */
@Command(
    name = "health",
    description =
        "Asks the running server how it is; exit code 3 unless it answers that it is well.")
final class HealthCommand implements Callable<Integer> {
  private static final int LIMIT_MILLIS = 5_000;
  private static final int MAX_ANSWER = 64 * 1024;

  private final Terminal terminal;
  private final SettingsReader reader;

  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Option(names = "--ready", description = "Whether it is ready, not only whether it lives.")
  private boolean ready;

  HealthCommand(Terminal terminal, SettingsReader reader) {
    this.terminal = terminal;
    this.reader = reader;
  }

  @Override
  public Integer call() {
    InetSocketAddress server = ServerSettings.from(reader.read(settings)).management();
    AdminResponse answer = ask(server, ready ? "/health/ready" : "/health/live");
    terminal.out().println(new String(answer.body(), StandardCharsets.UTF_8).strip());
    return (answer.isSuccess() ? ExitCode.OK : ExitCode.CHECK_SAYS_NO).number();
  }

  private static AdminResponse ask(InetSocketAddress server, String path) {
    InetAddress address = server.getAddress();
    InetAddress host = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, server.getPort()), LIMIT_MILLIS);
      socket.setSoTimeout(LIMIT_MILLIS);
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      HttpAnswer answer = new HttpAnswer();
      if (answer.add(ByteBuffer.wrap(socket.getInputStream().readNBytes(MAX_ANSWER)))) {
        return answer.response();
      }
      throw new IOException("the answer is not whole");
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.CHECK_SAYS_NO,
          "No server answers at %s:%d (management.port): %s."
              .formatted(host.getHostAddress(), server.getPort(), e.getMessage()),
          e);
    }
  }
}
