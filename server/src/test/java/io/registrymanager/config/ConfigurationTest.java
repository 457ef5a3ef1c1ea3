package io.registrymanager.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.registrymanager.secret.Secret;
import io.registrymanager.setting.Setting;
import io.registrymanager.setting.SettingTable;
import io.registrymanager.setting.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
  private static final Setting<Integer> PORT = Setting.port("listen.port", "A port.").or("5000");
  private static final Setting<Boolean> PLAIN = Setting.bool("listen.allow-plaintext", "Plain?");
  private static final Setting<Secret> PASSWORD = Setting.secret("admin.password", "A password.");
  private static final Setting<String> CONTACT = Setting.text("contact", "Whom to ask.");
  private static final Setting<List<String>> ORIGINS =
      Setting.list("cors.origins", "text", text -> text, "Origins.");
  private static final SettingTable TABLE =
      new SettingTable(List.of(PORT, PLAIN, PASSWORD, CONTACT, ORIGINS));

  @TempDir Path folder;

  @Test
  void withoutAnySourceTheDefaultsHold() {
    Values values = valid(read(Optional.empty(), Map.of()));
    assertThat((int) values.get(PORT)).isEqualTo(5000);
    assertThat(values.value(PORT).source()).hasToString("default");
  }

  @Test
  void theFileLiesUnderTheEnvironmentAndThatUnderTheCommandLine() throws IOException {
    Path file = yaml("listen:\n  port: 1\ncontact: file\nlisten.allow-plaintext: true\n");
    Map<String, String> environment =
        Map.of("REGISTRYMANAGER_LISTEN_PORT", "2", "REGISTRYMANAGER_CONTACT", "environment");
    Values values = valid(read(Optional.of(file), environment, "listen.port=3"));
    assertThat((int) values.get(PORT)).isEqualTo(3);
    assertThat(values.value(PORT).source()).hasToString("command line");
    assertThat(values.get(CONTACT)).isEqualTo("environment");
    assertThat(values.value(CONTACT).source()).hasToString("REGISTRYMANAGER_CONTACT");
    assertThat((boolean) values.get(PLAIN)).isTrue();
    assertThat(values.value(PLAIN).source()).hasToString(file + ":4");
  }

  @Test
  void aDashInAKeyIsAnUnderscoreInItsVariable() {
    Values values =
        valid(read(Optional.empty(), Map.of("REGISTRYMANAGER_LISTEN_ALLOW_PLAINTEXT", "true")));
    assertThat((boolean) values.get(PLAIN)).isTrue();
  }

  @Test
  void everyProblemIsReportedAtOnceAndWithItsPlace() throws IOException {
    Path file = yaml("listen:\n  port: abc\n  prot: 1\ncontakt: me\n");
    Configuration.Invalid invalid =
        invalid(
            read(
                Optional.of(file),
                Map.of("REGISTRYMANAGER_LISTEN_ALLOW_PLAINTEXT", "maybe"),
                "lisen.port=1",
                "nothing like it=1",
                "secret-without-key"));
    assertThat(invalid.problems())
        .containsExactlyInAnyOrder(
            file + ":2: listen.port must be a port from 0 to 65535, not \"abc\"",
            file + ":3: there is no setting \"listen.prot\"; did you mean listen.port?",
            file + ":4: there is no setting \"contakt\"; did you mean contact?",
            "REGISTRYMANAGER_LISTEN_ALLOW_PLAINTEXT: listen.allow-plaintext must be true or false,"
                + " not \"maybe\"",
            "command line: there is no setting \"lisen.port\"; did you mean listen.port?",
            "command line: there is no setting \"nothing like it\"",
            "command line: a setting is written KEY=VALUE");
  }

  @Test
  void aKeyGivenTwiceIsAProblemInEitherNotation() throws IOException {
    Path file = yaml("listen:\n  port: 1\ncontact: a\ncontact: b\nlisten.port: 2\n");
    assertThat(invalid(read(Optional.of(file), Map.of())).problems())
        .containsExactly(
            file + ":4: contact was given before, in line 3",
            file + ":5: listen.port was given before, in line 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          contact: &a me\\nadmin.password: *a    | :2: admin.password is an alias, which is not read
          contact:                               | :1: contact has no value; give it one or remove the line
          contact: [a, b]                        | :1: contact is one value, not a list
          contact:\\n  name: me                  | :1: contact is one value and has no settings below it
          cors.origins: [{a: b}]                 | :1: cors.origins may hold plain values only
          - contact                              | :1: settings are written key: value
          contact: a\\n---\\ncontact: b          | :3: only one document is read
          lisen:\\n  port: 1                     | :1: there is no setting "lisen"
          """)
  void otherShapesAreNamed(String text, String problem) throws IOException {
    Path file = yaml(text.replace("\\n", "\n"));
    assertThat(invalid(read(Optional.of(file), Map.of())).problems()).contains(file + problem);
  }

  @Test
  void anExpandingFileIsReadInNoTimeAndRefused() throws IOException {
    StringBuilder bomb = new StringBuilder("a: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("b%d: &a%d [%s]\n".formatted(i, i, "*a%d,".formatted(i - 1).repeat(9)));
    }
    assertThat(invalid(read(Optional.of(yaml(bomb.toString())), Map.of())).problems())
        .hasSizeGreaterThan(29);
  }

  @Test
  void deepNestingAndHugeFilesAreRefused() throws IOException {
    Path deep = yaml("contact: " + "[".repeat(20_000));
    assertThat(invalid(read(Optional.of(deep), Map.of())).problems()).isNotEmpty();
    Path huge = yaml("#".repeat(1024 * 1024 + 1));
    assertThat(invalid(read(Optional.of(huge), Map.of())).problems())
        .containsExactly(huge + ": a file of settings has at most 1 MiB");
  }

  @Test
  void brokenYamlIsOneSentenceWithoutItsText() throws IOException {
    Path file = yaml("contact: me\nadmin.password: \"hunter2\n");
    assertThat(invalid(read(Optional.of(file), Map.of())).problems())
        .singleElement()
        .asString()
        .contains("this is not well-formed YAML")
        .startsWith(file + ":")
        .doesNotContain("hunter2");
  }

  @Test
  void emptyFilesAndEmptySectionsGiveNothing() throws IOException {
    valid(read(Optional.of(yaml("")), Map.of()));
    valid(read(Optional.of(yaml("# nothing\n")), Map.of()));
    valid(read(Optional.of(yaml("listen:\n#  port: 1\n")), Map.of()));
  }

  @Test
  void aMissingFileIsAProblem() {
    Path file = folder.resolve("none.yaml");
    assertThat(invalid(read(Optional.of(file), Map.of())).problems())
        .containsExactly(file + ": there is no such file");
  }

  @Test
  void listsComeFromYamlCommasAndJson() throws IOException {
    Path file = yaml("cors:\n  origins:\n    - a\n    - 'b,c'\n    - '[d'\n");
    assertThat(valid(read(Optional.of(file), Map.of())).get(ORIGINS))
        .containsExactly("a", "b,c", "[d");
    assertThat(valid(read(Optional.empty(), Map.of(), "cors.origins=a, b")).get(ORIGINS))
        .containsExactly("a", "b");
    Map<String, String> json = Map.of("REGISTRYMANAGER_CORS_ORIGINS", "[\"a\", \"b,c\"]");
    assertThat(valid(read(Optional.empty(), json)).get(ORIGINS)).containsExactly("a", "b,c");
    assertThat(invalid(read(Optional.empty(), Map.of(), "cors.origins=[\"a")).problems())
        .singleElement()
        .asString()
        .contains("a JSON list");
  }

  @Test
  void valuesAreTakenAsTheyAreWritten() throws IOException {
    assertThat(valid(read(Optional.of(yaml("contact: 0755\n")), Map.of())).get(CONTACT))
        .isEqualTo("0755");
    assertThat(valid(read(Optional.of(yaml("contact: no\n")), Map.of())).get(CONTACT))
        .isEqualTo("no");
  }

  @Test
  void anUnknownVariableIsAWarningWithASuggestion() {
    Configuration configuration =
        read(Optional.empty(), Map.of("REGISTRYMANAGER_LISTEN_PROT", "1"));
    valid(configuration);
    assertThat(configuration.warnings())
        .containsExactly(
            "REGISTRYMANAGER_LISTEN_PROT: no setting has this variable, it is ignored;"
                + " did you mean REGISTRYMANAGER_LISTEN_PORT?");
  }

  @ParameterizedTest
  @CsvSource({
    "PORT, tcp://10.0.0.1:5000",
    "SERVICE_HOST, 10.0.0.1",
    "SERVICE_PORT, 5000",
    "SERVICE_PORT_HTTP, 5000",
    "PORT_5000_TCP, tcp://10.0.0.1:5000",
    "PORT_5000_TCP_PROTO, tcp",
    "PORT_5000_TCP_PORT, 5000",
    "PORT_5000_TCP_ADDR, 10.0.0.1",
    "MANAGEMENT_PORT, tcp://10.0.0.1:5002",
    "LISTEN_PORT, tcp://10.0.0.1:5000",
    "LISTEN_SERVICE_HOST, 10.0.0.1",
  })
  void whatKubernetesInjectsIsIgnored(String rest, String value) {
    Configuration configuration = read(Optional.empty(), Map.of("REGISTRYMANAGER_" + rest, value));
    assertThat((int) valid(configuration).get(PORT)).isEqualTo(5000);
    assertThat(configuration.warnings()).isEmpty();
  }

  private Configuration read(
      Optional<Path> file, Map<String, String> environment, String... assignments) {
    return Configuration.read(TABLE, new Sources(file, environment, List.of(assignments)));
  }

  private Path yaml(String text) throws IOException {
    return Files.writeString(folder.resolve("settings.yaml"), text);
  }

  private static Values valid(Configuration configuration) {
    return assertInstanceOf(
            Configuration.Valid.class, configuration, () -> configuration.toString())
        .values();
  }

  private static Configuration.Invalid invalid(Configuration configuration) {
    return assertInstanceOf(Configuration.Invalid.class, configuration);
  }
}
