package io.registrymanager.app;

import io.registrymanager.access.Grant;
import io.registrymanager.endpoint.RequestId;
import io.registrymanager.identity.Actor;
import io.registrymanager.identity.Origin;
import io.registrymanager.setting.Values;
import io.registrymanager.store.OlderRegistryManager;
import io.registrymanager.users.HtpasswdFile;
import io.registrymanager.users.ImportCandidate;
import io.registrymanager.users.ImportPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code import}: takes over the users of another program, all of them or none. The server must not
 * run meanwhile: a hash never travels over any API.
 */
@Command(
    name = "import",
    description = "Takes over users and their passwords from another program.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = HelpCommand.class)
final class ImportCommand {
  private final Terminal terminal;
  private final SettingsReader reader;
  private final Function<Values, OpenImport> open;

  ImportCommand(Terminal terminal, SettingsReader reader, Function<Values, OpenImport> open) {
    this.terminal = terminal;
    this.reader = reader;
    this.open = open;
  }

  @Command(
      name = "htpasswd",
      description = "From a file of htpasswd; hashes must be bcrypt (htpasswd -B).")
  int htpasswd(
      @Mixin ImportOptions options,
      @Parameters(paramLabel = "FILE") Path file,
      @Option(
              names = "--grant",
              paramLabel = "GRANT",
              description = "What each of them may use, such as team:push; may be repeated.")
          @Nullable List<String> grants) {
    List<Grant> everybodys = grants == null ? List.of() : grants.stream().map(this::grant).toList();
    return run(options, () -> HtpasswdFile.parse(read(file)), everybodys);
  }

  @Command(
      name = "postgres-registrymanager",
      description = "From the PostgreSQL database of the older registrymanager.")
  int postgres(
      @Mixin ImportOptions options,
      @Parameters(
              paramLabel = "URL",
              description =
                  "postgresql://USER:PASSWORD@HOST:PORT/NAME; without a password in it, PGPASSWORD is"
                      + " taken.")
          String url) {
    Optional<String> password = Optional.ofNullable(terminal.environment().get("PGPASSWORD"));
    return run(options, () -> older(url, password).users(), List.of());
  }

  private int run(
      ImportOptions options, Supplier<List<ImportCandidate>> source, List<Grant> everybodys) {
    Values values = reader.read(options.settings());
    refuseUnlessAlone(ApplicationSettings.from(values));
    List<ImportCandidate> candidates = source.get();
    OpenImport desk = open.apply(values);
    try {
      ImportPlan plan = desk.users().plan(origin(), candidates, everybodys);
      plan.refused()
          .forEach(
              refused ->
                  terminal
                      .out()
                      .println(
                          "%s: %s: %s"
                              .formatted(refused.place(), refused.name(), refused.reason())));
      return options.isTrial() ? tried(plan) : done(desk, plan, options);
    } finally {
      desk.release().run();
    }
  }

  private int tried(ImportPlan plan) {
    terminal.err().println(summary(plan, "would be imported") + " Nothing was changed.");
    return plan.refused().isEmpty() ? ExitCode.OK.number() : ExitCode.CHECK_SAYS_NO.number();
  }

  private int done(OpenImport desk, ImportPlan plan, ImportOptions options) {
    if (!plan.refused().isEmpty() && !options.leavesOutRefused()) {
      terminal
          .err()
          .println(
              summary(plan, "could be imported")
                  + " Nothing was changed; --leave-out-refused imports the others.");
      return ExitCode.FAILED.number();
    }
    desk.users()
        .carryOut(plan)
        .ifPresent(
            refused -> {
              throw new CommandFailure("Nothing was imported: " + refused.reason() + ".");
            });
    terminal.err().println(summary(plan, "imported"));
    return ExitCode.OK.number();
  }

  private static String summary(ImportPlan plan, String what) {
    String directory =
        plan.directory().isEmpty() ? "" : " Those of the directory log in when one is configured.";
    return "%d users %s: %d with their hash, %d of the directory; %d of them administrators. Refused: %d.%s"
        .formatted(
            plan.local().size() + plan.directory().size(),
            what,
            plan.local().size(),
            plan.directory().size(),
            plan.administrators(),
            plan.refused().size(),
            directory);
  }

  private static void refuseUnlessAlone(ApplicationSettings settings) {
    // A user made before the first start would keep the administrator from being made.
    if (Files.notExists(settings.data())) {
      throw new CommandFailure(
          "There is no data folder %s; start the server once, or name the folder with --data."
              .formatted(settings.data()));
    }
    if (SocketAdminApi.isServed(settings.adminSocket())) {
      throw new CommandFailure(
          "The server runs and holds the users: stop it, import, start it again.");
    }
  }

  private static Origin origin() {
    return new Origin(
        new Actor.Console(), "import", RequestId.next(InstantSource.system().millis()).value());
  }

  private Grant grant(String text) {
    return Grant.parse(text)
        .orElseThrow(
            () -> new CommandFailure("\"" + text + "\" is no grant such as team or team:push."));
  }

  private static OlderRegistryManager older(String url, Optional<String> password) {
    try {
      return new OlderRegistryManager(url, password);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FAILED, file + " cannot be read: " + e.getClass().getSimpleName() + ".", e);
    }
  }
}
