package io.registrymanager.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.Checkout;
import io.registrymanager.testkit.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program and a store that it cannot use: one sentence, an exit code, and nothing is touched.
 * Needs root, to mount: nothing else keeps root from writing.
 */
@Timeout(120)
class UnusableStoreIT {
  @TempDir private Path folder;

  @BeforeEach
  void makeStore() {
    try (LaunchedProgram program = LaunchedProgram.on(data(), folder.resolve("output"))) {
      program.stop();
    }
  }

  @Test
  void aDamagedStore() throws IOException {
    Files.writeString(file(), "this is no database at all, ".repeat(400));
    refused("is damaged: it is not a database");
  }

  @Test
  void aStoreOfANewerProgram() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO schema_versions VALUES (99, '7.5')");
    }
    refused("was written by registrymanager 7.5 (schema 99)");
    refused("or go back with registrymanager restore FILE, a backup of before");
  }

  @Test
  void aReadOnlyStore() throws IOException {
    Command.of("mount", "--bind", file().toString(), file().toString()).run().orFail();
    try {
      Command.of("mount", "-o", "remount,ro,bind", file().toString()).run().orFail();
      refused("the database " + file() + " is read-only: make it and its folder writable");
    } finally {
      Command.of("umount", "--lazy", file().toString()).run().orFail();
    }
  }

  @Test
  void aReadOnlyFolder() throws IOException {
    Command.of("mount", "--bind", data().toString(), data().toString()).run().orFail();
    try {
      Command.of("mount", "-o", "remount,ro,bind", data().toString()).run().orFail();
      refused("the data folder " + data() + " cannot be written: Read-only file system");
    } finally {
      Command.of("umount", "--lazy", data().toString()).run().orFail();
    }
  }

  private void refused(String words) throws IOException {
    byte[] before = Files.readAllBytes(file());
    Command.Result result =
        Command.of(Checkout.projectFolder().resolve("registrymanager").toString(), "serve")
            .with("--data", data().toString())
            .with("--set", "upstream.url=http://127.0.0.1:1")
            .run();
    assertThat(result.exitCode()).as(result.text()).isEqualTo(1);
    assertThat(result.err().lines()).singleElement().asString().contains(words);
    assertThat(file()).hasBinaryContent(before);
  }

  private Path data() {
    return folder.resolve("data");
  }

  private Path file() {
    return data().resolve("registrymanager.db");
  }
}
