package io.registrymanager.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.registrymanager.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminPasswordFileTest {
  @TempDir Path data;

  @Test
  void onlyTheOwnerMayReadItAndNothingElseIsLeft() throws IOException {
    Path file = AdminPasswordFile.write(data, Secret.of("q7mk"));
    assertThat(file).isEqualTo(data.resolve("admin-password")).hasContent("q7mk\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(files()).containsExactly(file);
  }

  @Test
  void anOlderOneIsReplacedWhateverItsPermissions() throws IOException {
    Path old = Files.writeString(data.resolve("admin-password"), "old");
    Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-rw-rw-"));
    Path file = AdminPasswordFile.write(data, Secret.of("new"));
    assertThat(file).hasContent("new\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aFailureLeavesNoHalf() throws IOException {
    Path taken = Files.createDirectories(data.resolve("admin-password/inside")).getParent();
    assertThatThrownBy(() -> AdminPasswordFile.write(data, Secret.of("x")))
        .isInstanceOf(IOException.class);
    assertThat(files()).containsExactly(taken);
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(data)) {
      return files.toList();
    }
  }
}
