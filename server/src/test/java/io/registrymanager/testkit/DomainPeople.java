package io.registrymanager.testkit;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who lives in the test domain, as LDIF. The password of {@code alice} is {@code pass-alice}, and
 * so on, unless a constant says otherwise.
 */
final class DomainPeople {
  private static final String PEOPLE = "OU=People," + SambaDomain.BASE_DN;
  private static final String GROUPS = "OU=Groups," + SambaDomain.BASE_DN;
  private static final String NORMAL = "512";
  private static final String DISABLED = "514";
  private static final String DAY_IN_2019 = "132000000000000000";

  private final StringBuilder ldif = new StringBuilder(64 * 1024);

  private DomainPeople() {}

  /** Everything that is added. */
  static String ldif() {
    DomainPeople people = new DomainPeople();
    people.folder(PEOPLE);
    people.folder(GROUPS);
    people.plain();
    people.strange();
    people.restricted();
    people.groups();
    for (int i = 0; i < SambaDomain.CROWD; i++) {
      people.user("crowd%03d".formatted(i), Map.of());
    }
    people.group("crowd", List.of(person("crowd000"), person("crowd001")), Map.of());
    return people.ldif.toString();
  }

  /** What is possible with what is there only. */
  static String changes() {
    return """
        dn: %1$s
        changetype: modify
        add: member
        member: %2$s

        dn: CN=Partitions,CN=Configuration,%3$s
        changetype: modify
        add: uPNSuffixes
        uPNSuffixes: subsidiary.example.org

        """
        .formatted(group("loop-a"), group("loop-b"), SambaDomain.BASE_DN);
  }

  /** What the directory lets nobody write who does not know its secret control. */
  static String privilegedChanges() {
    return """
        dn: %s
        changetype: modify
        replace: pwdLastSet
        pwdLastSet: %s

        """
        .formatted(person("pwexpired"), DAY_IN_2019);
  }

  /**
   * What Microsoft's directory takes and Samba does not: a principal name that reads as the
   * implicit one of somebody else.
   */
  static String forbiddenChanges() {
    return """
        dn: %s
        changetype: modify
        replace: userPrincipalName
        userPrincipalName: trent@corp.example.com

        """
        .formatted(person("mallory"));
  }

  static String person(String cn) {
    return "CN=" + escaped(cn) + "," + PEOPLE;
  }

  static String group(String cn) {
    return "CN=" + escaped(cn) + "," + GROUPS;
  }

  private void plain() {
    user("svc-registry", Map.of());
    user("svc-other", Map.of());
    user("alice", Map.of("mail", "alice@example.com"));
    for (String name : List.of("bob", "carol", "dave", "erin", "lockme", "heidi", "ivan")) {
      user(name, Map.of());
    }
  }

  private void strange() {
    user(SambaDomain.STRANGE_CN, "jmueller", "pass-jmueller", Map.of());
    user("Zoë Ünïcode", "unicode", SambaDomain.UNICODE_PASSWORD, Map.of());
    user("outside ascii", "ünicode", "pass-outside", Map.of());
    user("altupn", Map.of("userPrincipalName", "alt.name@subsidiary.example.org"));
    user("mallory", Map.of());
    user("trent", Map.of("userPrincipalName", "trent.official@corp.example.com"));
    user("colons", "colons", "pa:ss:wo rd", Map.of());
  }

  private void restricted() {
    user("disabled", Map.of("userAccountControl", DISABLED));
    user("mustchange", Map.of("pwdLastSet", "0"));
    user("expired", Map.of("accountExpires", DAY_IN_2019));
    user("pwexpired", Map.of());
    user("nohours", Map.of("logonHours:", base64(new byte[21])));
    user("elsewhere", Map.of("userWorkstations", "SOMEWHERE"));
  }

  private void groups() {
    group("devs", List.of(person("alice"), person(SambaDomain.STRANGE_CN)), Map.of());
    group("team-a", List.of(group("devs")), Map.of());
    group("division", List.of(group("team-a"), person("bob")), Map.of());
    group("company", List.of(group("division")), Map.of());
    group("Reg, push (prod)", List.of(group("devs")), Map.of("sAMAccountName", "reg-push-prod"));
    group("loop-a", List.of(person("bob")), Map.of());
    group("loop-b", List.of(group("loop-a")), Map.of());
    group("registry-admins", List.of(person("carol")), Map.of());
    // No security group: it may not give anybody anything.
    group("newsletter", List.of(person("alice")), Map.of("groupType", "2"));
    group("empty", List.of(), Map.of());
  }

  private void folder(String dn) {
    entry(dn, Map.of("objectClass", "organizationalUnit"));
  }

  private void user(String name, Map<String, String> attributes) {
    user(name, name, "pass-" + name, attributes);
  }

  private void user(String cn, String name, String password, Map<String, String> attributes) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("objectClass", "user");
    all.put("cn", cn);
    all.put("sAMAccountName", name);
    all.put("userPrincipalName", name + "@" + SambaDomain.DNS_NAME);
    all.put("userAccountControl", NORMAL);
    all.put("unicodePwd:", base64(('"' + password + '"').getBytes(UTF_16LE)));
    all.putAll(attributes);
    entry(person(cn), all);
  }

  private void group(String cn, List<String> members, Map<String, String> attributes) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("objectClass", "group");
    all.put("sAMAccountName", cn);
    all.put("groupType", "-2147483646");
    all.putAll(attributes);
    entry(group(cn), all);
    ldif.setLength(ldif.length() - 1);
    members.forEach(member -> line("member", member));
    ldif.append('\n');
  }

  private void entry(String dn, Map<String, String> attributes) {
    line("dn", dn);
    attributes.forEach(this::line);
    ldif.append('\n');
  }

  /** A name that ends in a colon has its value in base 64 already. */
  private void line(String name, String value) {
    boolean plain = name.endsWith(":") || value.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    ldif.append(name).append(plain ? ": " : ":: ");
    ldif.append(plain ? value : base64(value.getBytes(UTF_8))).append('\n');
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String escaped(String cn) {
    return cn.replaceAll("([,+\"\\\\<>;=#])", "\\\\$1");
  }
}
