package io.registrymanager.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The smallest Debian there is, in a folder that programs take for the whole machine: it shares the
 * kernel and the network, and has no Java. Making one takes a minute, so it is kept in the build's
 * folder and copied. Needs root.
 */
public final class DebianFolder implements AutoCloseable {
  private static final Duration MAKING = Duration.ofMinutes(10);
  private static final Duration INSIDE = Duration.ofMinutes(3);

  private final WorkFolder folder;

  private DebianFolder(WorkFolder folder) {
    this.folder = folder;
  }

  /** One with nothing in it but Debian. */
  public static DebianFolder create() {
    Path base = base();
    WorkFolder folder = WorkFolder.create("debian");
    Command.of("cp", "-a", base + "/.", folder.path().toString()).within(INSIDE).run().orFail();
    return new DebianFolder(folder);
  }

  /** The one that is copied, for an image to begin with; not to be changed. */
  public static synchronized Path base() {
    Path target = Path.of(System.getProperty("basedir", ""), "target").toAbsolutePath();
    Path kept = target.resolve("debian-" + version());
    if (!Files.exists(kept)) {
      try {
        Files.createDirectories(target);
        Path fresh = Files.createTempDirectory(target, "debian-in-the-making-");
        Command.of("debootstrap", "--variant=minbase", suite(), fresh.toString(), mirror())
            .within(MAKING)
            .run()
            .orFail();
        Command.of("chroot", fresh.toString(), "apt-get", "update", "-q")
            .within(MAKING)
            .run()
            .orFail();
        Command.of("chroot", fresh.toString(), "apt-get", "clean").run().orFail();
        // The copy is what everybody may enter, as the root of a machine is.
        Command.of("chmod", "755", fresh.toString()).run().orFail();
        // Renamed into its place: whoever sees it sees all of it.
        Command.of("mv", "-T", fresh.toString(), kept.toString()).run().orFail();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return kept;
  }

  /** Where it is on this machine. */
  public Path path() {
    return folder.path();
  }

  /** A command inside, as root. */
  public Command command(String... words) {
    return inside(List.of(), words);
  }

  /** A command inside, as one of its users. */
  public Command commandAs(String user, String... words) {
    return inside(List.of("--userspec=" + user + ":" + user), words);
  }

  /** The mount of {@code /proc} is seen by this command alone, and goes with it. */
  private Command inside(List<String> options, String... words) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "unshare",
                "--mount",
                "sh",
                "-euc",
                "root=$1; shift; mount -t proc proc \"$root/proc\"; exec chroot \"$@\"",
                "sh",
                folder.path().toString()));
    all.addAll(options);
    all.add(folder.path().toString());
    all.addAll(List.of(words));
    return Command.of(all).within(INSIDE);
  }

  @Override
  public void close() {
    folder.close();
  }

  private static String suite() {
    return Command.of("sh", "-c", ". /etc/os-release && echo $VERSION_CODENAME")
        .run()
        .orFail()
        .out()
        .strip();
  }

  /** The one that apt uses here: another may be out of reach. */
  private static String mirror() {
    String packages = "$(SITE) $(CODENAME)";
    return Command.of("apt-get", "indextargets", "--format", packages, "Created-By: Packages")
        .run()
        .orFail()
        .out()
        .lines()
        .filter(line -> line.endsWith(" " + suite()))
        .map(line -> line.split(" ", -1)[0])
        .findFirst()
        .orElse("http://deb.debian.org/debian");
  }

  private static String version() {
    CRC32 sum = new CRC32();
    sum.update((suite() + " minbase 1").getBytes(StandardCharsets.UTF_8));
    return suite() + "-" + HexFormat.of().toHexDigits((int) sum.getValue());
  }
}
