package io.registrymanager.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/** Where the driver finds its native library. */
final class NativeLibrary {
  private static final String PLACE = "org.sqlite.lib.path";

  private NativeLibrary() {}

  /**
   * Unpacks the library into {@code folder} where it is not there yet, byte for byte, and has the
   * driver load it from there. Left alone, the driver unpacks it into {@code /tmp}, which may be
   * mounted {@code noexec}; does so at each start, which costs more than loading it; and leaves the
   * copies of killed processes behind. It reads the place from system properties, once, when the
   * first connection is opened: there is no other way to tell it, so this is state of the whole
   * process. The launcher names a place where it lies unpacked since the build: then nothing is
   * left to do.
   */
  static void unpackInto(Path folder) throws IOException {
    String name = LibraryLoaderUtil.getNativeLibName();
    Path named = Path.of(System.getProperty(PLACE, ""));
    if (!named.equals(folder) && Files.exists(named.resolve(name))) {
      return;
    }
    String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    try (InputStream packed = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (packed == null) {
        throw new IOException("there is no SQLite for this platform (" + resource + ")");
      }
      byte[] library = packed.readAllBytes();
      Path file = folder.resolve(name);
      if (Files.notExists(file) || !Arrays.equals(Files.readAllBytes(file), library)) {
        // Aside first: a killed process must not leave half a library under the final name.
        Path aside = folder.resolve(name + ".new");
        Files.write(aside, library);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    System.setProperty(PLACE, folder.toString());
    System.setProperty("org.sqlite.lib.name", name);
  }
}
