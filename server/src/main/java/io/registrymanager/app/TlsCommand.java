package io.registrymanager.app;

import io.registrymanager.server.ServerSettings;
import io.registrymanager.server.tls.LocalAuthority;
import io.registrymanager.setting.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tls}: a certificate authority for whoever has none, and how clients come to trust it. */
@Command(
    name = "tls",
    description = "Makes a small certificate authority, and tells clients to trust it.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = HelpCommand.class)
final class TlsCommand {
  private static final List<String> THIS_COMPUTER = List.of("localhost", "127.0.0.1", "::1");

  private final Terminal terminal;
  private final SettingsReader reader;

  TlsCommand(Terminal terminal, SettingsReader reader) {
    this.terminal = terminal;
    this.reader = reader;
  }

  @Command(
      name = "init",
      description =
          "Makes an authority and a certificate in the data folder; set tls.folder to it.")
  int init(
      @Mixin SettingsOptions settings,
      @Option(
              names = "--name",
              paramLabel = "HOST",
              description = "A host name or address that clients use; may be repeated.")
          List<String> names,
      @Option(names = "--renew", description = "Makes a new certificate where there is one.")
          boolean renew) {
    Values values = reader.read(settings);
    LocalAuthority authority = authority(values);
    if (authority.isMade() && !renew) {
      terminal.err().println("There is a certificate in " + authority.folder() + " already.");
      return ExitCode.OK.number();
    }
    List<String> all = new ArrayList<>(names == null ? List.of() : names);
    all.addAll(THIS_COMPUTER);
    try {
      authority.make(all.stream().distinct().toList(), Instant.now());
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FAILED, "The certificate cannot be made: " + e.getMessage() + ".", e);
    }
    terminal.err().println("The certificate for " + String.join(", ", all) + " is made.");
    String host = host(values, all.getFirst());
    for (TrustAdvice client : TrustAdvice.values()) {
      terminal.out().println(client.line(host, certificate(authority)));
    }
    return ExitCode.OK.number();
  }

  @Command(name = "trust", description = "Prints how a client comes to trust this server.")
  int trust(
      @Mixin SettingsOptions settings,
      @Parameters(paramLabel = "CLIENT", description = "docker, podman, containerd, curl or java.")
          String client,
      @Option(
              names = "--name",
              paramLabel = "HOST",
              defaultValue = "127.0.0.1",
              description = "The host name that clients use.")
          String name) {
    Values values = reader.read(settings);
    LocalAuthority authority = authority(values);
    if (!authority.isMade()) {
      throw new CommandFailure(
          "There is no authority in %s: make one with tls init, or have your certificates signed by one that clients trust already."
              .formatted(authority.certificate().getParent()));
    }
    TrustAdvice advice =
        TrustAdvice.find(client)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "There is no advice for \"%s\": docker, podman, containerd, curl or java."
                            .formatted(client.toLowerCase(Locale.ROOT))));
    terminal.out().println(advice.command(host(values, name), certificate(authority)));
    return ExitCode.OK.number();
  }

  private static LocalAuthority authority(Values values) {
    return new LocalAuthority(ApplicationSettings.from(values).data());
  }

  private static Path certificate(LocalAuthority authority) {
    return authority.certificate().toAbsolutePath().normalize();
  }

  /** As clients write it in front of a repository. */
  private static String host(Values values, String name) {
    int port = ServerSettings.publicPort(values);
    return ApplicationSettings.from(values)
        .externalUrl()
        .map(url -> url.getAuthority())
        .orElse(name.equals("localhost") ? "127.0.0.1:" + port : name + ":" + port);
  }
}
