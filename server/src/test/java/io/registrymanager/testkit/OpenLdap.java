package io.registrymanager.testkit;

import io.registrymanager.testkit.TestAuthority.ServerCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;

/**
 * OpenLDAP's {@code slapd}, set up to do what Microsoft's directory does and Samba does not: to
 * take a name with an empty password for nobody, and to say yes to it (trap 95). At free ports of
 * loopback. Thread-safe.
 *
 * <p>It knows {@code uid=alice} with the password {@code pass-alice} and the service account {@link
 * #SERVICE_DN}, both below {@code ou=people,dc=example,dc=com}.
 */
public final class OpenLdap implements AutoCloseable {
  /** Who may search. */
  public static final String SERVICE_DN = "uid=svc,ou=people,dc=example,dc=com";

  /** The password of {@link #SERVICE_DN}. */
  public static final String SERVICE_PASSWORD = "pass-svc";

  /** Where everything lies. */
  public static final String BASE_DN = "dc=example,dc=com";

  private final WorkFolder folder;
  private final RunningProgram program;
  private final TestAuthority authority;
  private final int port;

  private OpenLdap(WorkFolder folder, RunningProgram program, TestAuthority authority, int port) {
    this.folder = folder;
    this.program = program;
    this.authority = authority;
    this.port = port;
  }

  /** Starts it; passwords are taken over TLS only. */
  public static OpenLdap start() {
    return start(OpenLdap::encrypted);
  }

  /** Starts one that has no certificate, and takes passwords in the clear. */
  public static OpenLdap startWithoutTls() {
    return start((_, _) -> "");
  }

  private static OpenLdap start(BiFunction<TestAuthority, ServerCertificate, String> tls) {
    WorkFolder folder = WorkFolder.create("slapd");
    try {
      TestAuthority authority = TestAuthority.in(folder.folder("tls"));
      var certificate = authority.issue("ldap", List.of("DNS:ldap.example.com", "IP:127.0.0.1"));
      Path config = folder.path().resolve("slapd.conf");
      Files.writeString(config, configuration(folder, tls.apply(authority, certificate)));
      Path data = folder.path().resolve("data.ldif");
      Files.writeString(data, DATA);
      Command.of("slapadd", "-q", "-f", config.toString(), "-l", data.toString()).run().orFail();
      int port = FreePorts.next();
      RunningProgram program =
          RunningProgram.start(
              // Never without a list of addresses: it would serve the packaged data to everybody.
              Command.of("slapd", "-f", config.toString(), "-h")
                  .with("ldap://127.0.0.1:" + port, "-d", "256"),
              folder.path().resolve("log"));
      program.awaitReady(() -> program.output().contains("slapd starting"));
      return new OpenLdap(folder, program, authority, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (AssertionError e) {
      folder.close();
      throw e;
    }
  }

  /** Its address, {@code ldap://127.0.0.1:PORT}, which takes StartTLS. */
  public String url() {
    return "ldap://127.0.0.1:" + port;
  }

  /** Its port. */
  public int port() {
    return port;
  }

  /** The certificate a client must know. */
  public Path authority() {
    return authority.certificate();
  }

  /** What it was asked so far: each bind is a line with {@code BIND dn="…"}. */
  public String log() {
    return program.output();
  }

  @Override
  public void close() {
    program.close();
    folder.close();
  }

  private static String encrypted(TestAuthority authority, ServerCertificate certificate) {
    return """
        TLSCACertificateFile %s
        TLSCertificateFile %s
        TLSCertificateKeyFile %s
        security simple_bind=1
        """
        .formatted(authority.certificate(), certificate.certificate(), certificate.key());
  }

  private static String configuration(WorkFolder folder, String tls) {
    return """
        include /etc/ldap/schema/core.schema
        include /etc/ldap/schema/cosine.schema
        include /etc/ldap/schema/inetorgperson.schema
        modulepath /usr/lib/ldap
        moduleload back_mdb
        pidfile %1$s/slapd.pid
        %2$s
        allow bind_anon_dn bind_anon_cred
        database mdb
        suffix "dc=example,dc=com"
        rootdn "cn=admin,dc=example,dc=com"
        rootpw admin
        directory %3$s
        access to attrs=userPassword by anonymous auth by * none
        access to * by users read by anonymous read
        """
        .formatted(folder.path(), tls.strip(), folder.folder("db"));
  }

  private static final String DATA =
      """
      dn: dc=example,dc=com
      objectClass: dcObject
      objectClass: organization
      o: Example
      dc: example

      dn: ou=people,dc=example,dc=com
      objectClass: organizationalUnit

      dn: uid=alice,ou=people,dc=example,dc=com
      objectClass: inetOrgPerson
      cn: Alice
      sn: Smith
      userPassword: pass-alice

      dn: uid=svc,ou=people,dc=example,dc=com
      objectClass: inetOrgPerson
      cn: svc
      sn: svc
      userPassword: pass-svc
      """;
}
