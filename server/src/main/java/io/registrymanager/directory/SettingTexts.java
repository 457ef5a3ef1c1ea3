package io.registrymanager.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text forms of values that only a directory has. Every failure says what is expected. */
final class SettingTexts {
  private static final Pattern DOMAIN_NAME =
      Pattern.compile("(?=.{1,200}$)[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?");
  private static final Pattern ADDRESS_AND_PORT =
      Pattern.compile("\\[([0-9a-fA-F:.]+)](?::([0-9]{1,5}))?|([0-9.]+)(?::([0-9]{1,5}))?");
  private static final int DNS_PORT = 53;

  private SettingTexts() {}

  static String domain(String text) {
    return check(DOMAIN_NAME.matcher(text).matches(), text, "a domain such as corp.example.com");
  }

  static String word(String text) {
    return check(
        DOMAIN_NAME.matcher(text).matches(), text, "names such as CORP or corp.example.com");
  }

  static String place(String text) {
    return check(
        !text.isBlank() && DN.isValidDN(text),
        text,
        "a distinguished name such as OU=People,DC=corp,DC=example,DC=com");
  }

  static String filter(String text) {
    try {
      return Filter.create(text).toString();
    } catch (LDAPException e) {
      throw new IllegalArgumentException("an LDAP filter such as (objectClass=user)", e);
    }
  }

  static InetSocketAddress dnsServer(String text) {
    String expected = "an IP address, perhaps with a port, such as 10.0.0.1 or 127.0.0.1:5353";
    Matcher matcher = ADDRESS_AND_PORT.matcher(text);
    check(matcher.matches(), text, expected);
    try {
      String host = matcher.group(1) == null ? matcher.group(3) : matcher.group(1);
      String port = matcher.group(1) == null ? matcher.group(4) : matcher.group(2);
      return new InetSocketAddress(
          InetAddress.ofLiteral(host), port == null ? DNS_PORT : Integer.parseInt(port));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(expected, e);
    }
  }

  private static <T> T check(boolean holds, T value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(expected);
    }
    return value;
  }
}
