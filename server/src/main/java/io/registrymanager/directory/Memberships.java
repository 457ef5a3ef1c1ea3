package io.registrymanager.directory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.registrymanager.access.Grant;
import io.registrymanager.identity.DirectoryPerson.GroupRights;
import io.registrymanager.identity.Role;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * What the groups of a person give, nested ones and the primary one included. Remembered by the
 * person's security identifier for a while. Thread-safe.
 */
final class Memberships {
  static final String SID = "objectSid";
  static final String PRIMARY_GROUP = "primaryGroupID";
  private static final String TOKEN = "tokenGroups";
  private static final String IN_CHAIN = "1.2.840.113556.1.4.1941";
  private static final int MOST_REMEMBERED = 100_000;

  private final GroupTable table;
  private final Cache<String, Set<String>> groupsOf;

  Memberships(GroupTable table, Duration life, LongSupplier nanos) {
    this.table = table;
    this.groupsOf =
        Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(life)
            .ticker(nanos::getAsLong)
            .build();
  }

  /** What the groups of the person in that entry give. */
  GroupRights rights(Session session, Domain domain, Entry person)
      throws LDAPException, OutOfReachException {
    Optional<String> sid = GroupTable.sid(person);
    if (table.isEmpty() || sid.isEmpty()) {
      return GroupRights.none();
    }
    Map<String, GroupRights> rights = table.on(session, domain);
    Set<String> groups = groupsOf.getIfPresent(sid.get());
    if (groups == null) {
      groups = groups(session, domain, person, rights.keySet());
      groupsOf.put(sid.get(), groups);
    }
    return groups.stream()
        .map(rights::get)
        .filter(Objects::nonNull)
        .reduce(GroupRights.none(), Memberships::sum);
  }

  /** What both give together. */
  static GroupRights sum(GroupRights one, GroupRights other) {
    TreeSet<Grant> grants = new TreeSet<>(one.grants());
    grants.addAll(other.grants());
    boolean administrator = one.role() == Role.ADMINISTRATOR || other.role() == Role.ADMINISTRATOR;
    return new GroupRights(administrator ? Role.ADMINISTRATOR : Role.USER, grants);
  }

  private static Set<String> groups(
      Session session, Domain domain, Entry person, Set<String> mapped)
      throws LDAPException, OutOfReachException {
    byte[][] token =
        session
            .read(person.getDN(), TOKEN)
            .map(entry -> entry.getAttributeValueByteArrays(TOKEN))
            .orElse(null);
    Optional<String> primary = primaryGroup(person);
    if (token == null || token.length == 0) {
      return inChain(session, domain, person, mapped); // nobody let us read it
    }
    Set<String> groups = new HashSet<>();
    for (byte[] sid : token) {
      groups.add(HexFormat.of().formatHex(sid));
    }
    primary.ifPresent(groups::add);
    return Set.copyOf(groups);
  }

  /** Slow in a large forest, so only those groups are asked about that count here. */
  static Set<String> inChain(Session session, Domain domain, Entry person, Set<String> mapped)
      throws LDAPException, OutOfReachException {
    Set<String> groups = new HashSet<>();
    if (mapped.isEmpty()) {
      return groups;
    }
    groups.addAll(containing(session, domain, person.getDN(), mapped));
    Optional<String> primary = primaryGroup(person);
    if (primary.isPresent()) {
      groups.add(primary.get()); // no attribute "member" tells of that one
      List<SearchResultEntry> group = session.search(domain.root(), bySid(primary.get()), 1, SID);
      for (SearchResultEntry entry : group) {
        groups.addAll(containing(session, domain, entry.getDN(), mapped));
      }
    }
    return Set.copyOf(groups);
  }

  private static List<String> containing(
      Session session, Domain domain, String member, Set<String> mapped)
      throws LDAPException, OutOfReachException {
    Filter filter =
        Filter.createANDFilter(
            Filter.createEqualityFilter("objectClass", "group"),
            Filter.createORFilter(mapped.stream().map(Memberships::bySid).toList()),
            Filter.createExtensibleMatchFilter("member", IN_CHAIN, false, member));
    return session.search(domain.root(), filter, 0, SID).stream()
        .flatMap(group -> GroupTable.sid(group).stream())
        .toList();
  }

  private static Filter bySid(String sid) {
    return Filter.createEqualityFilter(SID, HexFormat.of().parseHex(sid));
  }

  /** The person's own identifier with the group's number in the place of the person's. */
  private static Optional<String> primaryGroup(Entry person) {
    byte[] sid = person.getAttributeValueBytes(SID);
    Integer number = person.getAttributeValueAsInteger(PRIMARY_GROUP);
    if (sid == null || number == null || sid.length < Integer.BYTES) {
      return Optional.empty();
    }
    byte[] group = sid.clone();
    ByteBuffer.wrap(group)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(group.length - Integer.BYTES, number);
    return Optional.of(HexFormat.of().formatHex(group));
  }
}
