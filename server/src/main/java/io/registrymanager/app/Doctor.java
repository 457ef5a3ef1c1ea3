package io.registrymanager.app;

import io.registrymanager.observation.CheckLine;
import io.registrymanager.server.ServerSettings;
import io.registrymanager.server.tls.CertificateCheck;
import io.registrymanager.setting.Values;
import io.registrymanager.store.DatabaseSettings;
import io.registrymanager.store.StoreCheck;
import io.registrymanager.upstream.UpstreamCheck;
import io.registrymanager.upstream.UpstreamSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks at everything that the server needs, one thing after the other, whether or not it runs. One
 * that cannot be looked at does not keep the others from it.
 */
final class Doctor {
  private final Values values;

  Doctor(Values values) {
    this.values = values;
  }

  /** What it found. Blocks for some time-outs at most, and as long as reading the store takes. */
  List<CheckLine> look() {
    List<CheckLine> lines = new ArrayList<>(settings());
    lines.addAll(apart(this::server));
    lines.addAll(apart(this::store));
    lines.addAll(apart(this::certificates));
    lines.addAll(apart(() -> registry(values)));
    lines.addAll(apart(this::directory));
    return lines.stream().distinct().toList();
  }

  private static List<CheckLine> apart(Supplier<List<CheckLine>> part) {
    try {
      return part.get();
    } catch (CommandFailure | IllegalArgumentException e) {
      return List.of(CheckLine.problem(withoutStop(String.valueOf(e.getMessage()))));
    }
  }

  private List<CheckLine> settings() {
    List<String> problems = new ArrayList<>(SettingsReader.missing(values));
    problems.addAll(new SettingsCheck(values).problems());
    return problems.isEmpty()
        ? List.of(CheckLine.ok("the settings are fine"))
        : problems.stream().map(Doctor::withoutStop).map(CheckLine::problem).toList();
  }

  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private List<CheckLine> server() {
    ApplicationSettings application = ApplicationSettings.from(values);
    if (SocketAdminApi.isServed(application.adminSocket())) {
      return List.of(CheckLine.ok("a server runs, and answers at " + application.adminSocket()));
    }
    ServerSettings serving = ServerSettings.from(values);
    List<CheckLine> lines = new ArrayList<>();
    lines.add(CheckLine.ok("no server runs on " + application.data()));
    lines.add(port("listen.port", serving.listen()));
    lines.add(port("management.port", serving.management()));
    return lines;
  }

  private static CheckLine port(String what, InetSocketAddress address) {
    String place = address.getAddress().getHostAddress() + " port " + address.getPort();
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
      return CheckLine.ok("%s: %s is free".formatted(what, place));
    } catch (IOException e) {
      return CheckLine.problem(
          "%s: %s cannot be listened on: %s".formatted(what, place, PortReason.of(e)));
    }
  }

  private List<CheckLine> store() {
    return new StoreCheck(
            ApplicationSettings.from(values).data(),
            DatabaseSettings.from(values),
            VersionCommand.version())
        .run();
  }

  private List<CheckLine> certificates() {
    ServerSettings serving = ServerSettings.from(values);
    return serving
        .tls()
        .folder()
        .map(folder -> new CertificateCheck(folder, serving.tls()).run())
        .orElse(List.of(CheckLine.ok("no certificates: tls.folder is not set")));
  }

  /** What works of the registry and what does not. Blocks. */
  static List<CheckLine> registry(Values values) {
    return values.missing().isEmpty()
        ? new UpstreamCheck(UpstreamSettings.from(values)).run()
        : List.of();
  }

  private List<CheckLine> directory() {
    return Directories.check(values, Optional.empty())
        .orElse(List.of(CheckLine.ok("there is no directory")));
  }
}
