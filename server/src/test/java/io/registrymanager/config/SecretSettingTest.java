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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that must not be seen. */
class SecretSettingTest {
  private static final Setting<Secret> PASSWORD = Setting.secret("admin.password", "A password.");
  private static final SettingTable TABLE = new SettingTable(List.of(PASSWORD));

  @TempDir Path folder;

  @Test
  void aSecretMayLieInAFileWhoseLastNewlineIsNotPartOfIt() throws IOException {
    Path one = secretFile("hunter2\n", "rw-------");
    assertThat(password(one).matches(Secret.of("hunter2"))).isTrue();
    Path none = secretFile(" spaces stay ", "r--------");
    assertThat(password(none).matches(Secret.of(" spaces stay "))).isTrue();
  }

  @Test
  void theFileOfASecretMayBeNamedInTheEnvironmentAndInYaml() throws IOException {
    Path file = secretFile("hunter2", "rw-------");
    Map<String, String> variable = Map.of("REGISTRYMANAGER_ADMIN_PASSWORD_FILE", file.toString());
    assertThat(valid(read(Optional.empty(), variable)).find(PASSWORD)).isPresent();
    Path yaml = yaml("admin:\n  password-file: " + file + "\n");
    Values values = valid(read(Optional.of(yaml), Map.of()));
    assertThat(values.find(PASSWORD)).isPresent();
    assertThat(values.value(PASSWORD).source()).hasToString(file + ", " + yaml + ":2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rwxrwxrwx"})
  void aSecretThatOthersCanReadIsRefused(String permissions) throws IOException {
    Path file = secretFile("hunter2", permissions);
    assertThat(secretProblem(file)).contains("which others can read", "chmod 600 " + file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "two\n\n", "two\nlines"})
  void anEmptyOrBrokenSecretIsRefusedWithoutShowingIt(String text) throws IOException {
    assertThat(secretProblem(secretFile(text, "rw-------")))
        .contains("admin.password must be a secret, not empty and without control characters")
        .doesNotContain("two");
  }

  @Test
  void aSecretFileThatIsMissingAFolderOrTooLongIsRefused() throws IOException {
    assertThat(secretProblem(folder.resolve("none"))).contains("not there or not a file");
    assertThat(secretProblem(folder)).contains("not there or not a file");
    assertThat(secretProblem(secretFile("x".repeat(70_000), "rw-------"))).contains("too long");
  }

  @Test
  void aSecretAndItsFileTogetherAreAProblemAcrossSources() throws IOException {
    Path file = secretFile("a", "rw-------");
    Configuration both =
        read(
            Optional.empty(),
            Map.of("REGISTRYMANAGER_ADMIN_PASSWORD", "b"),
            "admin.password-file=" + file);
    assertThat(invalid(both).problems())
        .containsExactly(
            "command line: admin.password-file is given beside admin.password itself; one must go");
  }

  @Test
  void noProblemAndNoPrintedFormShowsASecret() {
    Configuration empty = read(Optional.empty(), Map.of(), "admin.password=two\nlines");
    assertThat(empty.toString()).doesNotContain("two");
    Configuration good = read(Optional.empty(), Map.of("REGISTRYMANAGER_ADMIN_PASSWORD", "zwei"));
    assertThat(good.toString() + valid(good).all()).doesNotContain("zwei");
    assertThat(new Sources(Optional.empty(), Map.of("A", "drei"), List.of("x=drei")).toString())
        .doesNotContain("drei");
  }

  @Test
  void aSecretOnTheCommandLineIsWarnedOf() {
    assertThat(read(Optional.empty(), Map.of(), "admin.password=x").warnings())
        .singleElement()
        .asString()
        .contains("list of processes", "admin.password-file");
  }

  private Configuration read(
      Optional<Path> file, Map<String, String> environment, String... assignments) {
    return Configuration.read(TABLE, new Sources(file, environment, List.of(assignments)));
  }

  private Secret password(Path file) {
    return valid(read(Optional.empty(), Map.of(), "admin.password-file=" + file)).get(PASSWORD);
  }

  private String secretProblem(Path file) {
    Configuration configuration = read(Optional.empty(), Map.of(), "admin.password-file=" + file);
    assertThat(invalid(configuration).problems()).hasSize(1);
    return invalid(configuration).problems().getFirst();
  }

  private Path yaml(String text) throws IOException {
    return Files.writeString(folder.resolve("settings.yaml"), text);
  }

  private Path secretFile(String text, String permissions) throws IOException {
    Path file = Files.createTempFile(folder, "secret", "");
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
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
