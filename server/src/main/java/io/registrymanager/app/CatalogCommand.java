package io.registrymanager.app;

import io.registrymanager.endpoint.Json;
import io.registrymanager.oci.QueryString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code catalog}: how true the index of repositories is, and how to renew it now. */
@Command(
    name = "catalog",
    description = "Lists repositories, and shows how true the list is.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = HelpCommand.class)
final class CatalogCommand {
  private static final int PAGE = 1000;

  private final Terminal terminal;
  private final SettingsReader reader;
  private final Administration administration;

  CatalogCommand(Terminal terminal, SettingsReader reader, Administration administration) {
    this.terminal = terminal;
    this.reader = reader;
    this.administration = administration;
  }

  @Command(name = "status", description = "Shows what the index holds and how crawls went.")
  int status(@Mixin UserOptions options) {
    print(ask(options, api -> api.send("GET", "/api/v1/catalog", Optional.empty())), options);
    return ExitCode.OK.number();
  }

  @Command(name = "crawl", description = "Has the running server read the registry's list now.")
  int crawl(@Mixin UserOptions options) {
    JsonNode status =
        ask(
            options,
            api -> {
              AdminResponse response = api.send("POST", "/api/v1/catalog/crawl", Optional.empty());
              if (response.status() == 404) {
                throw new CommandFailure("Only a running server reads it, and none runs.");
              }
              return response;
            });
    terminal.err().println("The registry's list is read now; catalog status shows how far.");
    if (options.format() == OutputFormat.JSON) {
      print(status, options);
    }
    return ExitCode.OK.number();
  }

  @Command(name = "list", description = "Lists repositories, from the index.")
  int list(
      @Mixin UserOptions options,
      @Option(names = "--prefix", paramLabel = "TEXT", description = "Only what begins so.")
          @Nullable String prefix,
      @Option(names = "--all", description = "Also those in which nothing is left.") boolean all) {
    List<JsonNode> found = new ArrayList<>();
    List<JsonNode> page;
    do {
      String target =
          "/api/v1/repositories?limit="
              + PAGE
              + (all ? "&all=1" : "")
              + parameter("prefix", prefix == null ? "" : prefix)
              + parameter("after", found.isEmpty() ? "" : text(found.getLast(), "name"));
      page = ask(options, api -> api.send("GET", target, Optional.empty())).valueStream().toList();
      found.addAll(page);
    } while (page.size() == PAGE);
    print(found, options);
    return ExitCode.OK.number();
  }

  private static String parameter(String name, String value) {
    return value.isEmpty() ? "" : "&" + name + "=" + QueryString.encode(value);
  }

  private void print(List<JsonNode> repositories, UserOptions options) {
    switch (options.format()) {
      case JSON -> json(repositories);
      case TEXT -> {
        Table table = new Table().row("NAME", "TAGS", "PUSHED", "BY", "PULLED");
        for (JsonNode repository : repositories) {
          table.row(
              text(repository, "name"),
              text(repository, "tags"),
              text(repository, "pushed_at"),
              text(repository, "pushed_by"),
              text(repository, "pulled_at"));
        }
        table.lines().forEach(terminal.out()::println);
      }
    }
  }

  private void json(Object value) {
    terminal.out().println(new String(Json.bytes(value), StandardCharsets.UTF_8));
  }

  private JsonNode ask(UserOptions options, Function<AdminApi, AdminResponse> question) {
    try (AdminApi api = administration.open(reader.read(options.settings()))) {
      AdminResponse response = question.apply(api);
      if (!response.isSuccess()) {
        throw response.failure();
      }
      return response.json();
    }
  }

  private void print(JsonNode status, UserOptions options) {
    switch (options.format()) {
      case JSON -> json(status);
      case TEXT ->
          new Table()
              .row("Answers from", text(status, "answers_from"))
              .row("Repositories", text(status, "repositories"))
              .row("Empty", text(status, "empty"))
              .row("Now", text(status, "phase"))
              .row("Crawl began", text(status, "began_at"))
              .row("Listed", text(status, "listed"))
              .row("Looked into", text(status, "looked_into"))
              .row("Last list", text(status, "listed_at"))
              .row("Last crawl ended", text(status, "ended_at"))
              .row("Next crawl", text(status, "next_at"))
              .row("Broken off", text(status, "failure"))
              .lines()
              .forEach(terminal.out()::println);
    }
  }

  private static String text(JsonNode status, String field) {
    return status.path(field).asString("-");
  }
}
