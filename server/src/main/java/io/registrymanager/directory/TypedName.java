package io.registrymanager.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import io.registrymanager.identity.Username;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A name as somebody typed it: {@code alice}, {@code CORP\alice} or {@code alice@corp.example.com},
 * all three the same account (trap 98). Only ASCII: the directory compares letters with accents as
 * if they had none, and would find somebody else.
 *
 * @param account the short account name, where the typed one holds one
 * @param principal the whole name, where it may be somebody's explicit principal name
 */
record TypedName(Optional<String> account, Optional<String> principal) {
  private static final String PRINCIPAL = "userPrincipalName";
  private static final int LONGEST = 256;

  /** Reads it; nothing if nobody can have that name. */
  static Optional<TypedName> parse(String typed, Domain domain) {
    if (typed.isEmpty() || typed.length() > LONGEST || !typed.chars().allMatch(TypedName::plain)) {
      return Optional.empty();
    }
    int backslash = typed.indexOf('\\');
    if (backslash >= 0) {
      boolean ours = domain.names().contains(lower(typed.substring(0, backslash)));
      return account(typed.substring(backslash + 1))
          .filter(_ -> ours)
          .map(name -> new TypedName(Optional.of(name), Optional.empty()));
    }
    int at = typed.lastIndexOf('@');
    if (at < 0) {
      return account(typed).map(name -> new TypedName(Optional.of(name), Optional.empty()));
    }
    String suffix = lower(typed.substring(at + 1));
    Optional<String> account =
        account(typed.substring(0, at)).filter(_ -> domain.names().contains(suffix));
    boolean known = domain.suffixes().contains(suffix) || account.isPresent();
    return known && at > 0
        ? Optional.of(new TypedName(account, Optional.of(typed)))
        : Optional.empty();
  }

  /** What finds that account and perhaps others. */
  Filter filter(String loginAttribute) {
    List<Filter> either = new ArrayList<>();
    // By type, never by text: nothing typed can end the value it is in (trap 96).
    principal.ifPresent(name -> either.add(Filter.createEqualityFilter(PRINCIPAL, name)));
    account.ifPresent(name -> either.add(Filter.createEqualityFilter(loginAttribute, name)));
    return Filter.createORFilter(either);
  }

  /**
   * Those who bear the name, of those found: by an explicit principal name if anybody does, else by
   * the account name.
   */
  <T extends Entry> List<T> bearers(List<T> found, String loginAttribute) {
    List<T> explicit = found.stream().filter(entry -> has(entry, PRINCIPAL, principal)).toList();
    return explicit.isEmpty()
        ? found.stream().filter(entry -> has(entry, loginAttribute, account)).toList()
        : explicit;
  }

  private static boolean has(Entry entry, String attribute, Optional<String> wanted) {
    String value = entry.getAttributeValue(attribute);
    return value != null && wanted.filter(value::equalsIgnoreCase).isPresent();
  }

  private static Optional<String> account(String text) {
    return Username.parse(text).isPresent() ? Optional.of(text) : Optional.empty();
  }

  private static boolean plain(int c) {
    return c > ' ' && c < 0x7f;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
