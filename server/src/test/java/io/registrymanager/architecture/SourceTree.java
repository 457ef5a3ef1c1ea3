package io.registrymanager.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The project's files as they are checked in. */
final class SourceTree {
  private SourceTree() {}

  /** The folder that holds the whole project. */
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve(".mvn"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("not inside the project");
      }
    }
    return folder;
  }

  /** What Git keeps, or would keep. */
  static List<Path> files() {
    try {
      Process git =
          new ProcessBuilder(
                  "git",
                  "-c",
                  "safe.directory=*",
                  "ls-files",
                  "-z",
                  "-c",
                  "-o",
                  "--exclude-standard")
              .directory(root().toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String names = new String(git.getInputStream().readAllBytes(), UTF_8);
      if (git.waitFor() != 0) {
        throw new IllegalStateException("git ls-files failed");
      }
      return Stream.of(names.split("\0"))
          .map(root()::resolve)
          .filter(Files::isRegularFile)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The Java sources under a folder of each module, {@code src/main/java} or {@code src/test/java}.
   */
  static List<Path> java(String folder) {
    return files().stream()
        .filter(
            file ->
                file.toString().endsWith(".java") && file.toString().contains("/" + folder + "/"))
        .toList();
  }

  /** The text of a file, or nothing if it is not text. */
  static Optional<String> text(Path file) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      String text = UTF_8.newDecoder().decode(bytes).toString();
      return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sources, parsed and not compiled. */
  static List<SourceScanner> scan(List<Path> files) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, UTF_8)) {
      var sources = manager.getJavaFileObjectsFromPaths(files);
      JavacTask task =
          (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, sources);
      Trees trees = Trees.instance(task);
      List<SourceScanner> scanned = new ArrayList<>();
      task.parse().forEach(unit -> scanned.add(SourceScanner.read(unit, trees)));
      return scanned;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
