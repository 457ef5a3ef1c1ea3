package io.registrymanager.testkit;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;

/**
 * Changes people and groups of the first controller, each change over a connection of its own.
 * People are named by their common name, which is their account name unless they are renamed.
 * Thread-safe.
 */
public final class DomainAdministrator {
  private static final String PEOPLE = "OU=People," + SambaDomain.BASE_DN;

  private final DomainController controller;
  private final TestAuthority authority;

  DomainAdministrator(DomainController controller, TestAuthority authority) {
    this.controller = controller;
    this.authority = authority;
  }

  /** Adds a person with the password {@code pass-NAME}. */
  public String addPerson(String name) {
    return addPerson(name, Map.of());
  }

  /**
   * Adds a person with the password {@code pass-NAME} and these attributes besides.
   *
   * @return its distinguished name
   */
  public String addPerson(String name, Map<String, String> attributes) {
    String dn = new RDN("CN", name) + "," + PEOPLE;
    Entry entry =
        new Entry(
            dn,
            new Attribute("objectClass", "user"),
            new Attribute("sAMAccountName", name),
            new Attribute("userPrincipalName", name + "@" + SambaDomain.DNS_NAME),
            new Attribute("userAccountControl", "512"),
            new Attribute("unicodePwd", password("pass-" + name)));
    attributes.forEach(entry::setAttribute);
    with(connection -> connection.add(entry));
    return dn;
  }

  /** Sets an attribute, or takes it away with an empty value. */
  public void set(String dn, String attribute, String value) {
    Modification change =
        value.isEmpty()
            ? new Modification(ModificationType.REPLACE, attribute)
            : new Modification(ModificationType.REPLACE, attribute, value);
    with(connection -> connection.modify(dn, change));
  }

  /** Sets somebody's password. */
  public void setPassword(String dn, String password) {
    Modification change =
        new Modification(ModificationType.REPLACE, "unicodePwd", password(password));
    with(connection -> connection.modify(dn, change));
  }

  /** Ends an account, or revives it. */
  public void enable(String dn, boolean enabled) {
    set(dn, "userAccountControl", enabled ? "512" : "514");
  }

  /** Gives somebody another account name. */
  public void rename(String dn, String name) {
    set(dn, "sAMAccountName", name);
    set(dn, "userPrincipalName", name + "@" + SambaDomain.DNS_NAME);
  }

  /**
   * Gives somebody another common name and another place.
   *
   * @return the new distinguished name
   */
  public String move(String dn, String cn, String parent) {
    RDN rdn = new RDN("CN", cn);
    with(connection -> connection.modifyDN(dn, rdn.toString(), true, parent));
    return rdn + "," + parent;
  }

  /** Deletes whatever is there. */
  public void delete(String dn) {
    with(connection -> connection.delete(dn));
  }

  /** Adds a group of people and groups that gives rights, below all other groups. */
  public String addGroup(String name, String... members) {
    String dn = DomainPeople.group(name);
    Entry entry =
        new Entry(
            dn,
            new Attribute("objectClass", "group"),
            new Attribute("sAMAccountName", name),
            new Attribute("groupType", "-2147483646"));
    if (members.length > 0) {
      entry.setAttribute("member", members);
    }
    with(connection -> connection.add(entry));
    return dn;
  }

  /** Puts somebody into a group. */
  public void join(String group, String dn) {
    with(
        connection ->
            connection.modify(group, new Modification(ModificationType.ADD, "member", dn)));
  }

  /** Takes somebody out of a group. */
  public void leave(String group, String dn) {
    with(
        connection ->
            connection.modify(group, new Modification(ModificationType.DELETE, "member", dn)));
  }

  /** What an attribute says. */
  public Optional<String> read(String dn, String attribute) {
    try (LDAPConnection connection = connect()) {
      return Optional.ofNullable(connection.getEntry(dn, attribute))
          .map(entry -> entry.getAttributeValue(attribute));
    } catch (LDAPException e) {
      throw new AssertionError(e);
    }
  }

  /** How often somebody's password was wrong since it was right. */
  public int wrongPasswords(String dn) {
    return read(dn, "badPwdCount").map(Integer::parseInt).orElse(0);
  }

  /** Tries a password as somebody would on a workstation; whether it was right. */
  public boolean tries(String dn, String password) {
    try (LDAPConnection connection = open()) {
      return connection.bind(dn, password).getResultCode().equals(ResultCode.SUCCESS);
    } catch (LDAPException e) {
      if (e.getResultCode().equals(ResultCode.INVALID_CREDENTIALS)) {
        return false;
      }
      throw new AssertionError(e);
    }
  }

  private static byte[] password(String password) {
    return ('"' + password + '"').getBytes(StandardCharsets.UTF_16LE);
  }

  private interface Change {
    void on(LDAPConnection connection) throws LDAPException;
  }

  private void with(Change change) {
    try (LDAPConnection connection = connect()) {
      change.on(connection);
    } catch (LDAPException e) {
      throw new AssertionError(e);
    }
  }

  private LDAPConnection connect() throws LDAPException {
    LDAPConnection connection = open();
    connection.bind(
        "CN=Administrator,CN=Users," + SambaDomain.BASE_DN, SambaDomain.ADMINISTRATOR_PASSWORD);
    return connection;
  }

  private LDAPConnection open() throws LDAPException {
    return open(controller, authority);
  }

  static LDAPConnection open(DomainController controller, TestAuthority authority)
      throws LDAPException {
    try {
      PEMFileTrustManager trust = new PEMFileTrustManager(authority.certificate().toFile());
      return new LDAPConnection(
          new SSLUtil(trust).createSSLSocketFactory(), controller.address(), 636);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
