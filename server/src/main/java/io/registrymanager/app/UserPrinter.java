package io.registrymanager.app;

import io.registrymanager.endpoint.Json;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Prints users, for people or for programs. */
final class UserPrinter {
  private final PrintWriter out;

  UserPrinter(PrintWriter out) {
    this.out = out;
  }

  void one(JsonNode user, OutputFormat format) {
    switch (format) {
      case JSON -> json(user);
      case TEXT -> {
        Table table =
            new Table()
                .row("Name", text(user, "username"))
                .row("Role", role(user))
                .row("State", state(user))
                .row("Kept", kept(user))
                .row("Namespaces", namespaces(user));
        if (user.has("group_namespaces")) {
          table.row("By groups", namespaces(user, "group_namespaces"));
        }
        table
            .row("Created", text(user, "created_at"))
            .row("Updated", text(user, "updated_at"))
            .lines()
            .forEach(out::println);
      }
    }
  }

  void all(List<JsonNode> users, OutputFormat format) {
    switch (format) {
      case JSON -> json(users);
      case TEXT -> {
        Table table = new Table().row("NAME", "ROLE", "STATE", "KEPT", "NAMESPACES");
        for (JsonNode user : users) {
          table.row(text(user, "username"), role(user), state(user), kept(user), namespaces(user));
        }
        table.lines().forEach(out::println);
      }
    }
  }

  static String namespaces(JsonNode user) {
    return namespaces(user, "namespaces");
  }

  private static String namespaces(JsonNode user, String field) {
    String all =
        user.path(field)
            .valueStream()
            .map(grant -> grant.asString(""))
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? "-" : all;
  }

  private void json(Object value) {
    out.println(new String(Json.bytes(value), StandardCharsets.UTF_8));
  }

  private static String role(JsonNode user) {
    return user.path("admin").asBoolean(false) ? "administrator" : "user";
  }

  private static String state(JsonNode user) {
    return user.path("enabled").asBoolean(false) ? "enabled" : "disabled";
  }

  private static String kept(JsonNode user) {
    return user.path("ad").asBoolean(false) ? "directory" : "here";
  }

  private static String text(JsonNode user, String field) {
    return user.path(field).asString("-");
  }
}
