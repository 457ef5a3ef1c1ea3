package io.registrymanager.testkit;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One domain controller, with the ports that every domain controller has. It can be made silent,
 * killed and brought back. Thread-safe.
 */
public final class DomainController {
  private final SambaDomain domain;
  private final String shortName;
  private final List<String> addresses;
  private final Path folder;
  private @Nullable RunningProgram program;

  DomainController(SambaDomain domain, String shortName, List<Integer> addresses) {
    this.domain = domain;
    this.shortName = shortName;
    this.addresses = addresses.stream().map(domain.network()::address).toList();
    this.folder = domain.folder().path().resolve(shortName);
  }

  static DomainController start(SambaDomain domain, String shortName, List<Integer> addresses) {
    DomainController controller = new DomainController(domain, shortName, addresses);
    controller.ensureRunning();
    return controller;
  }

  /** Its name, {@code dc1.corp.example.com}, which its certificate bears. */
  public String name() {
    return shortName + "." + SambaDomain.DNS_NAME;
  }

  /** Its address, which its certificate bears too. */
  public String address() {
    return addresses.getFirst();
  }

  /** Another address of the first controller, which no certificate bears. */
  public String unnamedAddress() {
    return addresses.getLast();
  }

  /** Its address for {@code directory.servers}, with TLS from the first byte. */
  public String ldaps() {
    return "ldaps://" + address() + ":636";
  }

  /** Its address for {@code directory.servers}, without. */
  public String ldap() {
    return "ldap://" + address() + ":389";
  }

  /** Starts it unless it runs, with what it knew before. */
  public synchronized void ensureRunning() {
    if (program == null) {
      if (!Files.exists(folder)) {
        ProvisionedDomain.copyTo(folder);
        configure();
      }
      program = launch();
    }
  }

  /** From now on it takes connections and says nothing. */
  public void stall() {
    signal("STOP");
  }

  /** It says again what it was asked. */
  public void resume() {
    signal("CONT");
  }

  /** Ends it as a power failure does; {@link #ensureRunning()} brings it back. */
  public synchronized void kill() {
    if (program != null) {
      signal("KILL");
      program.close();
      program = null;
    }
  }

  private synchronized void signal(String name) {
    if (program != null) {
      // All its processes are one group, of which the first is the leader.
      Command.of("kill", "-s", name, "--", "-" + program.pid()).run().orFail();
    }
  }

  private RunningProgram launch() {
    Command samba =
        Command.of("setsid", "samba", "--interactive", "--no-process-group")
            .with("--configfile=" + folder + "/etc/smb.conf", "--debug-stdout", "--debuglevel=1");
    RunningProgram started =
        RunningProgram.start(domain.network().inside(samba).in(folder), folder.resolve("log"));
    return started.awaitReady(this::answers);
  }

  /** Its ports are open before it has anybody to serve them. */
  private boolean answers() {
    try (LDAPConnection encrypted = DomainAdministrator.open(this, domain.issuer());
        LDAPConnection plain = new LDAPConnection(address(), 389)) {
      return encrypted.getRootDSE() != null && plain.getRootDSE() != null;
    } catch (LDAPException _) {
      return false;
    }
  }

  private void configure() {
    List<String> subjects = new ArrayList<>(List.of("DNS:" + name(), "IP:" + address()));
    TestAuthority.ServerCertificate certificate = domain.issuer().issue(shortName, subjects);
    try {
      Files.writeString(folder.resolve("etc/smb.conf"), configuration(certificate));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String configuration(TestAuthority.ServerCertificate certificate) {
    String interfaces =
        addresses.stream().map(address -> address + "/24").collect(Collectors.joining(" "));
    return """
        [global]
          netbios name = DC1
          workgroup = CORP
          realm = CORP.EXAMPLE.COM
          server role = active directory domain controller
          server services = ldap
          dcerpc endpoint servers = none
          bind interfaces only = yes
          interfaces = %2$s
          ldap server require strong auth = yes
          tls enabled = yes
          tls certfile = %3$s
          tls keyfile = %4$s
          tls cafile = %5$s
          private dir = %1$s/private
          lock directory = %1$s
          state directory = %1$s/state
          cache directory = %1$s/cache
          binddns dir = %1$s/bind-dns
          pid directory = %1$s/run
          ncalrpc dir = %1$s/run/ncalrpc
          winbindd socket directory = %1$s/run/winbindd
          ntp signd socket directory = %1$s/run/ntp
          log file = %1$s/log.%%m
        """
        .formatted(
            folder, interfaces, certificate.certificate(), certificate.key(), domain.authority());
  }
}
