package io.registrymanager.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The folder of a domain controller that has never run. Making one takes ten seconds, so it is kept
 * in the build's folder and copied.
 */
final class ProvisionedDomain {
  private static final String POLICY =
      "--complexity=off --min-pwd-length=4 --min-pwd-age=0 --history-length=0"
          + " --account-lockout-duration=1 --reset-account-lockout-after=1"
          + " --account-lockout-threshold=";
  // Samba's own control by which a password may be set back in time.
  private static final String PRIVILEGE = "--controls=local_oid:1.3.6.1.4.1.7165.4.3.12:0";

  private static final String DATABASE = "sam.ldb";
  private static final String PARTITION = "DC=CORP,DC=EXAMPLE,DC=COM.ldb";

  private ProvisionedDomain() {}

  /** A copy of it, for one controller. */
  static Path copyTo(Path folder) {
    Command.of("cp", "-a", kept().toString(), folder.toString()).run().orFail();
    return folder;
  }

  private static synchronized Path kept() {
    Path target = Path.of(System.getProperty("basedir", ""), "target").toAbsolutePath();
    Path kept = target.resolve("samba-domain-" + version());
    if (!Files.exists(kept)) {
      try {
        Files.createDirectories(target);
        Path fresh = Files.createTempDirectory(target, "samba-domain-in-the-making-");
        provision(fresh);
        // Renamed into its place: whoever sees it sees all of it.
        Command.of("mv", "-T", fresh.toString(), kept.toString()).run().orFail();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return kept;
  }

  /** Another for other people, another policy and another Samba. */
  private static String version() {
    String samba = Command.of("samba", "--version").run().orFail().out();
    String all =
        String.join(
            "",
            samba,
            POLICY,
            DomainPeople.ldif(),
            DomainPeople.changes(),
            DomainPeople.forbiddenChanges());
    CRC32 sum = new CRC32();
    sum.update(all.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }

  private static void provision(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("run"));
    Command.of("samba-tool", "domain", "provision", "-s", "/dev/null", "--server-role=dc")
        .with("--targetdir=" + folder, "--realm=CORP.EXAMPLE.COM", "--domain=CORP")
        .with("--dns-backend=NONE", "--host-name=dc1", "--host-ip=127.0.0.1")
        .with("--adminpass=" + SambaDomain.ADMINISTRATOR_PASSWORD)
        .with("--option=interfaces=lo", "--option=bind interfaces only=yes")
        .within(Duration.ofMinutes(3))
        .run()
        .orFail();
    Command.of("samba-tool", "domain", "passwordsettings", "set")
        .with("-s", folder + "/etc/smb.conf", "-H", folder + "/private/" + DATABASE)
        .with((POLICY + SambaDomain.LOCKOUT_THRESHOLD).split(" ", -1))
        .run()
        .orFail();
    ldb(folder, List.of("ldbadd"), DomainPeople.ldif(), DATABASE);
    ldb(folder, List.of("ldbmodify"), DomainPeople.changes(), DATABASE);
    ldb(folder, List.of("ldbmodify", PRIVILEGE), DomainPeople.privilegedChanges(), DATABASE);
    // Below the modules that would forbid it.
    ldb(folder, List.of("ldbmodify"), DomainPeople.forbiddenChanges(), "sam.ldb.d/" + PARTITION);
  }

  private static void ldb(Path folder, List<String> tool, String ldif, String database)
      throws IOException {
    Path file = Files.writeString(folder.resolve("run/changes.ldif"), ldif);
    Command.Result result =
        Command.of(tool)
            // Not -s, which is the scope for these tools.
            .with("--configfile=" + folder + "/etc/smb.conf")
            .with("-H", folder + "/private/" + database, file.toString())
            .within(Duration.ofMinutes(3))
            .run()
            .orFail();
    // ldbadd stops at the first entry it does not like, and ends with 0.
    if (result.text().contains("ERR:")) {
      throw new AssertionError(result.text());
    }
    Files.delete(file);
  }
}
