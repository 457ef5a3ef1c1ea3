package io.registrymanager.testkit;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A real Active Directory domain by Samba, {@code corp.example.com} alias {@code CORP}, in a
 * network of its own. Its second controller is a copy of the first: same people, same identifiers,
 * same passwords, but no change on one ever reaches the other. Needs root. Thread-safe.
 *
 * <p>The password of {@code alice} is {@code pass-alice}, and so on for all but those of the
 * constants here. Tests share {@link Fixtures#domain()}, so a test that changes or locks somebody
 * takes a person of its own from {@link DomainAdministrator#addPerson}.
 */
public final class SambaDomain implements AutoCloseable {
  /** The domain's name in DNS. */
  public static final String DNS_NAME = "corp.example.com";

  /** Where everything lies. */
  public static final String BASE_DN = "DC=corp,DC=example,DC=com";

  /** Who may search, and nothing else. */
  public static final String SERVICE_DN = "CN=svc-registry,OU=People," + BASE_DN;

  /** The password of {@link #SERVICE_DN}. */
  public static final String SERVICE_PASSWORD = "pass-svc-registry";

  /** The password of the domain's administrator. */
  public static final String ADMINISTRATOR_PASSWORD = "Adm1n-Passw0rd!";

  /** The common name of {@code jmueller}, with all that needs escaping somewhere. */
  public static final String STRANGE_CN = "Müller, Jörg (Extern) \"Joe\" #1 <x>; a=b+c\\d*";

  /** The password of {@code unicode}. */
  public static final String UNICODE_PASSWORD = "pässwörd-€-日本";

  /** How many wrong passwords lock somebody. */
  public static final int LOCKOUT_THRESHOLD = 6;

  /** How many people there are besides, {@code crowd000} and so on. */
  public static final int CROWD = 500;

  private final WorkFolder folder;
  private final NetworkSpace network;
  private final TestAuthority authority;
  private final DomainController first;
  private final DomainController second;
  private final DomainAdministrator administrator;

  private SambaDomain(WorkFolder folder, NetworkSpace network) {
    this.folder = folder;
    this.network = network;
    this.authority = TestAuthority.in(folder.folder("authority"));
    this.first = DomainController.start(this, "dc1", List.of(2, 4));
    this.second = new DomainController(this, "dc2", List.of(3));
    this.administrator = new DomainAdministrator(first, authority);
  }

  /** Starts the first controller; the second starts when it is first asked for. */
  public static SambaDomain start() {
    WorkFolder folder = WorkFolder.inMemory("samba");
    NetworkSpace network = NetworkSpace.open();
    try {
      return new SambaDomain(folder, network);
    } catch (AssertionError e) {
      network.close();
      folder.close();
      throw e;
    }
  }

  /** Its version, as in {@code samba 4.17.12}. */
  static String version() {
    return Command.of("samba", "--version")
        .run()
        .orFail()
        .out()
        .strip()
        .replace("Version", "samba");
  }

  /** The first controller. */
  public DomainController first() {
    return first;
  }

  /** The second controller, running. */
  public DomainController second() {
    second.ensureRunning();
    return second;
  }

  /** Whoever may change people; of the first controller alone. */
  public DomainAdministrator administrator() {
    return administrator;
  }

  /** The certificate of the authority that a client must know. */
  public Path authority() {
    return authority.certificate();
  }

  /** Where somebody lies who was there from the beginning. */
  public static String personDn(String cn) {
    return DomainPeople.person(cn);
  }

  /** Where a group lies that was there from the beginning. */
  public static String groupDn(String cn) {
    return DomainPeople.group(cn);
  }

  /** The settings of a server that asks the first controller by LDAPS as the service account. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("directory.servers", first.ldaps());
    settings.put("directory.ca-file", authority().toString());
    settings.put("directory.bind-dn", SERVICE_DN);
    settings.put("directory.bind-password", SERVICE_PASSWORD);
    return settings;
  }

  /** A name server that knows the domain's controllers, in this order. */
  public Dnsmasq nameServer(List<DomainController> controllers) {
    return Dnsmasq.serving(
        controllers.stream()
            .flatMap(
                controller ->
                    Stream.of(
                        "srv-host=_ldap._tcp.dc._msdcs.%s,%s,389,%d,100"
                            .formatted(
                                DNS_NAME, controller.name(), controllers.indexOf(controller)),
                        "host-record=%s,%s".formatted(controller.name(), controller.address())))
            .toList());
  }

  NetworkSpace network() {
    return network;
  }

  WorkFolder folder() {
    return folder;
  }

  TestAuthority issuer() {
    return authority;
  }

  @Override
  public void close() {
    first.kill();
    second.kill();
    network.close();
    folder.close();
  }
}
