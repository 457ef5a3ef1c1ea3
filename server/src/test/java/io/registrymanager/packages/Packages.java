package io.registrymanager.packages;

import io.registrymanager.testkit.Checkout;
import io.registrymanager.testkit.Command;
import io.registrymanager.testkit.DebianFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code ./package} makes in a checkout.
 *
 * @param folder where it lies
 */
record Packages(Path folder) {
  private static final Duration MAKING = Duration.ofMinutes(8);

  /** Those that all tests share, made when first asked for. */
  static Packages shared() {
    return Shared.PACKAGES;
  }

  /** Makes them. */
  static Packages madeIn(Checkout checkout, String... options) {
    checkout.command("./package").with(options).within(MAKING).run().orFail();
    return new Packages(checkout.path().resolve("target/packages"));
  }

  /** The only file or folder whose name ends so. */
  Path ending(String suffix) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.filter(file -> file.toString().endsWith(suffix)).toList();
      if (all.size() != 1) {
        throw new AssertionError("Not one of *" + suffix + ": " + all);
      }
      return all.getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder that the packages hold. */
  Path tree() {
    return ending("-linux-x64");
  }

  /** The whole program as one file. */
  Path tarball() {
    return ending(".tar.gz");
  }

  /** The package for Debian. */
  Path deb() {
    return ending(".deb");
  }

  /** Whether this program runs with its start cache: Java maps it, or does without and warns. */
  static boolean usesStartCache(long process) {
    return maps(process).lines().anyMatch(line -> line.endsWith("/registrymanager.aot"));
  }

  /** The files that a program has mapped. */
  static String maps(long process) {
    return Command.of("cat", "/proc/" + process + "/maps").run().orFail().out();
  }

  private static final class Shared {
    static final Packages PACKAGES = make();

    private static Packages make() {
      // All that need packages need a Debian too, which is made waiting where these are made
      // computing.
      Thread.ofVirtual().start(DebianFolder::base);
      return madeIn(Checkout.shared());
    }
  }
}
