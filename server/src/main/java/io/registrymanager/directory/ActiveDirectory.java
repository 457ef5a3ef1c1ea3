package io.registrymanager.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.registrymanager.identity.Directory;
import io.registrymanager.identity.DirectoryId;
import io.registrymanager.identity.DirectoryPerson;
import io.registrymanager.identity.Username;
import io.registrymanager.observation.CheckLine;
import io.registrymanager.observation.HealthIndicator;
import io.registrymanager.observation.Metrics;
import io.registrymanager.secret.Secret;
import io.registrymanager.thread.Blocking;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Active Directory behind the port: a service account searches, and whoever is found is logged in
 * on a connection of its own. Connections are opened when they are needed and bounded in number; no
 * thread runs unless somebody asks. Thread-safe.
 */
public final class ActiveDirectory implements Directory, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ActiveDirectory.class);
  private static final int MOST_FOUND = 3;
  private static final int AT_ONCE = 100;

  private final DirectorySettings settings;
  private final Filter persons;
  private final PersonReader reader;
  private final DirectoryParts parts;

  private ActiveDirectory(DirectorySettings settings, DirectoryParts parts, InstantSource clock)
      throws LDAPException {
    this.settings = settings;
    this.persons = Filter.create(settings.people().filter());
    this.reader = new PersonReader(settings.people(), clock);
    this.parts = parts;
  }

  /**
   * Prepares it; nothing is connected before somebody asks. Blocks to read the file of authorities.
   *
   * @throws IllegalArgumentException with a sentence if that file will not do
   */
  public static ActiveDirectory open(DirectorySettings settings) {
    return open(settings, InstantSource.system(), System::nanoTime);
  }

  static ActiveDirectory open(DirectorySettings settings, InstantSource clock, LongSupplier nanos) {
    try {
      return new ActiveDirectory(settings, DirectoryParts.of(settings, clock, nanos), clock);
    } catch (LDAPException e) {
      throw new IllegalArgumentException("directory.user-filter is no filter", e);
    }
  }

  @Override
  public Finding find(String typed) {
    Blocking.check();
    try {
      return parts.questions().ask(session -> find(session, typed));
    } catch (OutOfReachException e) {
      return new Finding.Unreachable(e.outage());
    }
  }

  private Finding find(Session session, String typed) throws LDAPException, OutOfReachException {
    Domain domain = parts.domains().on(session);
    Optional<TypedName> name = TypedName.parse(typed, domain);
    if (name.isEmpty()) {
      return new Finding.Nobody();
    }
    String login = settings.people().loginAttribute();
    Filter filter = Filter.createANDFilter(persons, name.get().filter(login));
    List<SearchResultEntry> found =
        session.search(domain.baseDn(), filter, MOST_FOUND, reader.attributes());
    if (found.size() > MOST_FOUND) {
      return new Finding.Ambiguous();
    }
    List<SearchResultEntry> bearers = name.get().bearers(found, login);
    return switch (bearers.size()) {
      case 0 -> new Finding.Nobody();
      case 1 ->
          person(session, domain, bearers.getFirst())
              .<Finding>map(Finding.Found::new)
              .orElseGet(Finding.Nobody::new);
      default -> new Finding.Ambiguous();
    };
  }

  private Optional<DirectoryPerson> person(Session session, Domain domain, Entry entry)
      throws LDAPException, OutOfReachException {
    Optional<DirectoryId> id = reader.id(entry);
    if (id.isEmpty()) {
      LOG.warn("{} has no usable {}", entry.getDN(), settings.people().idAttribute());
      return Optional.empty();
    }
    return reader.person(entry, id.get(), parts.memberships().rights(session, domain, entry));
  }

  @Override
  public Proof prove(DirectoryPerson person, Secret password) {
    Blocking.check();
    if (password.isEmpty()) {
      return new Proof.Refused(Proof.Why.WRONG_PASSWORD, "empty"); // trap 95: before any packet
    }
    try {
      return parts
          .questions()
          .askAboutPassword(
              session -> parts.trial().of(person, password, session, parts.domains().on(session)));
    } catch (OutOfReachException e) {
      return new Proof.Unreachable(e.outage());
    }
  }

  @Override
  public Survey recheck(Collection<DirectoryId> people) {
    Blocking.check();
    Map<DirectoryId, DirectoryPerson> known = new HashMap<>();
    List<DirectoryId> all = List.copyOf(people);
    try {
      for (int from = 0; from < all.size(); from += AT_ONCE) {
        List<DirectoryId> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
        known.putAll(parts.questions().ask(session -> recheck(session, some)));
      }
    } catch (OutOfReachException e) {
      return new Survey.Unreachable(e.outage());
    }
    return new Survey.Known(known);
  }

  private Map<DirectoryId, DirectoryPerson> recheck(Session session, List<DirectoryId> people)
      throws LDAPException, OutOfReachException {
    Domain domain = parts.domains().on(session);
    Filter any = Filter.createORFilter(people.stream().map(reader::filter).toList());
    Map<DirectoryId, DirectoryPerson> known = new HashMap<>();
    for (Entry entry :
        session.search(
            domain.baseDn(), Filter.createANDFilter(persons, any), 0, reader.attributes())) {
      person(session, domain, entry).ifPresent(person -> known.put(person.id(), person));
    }
    return known;
  }

  @Override
  public boolean mayOwn(Username name) {
    int at = name.value().lastIndexOf('@');
    if (at < 0) {
      return false;
    }
    String suffix = name.value().substring(at + 1);
    Set<String> configured = Set.copyOf(settings.people().domainNames());
    if (!configured.isEmpty()) {
      return configured.stream().anyMatch(suffix::equalsIgnoreCase);
    }
    // Until the directory has told its names, any may be one of them.
    return parts
        .domains()
        .lastSeen()
        .map(domain -> domain.suffixes().contains(suffix) || domain.names().contains(suffix))
        .orElse(true);
  }

  /** What {@code /health/ready} tells of it; it asks the directory on {@code blocking}. */
  public HealthIndicator health(Executor blocking) {
    return new DirectoryHealth(this::complaints, blocking);
  }

  /** Shows its figures. */
  public void showIn(Metrics metrics) {
    parts.showIn(metrics);
  }

  /**
   * Looks at everything that must be right, and at one person if one is named. Blocks for a few
   * time-outs at most.
   */
  public List<CheckLine> check(Optional<String> username) {
    Blocking.check();
    return new DirectoryCheck(settings, parts, this).run(username);
  }

  /** What is not as it should be, a sentence each. Blocks. */
  private List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    try {
      parts
          .questions()
          .ask(
              session -> {
                Domain domain = parts.domains().on(session);
                parts.groups().on(session, domain);
                return domain;
              });
    } catch (OutOfReachException e) {
      complaints.add(e.outage().reason());
    }
    parts.account().alarm().filter(a -> !complaints.contains(a)).ifPresent(complaints::add);
    complaints.addAll(parts.groups().problems());
    return complaints;
  }

  @Override
  public void close() {
    parts.close();
  }
}
