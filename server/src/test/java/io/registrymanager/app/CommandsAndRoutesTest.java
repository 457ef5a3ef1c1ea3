package io.registrymanager.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.endpoint.Route;
import io.registrymanager.endpoint.RouteTable;
import io.registrymanager.setting.Values;
import io.registrymanager.testkit.ScriptedDirectory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the API can do, the command line can, through the same routes; and the other way. */
class CommandsAndRoutesTest {
  /** Commands that are not about what is kept. */
  private static final Set<String> OTHERS =
      Set.of(
          "serve",
          "version",
          "health",
          "help",
          "catalog crawl", // needs a server, which crawls
          "config check",
          "config show",
          "config schema",
          "backup", // of the file below them
          "backup verify",
          "doctor",
          "restore",
          "directory check",
          "import htpasswd",
          "import postgres-registrymanager",
          "tls init",
          "tls trust");

  /** A call of each other command, in an order in which each finds what it needs. */
  private static final List<String> CALLS =
      List.of(
          "user add alice --grant team --password-stdin",
          "user list",
          "user show alice",
          "user passwd alice --password-stdin",
          "user grant alice --grant lib:pull",
          "user to-ad alice",
          "user to-local alice --password-stdin",
          "user disable alice",
          "user enable alice",
          "user delete alice --force",
          "audit",
          "catalog list",
          "catalog status");

  @TempDir private Path data;
  private final Shell shell = new Shell();
  private final Resources resources = new Resources();
  private final Set<String> called = new TreeSet<>();
  private int calls;
  private RouteTable routes = new RouteTable(List.of());

  @BeforeEach
  void open() {
    Map<String, String> settings =
        Map.of("authentication.argon2-memory", "64", "authentication.argon2-iterations", "1");
    ScriptedDirectory directory = new ScriptedDirectory();
    directory.person("alice", "her password there");
    routes =
        Accounts.open(
                Values.of(Settings.table(), settings),
                data,
                directory,
                InstantSource.system(),
                resources)
            .routesWithoutServer();
    shell.openStore =
        _ ->
            new OpenStore(
                new RouteTable(routes.routes().stream().map(this::noted).toList()), () -> {});
    shell.input = "correct horse battery\n";
  }

  @AfterEach
  void close() {
    resources.close();
  }

  @Test
  void everyVerbOfTheApiHasItsCommandAndEveryCommandItsVerb() {
    for (String call : CALLS) {
      int before = calls;
      int code = shell.run((call + " --data " + data).split(" "));
      assertThat(code).as("%s: %s", call, shell.err()).isZero();
      assertThat(calls).as("%s uses the API", call).isGreaterThan(before);
    }
    assertThat(called)
        .isEqualTo(
            routes.routes().stream()
                .map(CommandsAndRoutesTest::verb)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void everyCommandIsTried() {
    shell.run("help");
    Set<String> commands =
        named(shell.out())
            .flatMap(
                name -> {
                  shell.run("help", name);
                  Set<String> below = named(shell.out()).collect(Collectors.toSet());
                  return Stream.concat(
                      takesArguments(shell.out()) ? Stream.of(name) : Stream.empty(),
                      below.stream().map(sub -> name + " " + sub));
                })
            .filter(name -> !name.endsWith(" help"))
            .collect(Collectors.toSet());
    assertThat(commands).contains("user add", "audit").containsAll(OTHERS);
    commands.removeAll(OTHERS);
    assertThat(CALLS)
        .allMatch(call -> commands.stream().anyMatch(call::startsWith))
        .satisfies(
            calls ->
                assertThat(commands)
                    .allMatch(
                        name ->
                            calls.stream()
                                .anyMatch(
                                    call -> call.equals(name) || call.startsWith(name + " "))));
  }

  /** Whether it can be called as it is. */
  private static boolean takesArguments(String usage) {
    return !usage.contains("Commands:") || usage.contains("[COMMAND]");
  }

  /** The commands that a usage names. */
  private static Stream<String> named(String usage) {
    int start = usage.indexOf("Commands:");
    return start < 0
        ? Stream.empty()
        : usage
            .substring(start)
            .lines()
            .skip(1)
            .takeWhile(line -> line.startsWith("  "))
            .filter(line -> line.matches("  [a-z].*"))
            .map(line -> line.strip().split(" +", 2)[0]);
  }

  private Route noted(Route route) {
    return new Route(
        route.method(),
        route.path(),
        route.rule(),
        request -> {
          calls++;
          called.add(verb(route));
          return route.handler().handle(request);
        });
  }

  private static String verb(Route route) {
    return route.method() + " " + route.path();
  }
}
