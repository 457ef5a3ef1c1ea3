package io.registrymanager.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A copy of the project as a person has it after a clone: what git tracks, and, because building
 * takes long, mostly what the build made already.
 */
public final class Checkout implements AutoCloseable {
  private final WorkFolder folder;

  private Checkout(WorkFolder folder) {
    this.folder = folder;
  }

  /**
   * Copies it.
   *
   * @throws AssertionError when nothing is built yet, or there is no git
   */
  public static Checkout built() {
    Checkout checkout = fresh();
    Path target = checkout.folder.folder("server/target");
    Command.of("cp", "-r", "registrymanager.jar", "lib", "native", target.toString())
        .in(projectFolder().resolve("server/target"))
        .run()
        .orFail();
    // The copies of the sources must not look newer than what was built from them.
    Command.of("touch", target.resolve("registrymanager.jar").toString()).run().orFail();
    return checkout;
  }

  /**
   * One as {@link #built()} for all tests that start what is built, each with a data folder of its
   * own: the first of them makes the start cache. It goes with the JVM.
   */
  public static Checkout shared() {
    return Shared.CHECKOUT;
  }

  private static final class Shared {
    static final Checkout CHECKOUT = built();

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(CHECKOUT::close));
    }
  }

  /**
   * Copies what git tracks alone.
   *
   * @throws AssertionError when there is no git
   */
  public static Checkout fresh() {
    Path root = projectFolder();
    WorkFolder folder = WorkFolder.create("checkout");
    String tracked = Command.of("git", "ls-files", "-z").in(root).run().orFail().out();
    Command.of("xargs", "-0", "cp", "--parents", "-t", folder.path().toString())
        .in(root)
        .reading(tracked)
        .run()
        .orFail();
    return new Checkout(folder);
  }

  /** Its folder. */
  public Path path() {
    return folder.path();
  }

  /** A command of the project, such as {@code ./run}, run in its folder. */
  public Command command(String... words) {
    return Command.of(words).in(path());
  }

  /** The project's folder on this machine: the nearest one above that holds {@code run}. */
  public static Path projectFolder() {
    Path folder = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    while (!Files.exists(folder.resolve("run"))) {
      Path parent = folder.getParent();
      if (parent == null) {
        throw new AssertionError("Start the tests inside the project.");
      }
      folder = parent;
    }
    return folder;
  }

  @Override
  public void close() {
    folder.close();
  }
}
