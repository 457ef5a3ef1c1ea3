package io.registrymanager.directory;

import com.unboundid.ldap.sdk.LDAPException;
import io.registrymanager.identity.Directory.Proof.Why;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why the directory refused a password, as its diagnostic message tells in a sub-code: {@code
 * AcceptSecurityContext error, data 52e, v3839} (trap 99).
 *
 * @param code the sub-code, or the LDAP result code where there is none
 */
record BindRefusal(Why why, String code) {
  private static final Pattern DATA = Pattern.compile("\\bdata ([0-9a-fA-F]{1,8})\\b");
  private static final Map<String, String> MEANINGS =
      Map.of(
          "525", "there is no such account",
          "52e", "the password is wrong",
          "530", "it may not log in at this time",
          "531", "it may not log in from this computer",
          "532", "its password has expired",
          "533", "it is disabled",
          "701", "it has expired",
          "773", "its password must be changed first",
          "775", "it is locked");

  static BindRefusal of(LDAPException refused) {
    String message = refused.getDiagnosticMessage();
    Matcher matcher = DATA.matcher(message == null ? "" : message);
    if (!matcher.find()) {
      return new BindRefusal(
          Why.WRONG_PASSWORD, Integer.toString(refused.getResultCode().intValue()));
    }
    String code = matcher.group(1).toLowerCase(Locale.ROOT);
    return switch (code) {
      case "530", "531", "532", "533", "701", "773", "775" -> new BindRefusal(Why.ACCOUNT, code);
      default -> new BindRefusal(Why.WRONG_PASSWORD, code);
    };
  }

  /** The code in words, for operators. */
  static String describe(String code) {
    return MEANINGS.containsKey(code) ? code + ", " + MEANINGS.get(code) : "code " + code;
  }
}
