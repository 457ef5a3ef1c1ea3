package io.registrymanager.app;

import io.registrymanager.endpoint.Json;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Prints entries of the audit, for people or for programs. */
final class AuditPrinter {
  /** Of a digest, the algorithm and as much as tells manifests apart. */
  private static final int SHORT_DIGEST = 19;

  private final PrintWriter out;

  AuditPrinter(PrintWriter out) {
    this.out = out;
  }

  void all(List<JsonNode> entries, OutputFormat format) {
    switch (format) {
      case JSON -> out.println(new String(Json.bytes(entries), StandardCharsets.UTF_8));
      case TEXT -> {
        Table table = new Table().row("TIME", "KIND", "ACTOR", "SOURCE", "ABOUT", "DETAILS");
        entries.forEach(entry -> row(table, entry));
        table.lines().forEach(out::println);
      }
    }
  }

  private static void row(Table table, JsonNode entry) {
    table.row(
        text(entry, "at"),
        text(entry, "kind"),
        text(entry, "actor"),
        text(entry, "source"),
        about(entry),
        details(entry));
  }

  private static String about(JsonNode entry) {
    String repository = entry.path("repository").asString("");
    if (repository.isEmpty()) {
      return text(entry, "user");
    }
    String reference = entry.path("reference").asString("");
    String digest = entry.path("digest").asString("");
    String tag = reference.isEmpty() || reference.equals(digest) ? "" : ":" + reference;
    return repository + tag + (digest.isEmpty() ? "" : "@" + shortened(digest));
  }

  private static String shortened(String digest) {
    return digest.substring(0, Math.min(digest.length(), SHORT_DIGEST));
  }

  private static String details(JsonNode entry) {
    return entry.path("details").properties().stream()
        .map(
            detail ->
                detail.getKey()
                    + "="
                    + (detail.getValue().isString()
                        ? detail.getValue().stringValue()
                        : detail.getValue().toString()))
        .collect(Collectors.joining(" "));
  }

  private static String text(JsonNode entry, String field) {
    return entry.path(field).asString("-");
  }
}
