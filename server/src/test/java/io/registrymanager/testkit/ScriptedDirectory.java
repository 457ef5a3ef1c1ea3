package io.registrymanager.testkit;

import io.registrymanager.access.Grant;
import io.registrymanager.identity.Directory;
import io.registrymanager.identity.DirectoryId;
import io.registrymanager.identity.DirectoryPerson;
import io.registrymanager.identity.DirectoryPerson.GroupRights;
import io.registrymanager.identity.DirectoryPerson.State;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.Username;
import io.registrymanager.secret.Secret;
import io.registrymanager.thread.Blocking;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A directory of a test's own, for faults and moments that a real one does not produce on demand:
 * domain {@code CORP}, names ending in {@code @corp.example.com}. Thread-safe.
 */
public final class ScriptedDirectory implements Directory {
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
  private static final String SUFFIX = "@corp.example.com";
  private static final String DOMAIN = "corp\\";

  /** What it says while it is down. */
  public static final Outage OUTAGE = new Outage("nobody answers", Duration.ofSeconds(7));

  private final Map<DirectoryId, DirectoryPerson> people = new ConcurrentHashMap<>();
  private final Map<DirectoryId, String> passwords = new ConcurrentHashMap<>();
  private volatile Optional<Outage> outage = Optional.empty();
  private volatile Optional<Duration> shield = Optional.empty();
  private final AtomicReference<Optional<Pause>> pause = new AtomicReference<>(Optional.empty());
  private final AtomicInteger finds = new AtomicInteger();
  private final AtomicInteger proofs = new AtomicInteger();
  private final AtomicInteger rechecks = new AtomicInteger();

  /** Makes a person whose groups give these grants here. */
  public DirectoryPerson person(String name, String password, String... groupGrants) {
    DirectoryPerson person =
        new DirectoryPerson(
            new DirectoryId(UUID.randomUUID()),
            new Username(name),
            "CN=" + name,
            State.ACTIVE,
            Optional.of(LONG_AGO),
            groups(Role.USER, groupGrants));
    people.put(person.id(), person);
    passwords.put(person.id(), password);
    return person;
  }

  /** What groups give. */
  public static GroupRights groups(Role role, String... grants) {
    return new GroupRights(
        role,
        new TreeSet<>(Stream.of(grants).map(text -> Grant.parse(text).orElseThrow()).toList()));
  }

  /** Gives a person another name. */
  public void rename(DirectoryId id, String name) {
    change(
        id,
        p ->
            new DirectoryPerson(
                id, new Username(name), "CN=" + name, p.state(), p.passwordSet(), p.groups()));
  }

  /** Puts the account of a person into that state. */
  public void setState(DirectoryId id, State state) {
    change(
        id, p -> new DirectoryPerson(id, p.name(), p.place(), state, p.passwordSet(), p.groups()));
  }

  /** Moves a person to groups that give that. */
  public void setGroups(DirectoryId id, GroupRights groups) {
    change(
        id, p -> new DirectoryPerson(id, p.name(), p.place(), p.state(), p.passwordSet(), groups));
  }

  /** Changes a password, an hour after it was set before. */
  public void setPassword(DirectoryId id, String password) {
    passwords.put(id, password);
    change(
        id,
        p ->
            new DirectoryPerson(
                id,
                p.name(),
                p.place(),
                p.state(),
                p.passwordSet().map(set -> set.plus(Duration.ofHours(1))),
                p.groups()));
  }

  /** Deletes a person. */
  public void delete(DirectoryId id) {
    people.remove(id);
  }

  /** From now on nothing can be found out. */
  public void stop() {
    outage = Optional.of(OUTAGE);
  }

  /** From now on it answers again. */
  public void start() {
    outage = Optional.empty();
  }

  /** From now on no password is tried, for that long. */
  public void shield(Duration retryAfter) {
    shield = Optional.of(retryAfter);
  }

  /** Holds the next proof before it looks. */
  public Pause pauseProof() {
    Pause held = new Pause();
    pause.set(Optional.of(held));
    return held;
  }

  /** How many names were looked for. */
  public int finds() {
    return finds.get();
  }

  /** How many passwords were tried. */
  public int proofs() {
    return proofs.get();
  }

  /** How many surveys were made. */
  public int rechecks() {
    return rechecks.get();
  }

  private void change(DirectoryId id, UnaryOperator<DirectoryPerson> change) {
    people.computeIfPresent(id, (_, person) -> change.apply(person));
  }

  @Override
  public Finding find(String typed) {
    Blocking.check();
    finds.incrementAndGet();
    return outage.<Finding>map(Finding.Unreachable::new).orElseGet(() -> found(typed));
  }

  private Finding found(String typed) {
    String lower = typed.toLowerCase(Locale.ROOT);
    String name =
        lower.startsWith(DOMAIN)
            ? lower.substring(DOMAIN.length())
            : lower.endsWith(SUFFIX) ? lower.substring(0, lower.length() - SUFFIX.length()) : lower;
    List<DirectoryPerson> found =
        people.values().stream().filter(person -> person.name().value().equals(name)).toList();
    return switch (found.size()) {
      case 0 -> new Finding.Nobody();
      case 1 -> new Finding.Found(found.getFirst());
      default -> new Finding.Ambiguous();
    };
  }

  @Override
  public Proof prove(DirectoryPerson person, Secret password) {
    Blocking.check();
    proofs.incrementAndGet();
    pause.getAndSet(Optional.empty()).ifPresent(Pause::hold);
    return outage
        .<Proof>map(Proof.Unreachable::new)
        .or(() -> shield.map(Proof.Shielded::new))
        .orElseGet(() -> proof(person, password));
  }

  private Proof proof(DirectoryPerson person, Secret password) {
    if (!password.matches(Secret.of(passwords.getOrDefault(person.id(), "")))) {
      return new Proof.Refused(Proof.Why.WRONG_PASSWORD, "52e");
    }
    return Optional.ofNullable(people.get(person.id()))
        .filter(now -> now.state() == State.ACTIVE)
        .<Proof>map(_ -> new Proof.Proven())
        .orElseGet(() -> new Proof.Refused(Proof.Why.ACCOUNT, "533"));
  }

  @Override
  public Survey recheck(Collection<DirectoryId> asked) {
    Blocking.check();
    rechecks.incrementAndGet();
    if (outage.isPresent()) {
      return new Survey.Unreachable(outage.get());
    }
    Map<DirectoryId, DirectoryPerson> known = new HashMap<>(people);
    known.keySet().retainAll(asked);
    return new Survey.Known(known);
  }

  @Override
  public boolean mayOwn(Username name) {
    return name.value().endsWith(SUFFIX);
  }
}
