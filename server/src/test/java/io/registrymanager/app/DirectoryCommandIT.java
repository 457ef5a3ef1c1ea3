package io.registrymanager.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.setting.ListText;
import io.registrymanager.testkit.DomainController;
import io.registrymanager.testkit.Fixtures;
import io.registrymanager.testkit.SambaDomain;
import io.registrymanager.testkit.TestAuthority;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator is told of a real domain. */
class DirectoryCommandIT {
  private static final DomainController FIRST = Fixtures.domain().first();

  private final Shell shell = new Shell();

  @TempDir Path folder;

  private int run(Map<String, String> others, String... command) {
    Map<String, String> settings = new HashMap<>(Fixtures.domain().settings());
    settings.put("test.needed", "x");
    settings.putAll(others);
    List<String> words = new ArrayList<>(List.of(command));
    settings.forEach((key, value) -> words.addAll(List.of("--set", key + "=" + value)));
    return shell.run(words.toArray(String[]::new));
  }

  @Test
  void whenAllIsWellEveryThingIsSaidAndTheCodeIsZero() {
    Map<String, String> groups =
        Map.of(
            "directory.groups",
            "[{\"group\":\"company\",\"grants\":[\"all:pull\"]},{\"group\":\"registry-admins\",\"administrator\":true}]");
    assertThat(run(groups, "directory", "check", "CORP\\alice")).isZero();
    assertThat(shell.out().lines())
        .anyMatch(line -> line.matches("ok +10\\..*connected, TLSv1\\.3, certificate of CN=dc1 .*"))
        .anyMatch(line -> line.endsWith("it is dc1.corp.example.com"))
        .anyMatch(line -> line.contains("its clock and ours differ by 0 s"))
        .anyMatch(line -> line.contains("The service account is accepted"))
        .anyMatch(line -> line.contains("corp\\") && line.contains("@subsidiary.example.org"))
        .anyMatch(line -> line.contains("6 wrong passwords lock an account; we stop at 4"))
        .anyMatch(line -> line.contains("A search finds people"))
        .anyMatch(line -> line.contains("2 of 2 groups are found"))
        .anyMatch(line -> line.contains("CORP\\alice is CN=alice,OU=People"))
        .anyMatch(line -> line.contains("alice may log in"))
        .anyMatch(line -> line.contains("The groups of alice give: all:pull"))
        .allMatch(line -> line.startsWith("ok "));
    assertThat(shell.out() + shell.err()).doesNotContain(SambaDomain.SERVICE_PASSWORD);
    assertThat(run(groups, "directory", "check", "carol")).isZero();
    assertThat(shell.out()).contains("make an administrator");
    assertThat(run(groups, "directory", "check", "disabled")).isZero();
    assertThat(shell.out()).contains("warning  disabled may not log in: the account is disabled");
  }

  @Test
  void whatDoesNotWorkIsNamedAndTheCodeIsThree() {
    assertThat(run(Map.of(), "directory", "check", "nobody")).isEqualTo(3);
    assertThat(shell.out()).contains("problem  nobody: nobody has that name");
    Path other = TestAuthority.in(folder).certificate();
    assertThat(run(Map.of("directory.ca-file", other.toString()), "directory", "check"))
        .isEqualTo(3);
    assertThat(shell.out()).contains("problem  ").contains("certificate");
    assertThat(
            run(
                Map.of("directory.servers", FIRST.ldaps() + ",ldap://127.0.0.1:1"),
                "directory",
                "check"))
        .as("one of two is away")
        .isEqualTo(3);
    assertThat(shell.out()).contains("problem  127.0.0.1:1: ").contains("A search finds people");
    assertThat(
            run(
                Map.of("directory.base-dn", "OU=Groups," + SambaDomain.BASE_DN),
                "directory",
                "check"))
        .isEqualTo(3);
    assertThat(shell.out()).contains("A search finds nobody");
  }

  @Test
  void aGroupThatIsNotThereIsAWarning() {
    String rules = ListText.join(List.of("{\"group\":\"nothing\",\"grants\":[\"a\"]}"));
    assertThat(
            run(
                Map.of("directory.groups", "[" + rules.replace("\\,", ",") + "]"),
                "directory",
                "check"))
        .isZero();
    assertThat(shell.out()).contains("warning  directory.groups: nothing is not there");
  }

  @Test
  void withoutADirectoryThereIsNothingToCheck() {
    assertThat(shell.run("directory", "check")).isEqualTo(3);
    assertThat(shell.err()).contains("There is no directory: set directory.servers");
  }

  @Test
  void theCheckOfTheSettingsAsksItOnlyWhenTold() {
    String[] check = {"config", "check", "--data", folder.toString()};
    String[] online = {"config", "check", "--online", "--data", folder.toString()};
    Map<String, String> away = Map.of("directory.servers", "ldap://127.0.0.1:1");
    assertThat(run(away, check)).isZero();
    assertThat(run(away, online)).isEqualTo(3);
    assertThat(shell.err()).contains("The directory: 127.0.0.1:1: ");
    Map<String, String> registry = Map.of("upstream.url", Fixtures.registry().uri().toString());
    assertThat(run(registry, online)).as(shell.err()).isZero();
    assertThat(run(Map.of("directory.security", "none"), check)).isEqualTo(3);
    assertThat(shell.err()).contains("directory.security is none, which ldaps://");
    assertThat(run(Map.of("directory.ca-file", folder.resolve("no").toString()), check))
        .isEqualTo(3);
    assertThat(shell.err()).contains("directory.ca-file names ").contains("cannot be read");
  }
}
