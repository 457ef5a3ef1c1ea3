package io.registrymanager.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.registrymanager.identity.DirectoryPerson.GroupRights;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which security identifiers the groups of the settings have: names and places may change or be
 * written in many ways, identifiers not (trap 101). Thread-safe.
 */
final class GroupTable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupTable.class);
  private static final int SECURITY_GROUP = 0x8000_0000;

  private final List<GroupRule> rules;
  private final Duration life;
  private final LongSupplier nanos;
  private volatile Optional<Found> known = Optional.empty();

  /**
   * What was found.
   *
   * @param rights by security identifier
   * @param problems what is wrong with entries of the settings, a sentence each
   */
  record Found(Map<String, GroupRights> rights, List<String> problems, long until) {
    /** Copies both. */
    Found {
      rights = Map.copyOf(rights);
      problems = List.copyOf(problems);
    }
  }

  GroupTable(List<GroupRule> rules, Duration life, LongSupplier nanos) {
    this.rules = rules;
    this.life = life;
    this.nanos = nanos;
  }

  /** Whether no group counts here, so that nobody's groups need be known. */
  boolean isEmpty() {
    return rules.isEmpty();
  }

  /** What groups give, by security identifier. */
  Map<String, GroupRights> on(Session session, Domain domain)
      throws LDAPException, OutOfReachException {
    Optional<Found> before = known.filter(found -> found.until() - nanos.getAsLong() > 0);
    if (before.isPresent()) {
      return before.get().rights();
    }
    Found found = find(session, domain);
    List<String> old = known.map(Found::problems).orElse(List.of());
    found.problems().stream().filter(p -> !old.contains(p)).forEach(LOG::warn);
    known = Optional.of(found);
    return found.rights();
  }

  /** What was wrong with the settings when they were last looked at. */
  List<String> problems() {
    return known.map(Found::problems).orElse(List.of());
  }

  private Found find(Session session, Domain domain) throws LDAPException, OutOfReachException {
    Map<String, GroupRights> rights = new HashMap<>();
    List<String> problems = new ArrayList<>();
    for (GroupRule rule : rules) {
      List<? extends Entry> groups = groups(session, domain, rule);
      List<? extends Entry> secure = groups.stream().filter(GroupTable::isSecurityGroup).toList();
      if (secure.size() == 1) {
        sid(secure.getFirst()).ifPresent(sid -> rights.merge(sid, rule.rights(), Memberships::sum));
      } else {
        problems.add("directory.groups: " + problem(rule, groups, secure));
      }
    }
    return new Found(rights, problems, nanos.getAsLong() + life.toNanos());
  }

  private static List<? extends Entry> groups(Session session, Domain domain, GroupRule rule)
      throws LDAPException, OutOfReachException {
    String[] attributes = {"groupType", Memberships.SID};
    if (rule.namesPlace()) {
      Optional<SearchResultEntry> group = session.read(rule.group(), attributes);
      return group.map(List::of).orElse(List.of());
    }
    Filter filter =
        Filter.createANDFilter(
            Filter.createEqualityFilter("objectClass", "group"),
            Filter.createEqualityFilter("sAMAccountName", rule.group()));
    return session.search(domain.root(), filter, 2, attributes);
  }

  private static String problem(
      GroupRule rule, List<? extends Entry> groups, List<? extends Entry> secure) {
    if (secure.size() > 1) {
      return rule.group() + " is the name of several groups; write the distinguished name of one";
    }
    return groups.isEmpty()
        ? rule.group() + " is not there, or the service account may not see it"
        : rule.group() + " is no security group, so being in it proves nothing";
  }

  private static boolean isSecurityGroup(Entry group) {
    Integer type = group.getAttributeValueAsInteger("groupType");
    return type != null && (type & SECURITY_GROUP) != 0;
  }

  /** The security identifier of an entry, as a key. */
  static Optional<String> sid(Entry entry) {
    return Optional.ofNullable(entry.getAttributeValueBytes(Memberships.SID))
        .map(HexFormat.of()::formatHex);
  }
}
