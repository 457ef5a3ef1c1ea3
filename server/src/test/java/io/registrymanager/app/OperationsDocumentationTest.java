package io.registrymanager.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.setting.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the page for operators says of settings and of alerts is so. */
class OperationsDocumentationTest {
  private static final Path PAGE = Path.of("../docs/operations.md");
  private static final Path ALERTS = Path.of("../docs/alerts.yml");
  private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:registrymanager|http|jvm|process)_\\w+");

  @Test
  void eachSettingIsInTheTableOfWhatCountsWhen() throws IOException {
    Map<String, List<Setting<?>>> sections =
        Settings.table().settings().stream()
            .collect(
                Collectors.groupingBy(
                    setting -> setting.key().replaceFirst("[.].*", ""),
                    TreeMap::new,
                    Collectors.toList()));
    List<String> expected =
        sections.entrySet().stream()
            .map(
                section ->
                    "| `%s` | %s | %s |"
                        .formatted(
                            section.getKey(),
                            keys(section.getValue(), _ -> true),
                            keys(section.getValue(), Setting::isFollowed)))
            .toList();
    assertThat(rows("## What counts when"))
        .as("the rows should be%n%s%n", String.join("\n", expected))
        .containsExactlyElementsOf(expected);
  }

  private static String keys(List<Setting<?>> settings, Predicate<Setting<?>> which) {
    String all =
        settings.stream()
            .filter(which)
            .map(setting -> "`" + setting.key().replaceFirst("^[^.]*[.]", "") + "`")
            .sorted()
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? "-" : all;
  }

  @Test
  void eachAlertHasItsAdviceAndNamesMetricsThatAreInThePage() throws IOException {
    String alerts = Files.readString(ALERTS);
    List<String> names = ALERT.matcher(alerts).results().map(found -> found.group(1)).toList();
    assertThat(names).hasSize(8).doesNotHaveDuplicates();
    assertThat(rows("## Alerts").stream().map(row -> row.split("`", 3)[1]))
        .containsExactlyElementsOf(names);
    List<String> metrics = rows("## Metrics").stream().map(row -> row.split("`", 3)[1]).toList();
    assertThat(
            METRIC
                .matcher(alerts)
                .results()
                .map(MatchResult::group)
                .map(name -> name.replaceFirst("(duration_seconds)_count$", "$1"))
                .distinct())
        .isNotEmpty()
        .allMatch(metrics::contains);
  }

  /** The rows of the table under that heading. */
  static List<String> rows(String heading) throws IOException {
    String page = Files.readString(PAGE);
    Map<String, List<String>> sections = new LinkedHashMap<>();
    for (String section : page.split("(?m)^(?=## )", -1)) {
      sections.put(
          section.lines().findFirst().orElse(""),
          section.lines().filter(line -> line.startsWith("| `")).toList());
    }
    assertThat(sections).containsKey(heading);
    return sections.getOrDefault(heading, List.of());
  }
}
