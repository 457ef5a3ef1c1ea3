package io.registrymanager.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the driver puts its native library before it loads it. */
final class NativeLibrary {
  private NativeLibrary() {}

  /**
   * Has the library unpacked into {@code folder}, because the default, {@code /tmp}, may be mounted
   * {@code noexec}. The driver reads the place from a system property, once, when its first
   * connection is opened: process-wide state that only the driver could spare us. What a killed
   * process left behind is removed; nobody else can be using it while the data folder is held.
   */
  static void unpackInto(Path folder) {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "sqlite-*")) {
      for (Path file : left) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.setProperty("org.sqlite.tmpdir", folder.toString());
  }
}
