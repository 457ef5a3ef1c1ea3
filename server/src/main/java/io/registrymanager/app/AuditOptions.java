package io.registrymanager.app;

import io.registrymanager.oci.QueryString;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which entries of the audit are wanted. */
final class AuditOptions {
  @Option(names = "--user", paramLabel = "NAME", description = "About that user, or done by it.")
  private @Nullable String user;

  @Option(names = "--repository", paramLabel = "NAME", description = "In that repository.")
  private @Nullable String repository;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "Of that kind, such as pull-manifest.")
  private @Nullable String kind;

  @Option(names = "--since", paramLabel = "TIME", description = "From 2026-01-31T12:00:00Z on.")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Before that time.")
  private @Nullable String until;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "So many at most; 50 if not said.")
  private int limit;

  int limit() {
    return limit;
  }

  /** As a query without limit. */
  String query() {
    Map<String, Optional<String>> given = new LinkedHashMap<>();
    given.put("user", Optional.ofNullable(user));
    given.put("repository", Optional.ofNullable(repository));
    given.put("kind", Optional.ofNullable(kind));
    given.put("since", Optional.ofNullable(since));
    given.put("until", Optional.ofNullable(until));
    return given.entrySet().stream()
        .flatMap(
            entry ->
                entry.getValue().stream()
                    .map(value -> "&" + entry.getKey() + "=" + QueryString.encode(value)))
        .collect(Collectors.joining());
  }
}
