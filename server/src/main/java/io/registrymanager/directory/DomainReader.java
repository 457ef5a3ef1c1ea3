package io.registrymanager.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** Asks the directory what its domain is called and when it locks accounts. Thread-safe. */
final class DomainReader {
  private static final String ROOT_DSE = "";

  private final DirectorySettings.People people;
  private final Duration life;
  private final LongSupplier nanos;
  private volatile Optional<Known> known = Optional.empty();

  private record Known(Domain domain, long until) {}

  DomainReader(DirectorySettings.People people, Duration life, LongSupplier nanos) {
    this.people = people;
    this.life = life;
    this.nanos = nanos;
  }

  /** The domain, as it was a while ago or as it is now. */
  Domain on(Session session) throws LDAPException, OutOfReachException {
    Optional<Known> before = known.filter(k -> k.until() - nanos.getAsLong() > 0);
    if (before.isPresent()) {
      return before.get().domain();
    }
    Domain domain = read(session);
    known = Optional.of(new Known(domain, nanos.getAsLong() + life.toNanos()));
    return domain;
  }

  /** The domain as it was last seen, if it ever was. */
  Optional<Domain> lastSeen() {
    return known.map(Known::domain);
  }

  private Domain read(Session session) throws LDAPException, OutOfReachException {
    Entry root =
        session
            .read(ROOT_DSE, "defaultNamingContext", "configurationNamingContext", "namingContexts")
            .map(Entry.class::cast)
            .orElseGet(() -> new Entry(ROOT_DSE));
    Optional<String> domainDn = Optional.ofNullable(root.getAttributeValue("defaultNamingContext"));
    String baseDn =
        people
            .baseDn()
            .or(() -> domainDn)
            .or(() -> Optional.ofNullable(root.getAttributeValue("namingContexts")))
            .orElseThrow(
                () ->
                    new OutOfReachException(
                        "the directory does not say where people lie: set directory.base-dn",
                        Duration.ofSeconds(10)));
    Domain.Lockout lockout =
        domainDn.isPresent() ? lockout(session, domainDn.get()) : Domain.Lockout.NEVER;
    Names names = names(session, domainDn, root);
    return new Domain(domainDn.orElse(baseDn), baseDn, names.own(), names.suffixes(), lockout);
  }

  private record Names(Set<String> own, Set<String> suffixes) {}

  private Names names(Session session, Optional<String> domainDn, Entry root)
      throws LDAPException, OutOfReachException {
    if (!people.domainNames().isEmpty()) {
      Set<String> configured = new HashSet<>();
      people.domainNames().forEach(name -> configured.add(name.toLowerCase(Locale.ROOT)));
      return new Names(configured, configured);
    }
    String configuration = root.getAttributeValue("configurationNamingContext");
    Names names = new Names(new HashSet<>(), new HashSet<>());
    if (configuration != null) {
      for (SearchResultEntry entry : partitions(session, configuration)) {
        add(entry, domainDn, names);
      }
    }
    return names;
  }

  /** Every domain of the forest, and the container, which knows further suffixes. */
  private static List<SearchResultEntry> partitions(Session session, String configuration)
      throws LDAPException, OutOfReachException {
    Filter filter =
        Filter.createORFilter(
            Filter.createEqualityFilter("objectClass", "crossRefContainer"),
            Filter.createANDFilter(
                Filter.createEqualityFilter("objectClass", "crossRef"),
                Filter.createPresenceFilter("nETBIOSName")));
    return session.search(
        "CN=Partitions," + configuration,
        filter,
        0,
        "nCName",
        "nETBIOSName",
        "dnsRoot",
        "uPNSuffixes");
  }

  /** In a forest another domain's alice is not ours, but a suffix may be anybody's. */
  private static void add(Entry entry, Optional<String> domainDn, Names names)
      throws LDAPException {
    addAll(entry, "dnsRoot", names.suffixes());
    addAll(entry, "uPNSuffixes", names.suffixes());
    String context = entry.getAttributeValue("nCName");
    if (context != null && domainDn.isPresent() && DN.equals(context, domainDn.get())) {
      addAll(entry, "dnsRoot", names.own());
      addAll(entry, "nETBIOSName", names.own());
    }
  }

  private static void addAll(Entry entry, String attribute, Set<String> names) {
    String[] values = entry.getAttributeValues(attribute);
    for (String value : values == null ? new String[0] : values) {
      names.add(value.toLowerCase(Locale.ROOT));
    }
  }

  private static Domain.Lockout lockout(Session session, String domainDn)
      throws LDAPException, OutOfReachException {
    return session
        .read(domainDn, "lockoutThreshold", "lockOutObservationWindow")
        .map(
            entry ->
                new Domain.Lockout(
                    Optional.ofNullable(entry.getAttributeValueAsInteger("lockoutThreshold"))
                        .orElse(0),
                    WindowsTime.span(entry.getAttributeValue("lockOutObservationWindow"))))
        .orElse(Domain.Lockout.NEVER);
  }
}
