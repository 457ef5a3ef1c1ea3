package io.registrymanager.app;

import io.registrymanager.secret.Secret;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/**
 * {@code user}: who may use the registry. Every change holds for the server's next request; what
 * was done is said on standard error, results stand on standard output.
 */
@Command(
    name = "user",
    description = "Manages users, through the running server or without one.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = HelpCommand.class)
final class UserCommand {
  private final Terminal terminal;
  private final SettingsReader reader;
  private final Administration administration;
  private final UserPrinter printer;

  UserCommand(Terminal terminal, SettingsReader reader, Administration administration) {
    this.terminal = terminal;
    this.reader = reader;
    this.administration = administration;
    this.printer = new UserPrinter(terminal.out());
  }

  @Command(name = "add", description = "Adds a user; the password is asked for.")
  int add(
      @Mixin UserOptions options,
      @Parameters(paramLabel = "NAME", description = "Name to log in with.") String name,
      @Option(
              names = "--grant",
              paramLabel = "GRANT",
              description = "NAMESPACE, NAMESPACE:push or NAMESPACE:pull; may be repeated.")
          @Nullable List<String> grants,
      @Option(names = "--admin", description = "Makes an administrator.") boolean administrator,
      @Option(names = "--ad", description = "A user of the directory, which keeps its password.")
          boolean directory,
      @Option(names = "--password-stdin", description = "Reads the password from standard input.")
          boolean fromInput) {
    if (directory) {
      return with(
          options,
          users -> added(options, users.addFromDirectory(name, administrator, orNone(grants))));
    }
    Secret password = password(name, fromInput); // before the store is held
    return with(
        options, users -> added(options, users.add(name, password, administrator, orNone(grants))));
  }

  /** A user of the directory has the name it has there, which need not be the one typed. */
  private void added(UserOptions options, JsonNode user) {
    String name = user.path("username").asString("");
    done(options, user, "Added %s with: %s".formatted(name, rights(user)));
  }

  @Command(name = "to-ad", description = "Leaves a user's password to the directory from now on.")
  int toDirectory(@Mixin UserOptions options, @Parameters(paramLabel = "NAME") String name) {
    return with(
        options,
        users ->
            done(
                options,
                users.moveToDirectory(name),
                "The directory knows the password of %s now.".formatted(name)));
  }

  @Command(
      name = "to-local",
      description = "Keeps the password of a user of the directory here; it is asked for.")
  int toLocal(
      @Mixin UserOptions options,
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--password-stdin", description = "Reads the password from standard input.")
          boolean fromInput) {
    Secret password = password(name, fromInput);
    return with(
        options,
        users ->
            done(
                options,
                users.moveHere(name, password),
                "The password of %s is kept here now.".formatted(name)));
  }

  @Command(name = "list", description = "Lists all users.")
  int list(@Mixin UserOptions options) {
    return with(options, users -> printer.all(users.list(), options.format()));
  }

  @Command(name = "show", description = "Shows one user.")
  int show(@Mixin UserOptions options, @Parameters(paramLabel = "NAME") String name) {
    return with(options, users -> printer.one(users.find(name), options.format()));
  }

  @Command(name = "passwd", description = "Sets a password; it is asked for.")
  int passwd(
      @Mixin UserOptions options,
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--password-stdin", description = "Reads the password from standard input.")
          boolean fromInput) {
    Secret password = password(name, fromInput);
    return with(
        options,
        users -> {
          users.password(name, password);
          terminal.err().println("The password of " + name + " is changed.");
        });
  }

  @Command(name = "grant", description = "Gives and takes rights, and shows what remains.")
  int grant(
      @Mixin UserOptions options,
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = "--grant",
              paramLabel = "GRANT",
              description = "Adds it: NAMESPACE, NAMESPACE:push or NAMESPACE:pull.")
          @Nullable List<String> added,
      @Option(
              names = "--revoke",
              paramLabel = "GRANT",
              description = "Takes it away, written as user show prints it.")
          @Nullable List<String> revoked) {
    if (added == null && revoked == null) {
      throw new CommandFailure(
          ExitCode.USAGE, List.of("Say what to change: --grant GRANT or --revoke GRANT."));
    }
    return with(
        options,
        users -> {
          SequencedSet<String> grants = grantsOf(users.find(name));
          orNone(revoked).forEach(grant -> revoke(grants, grant, name));
          grants.addAll(orNone(added));
          JsonNode user = users.namespaces(name, grants);
          done(options, user, "%s now has: %s".formatted(name, rights(user)));
        });
  }

  @Command(name = "enable", description = "Lets a disabled user in again.")
  int enable(@Mixin UserOptions options, @Parameters(paramLabel = "NAME") String name) {
    return with(options, users -> done(options, users.enabled(name, true), name + " is enabled."));
  }

  @Command(name = "disable", description = "Keeps a user out without deleting it.")
  int disable(@Mixin UserOptions options, @Parameters(paramLabel = "NAME") String name) {
    return with(
        options, users -> done(options, users.enabled(name, false), name + " is disabled."));
  }

  @Command(name = "delete", description = "Deletes a user; images stay.")
  int delete(
      @Mixin UserOptions options,
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--force", description = "Does not ask.") boolean force) {
    if (!force) {
      new Confirmation(terminal).ask("Delete " + name + "?");
    }
    return with(
        options,
        users -> {
          users.delete(name);
          terminal.err().println(name + " is deleted.");
        });
  }

  private int with(UserOptions options, Consumer<UserClient> action) {
    try (AdminApi api = administration.open(reader.read(options.settings()))) {
      action.accept(new UserClient(api));
    }
    return ExitCode.OK.number();
  }

  private void done(UserOptions options, JsonNode user, String sentence) {
    terminal.err().println(sentence);
    if (options.format() == OutputFormat.JSON) {
      printer.one(user, OutputFormat.JSON);
    }
  }

  private Secret password(String name, boolean fromInput) {
    PasswordInput input = new PasswordInput(terminal);
    return fromInput ? input.read() : input.prompt(name);
  }

  private static void revoke(SequencedSet<String> grants, String grant, String name) {
    if (!grants.remove(grant)) {
      String has = grants.isEmpty() ? "no grants" : String.join(", ", grants);
      throw new CommandFailure(name + " has no grant " + grant + ", but " + has + ".");
    }
  }

  private static SequencedSet<String> grantsOf(JsonNode user) {
    SequencedSet<String> grants = new LinkedHashSet<>();
    user.path("namespaces").forEach(grant -> grants.add(grant.asString("")));
    return grants;
  }

  private static String rights(JsonNode user) {
    return user.path("admin").asBoolean(false)
        ? "everything, as an administrator"
        : UserPrinter.namespaces(user);
  }

  private static List<String> orNone(@Nullable List<String> given) {
    return given == null ? List.of() : given;
  }
}
