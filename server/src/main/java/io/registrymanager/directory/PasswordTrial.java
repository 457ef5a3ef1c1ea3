package io.registrymanager.directory;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import io.registrymanager.identity.Directory.Outage;
import io.registrymanager.identity.Directory.Proof;
import io.registrymanager.identity.DirectoryId;
import io.registrymanager.identity.DirectoryPerson;
import io.registrymanager.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tries one password of one person on one server, and stops short of locking anybody: whoever has
 * two wrong passwords left before the lock is not tried any more. One at a time for each person, or
 * many at once would all be let through. Thread-safe.
 */
final class PasswordTrial {
  private static final String WRONG_ONES = "badPwdCount";
  private static final String LAST_WRONG = "badPasswordTime";
  private static final String OWN_POLICY = "msDS-ResultantPSO";
  private static final int SPARED = 2;
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private final DirectoryFigures figures;
  private final InstantSource clock;
  private final LoadingCache<DirectoryId, ReentrantLock> locks =
      Caffeine.newBuilder().weakValues().build(_ -> new ReentrantLock());

  PasswordTrial(DirectoryFigures figures, InstantSource clock) {
    this.figures = figures;
    this.clock = clock;
  }

  /** What the server says to it. */
  Proof of(DirectoryPerson person, Secret password, Session session, Domain domain)
      throws LDAPException, OutOfReachException {
    ReentrantLock lock = locks.get(person.id());
    if (!tryLock(lock, session.deadline())) {
      throw new OutOfReachException("another login of the same person hangs", SOON);
    }
    try {
      Optional<Duration> shield = shield(session, person, domain);
      if (shield.isPresent()) {
        figures.shielded();
        return new Proof.Shielded(shield.get());
      }
      return bind(person, password, session);
    } finally {
      lock.unlock();
    }
  }

  private Proof bind(DirectoryPerson person, Secret password, Session session)
      throws LDAPException, OutOfReachException {
    SimpleBindRequest request =
        password.reveal(bytes -> new SimpleBindRequest(person.place(), bytes.clone()));
    request.setResponseTimeoutMillis(session.deadline().millis());
    figures.bound();
    try {
      session.controller().binding().with(session.deadline(), c -> c.bind(request));
      return new Proof.Proven();
    } catch (LDAPException e) {
      if (e.getResultCode().equals(ResultCode.TIMEOUT)) {
        // It may have counted the password already: nobody else is asked.
        session.controller().breaker().failed(SILENCE);
        figures.failed();
        return new Proof.Unreachable(new Outage("a domain controller hangs", SOON));
      }
      return refused(e);
    }
  }

  private Proof refused(LDAPException e) throws LDAPException {
    boolean answered =
        e.getResultCode().equals(ResultCode.INVALID_CREDENTIALS)
            || e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)
            || e.getResultCode().equals(ResultCode.UNWILLING_TO_PERFORM)
            || e.getResultCode().equals(ResultCode.INAPPROPRIATE_AUTHENTICATION);
    if (!answered) {
      throw e;
    }
    figures.refused();
    BindRefusal refusal = BindRefusal.of(e);
    return new Proof.Refused(refusal.why(), refusal.code());
  }

  /** How long the person is not tried; the count is that of the server that would be asked. */
  private Optional<Duration> shield(Session session, DirectoryPerson person, Domain domain)
      throws LDAPException, OutOfReachException {
    if (domain.lockout().threshold() == 0 && !mayHaveOwnPolicy(domain)) {
      return Optional.empty();
    }
    Optional<SearchResultEntry> entry =
        session.read(person.place(), WRONG_ONES, LAST_WRONG, OWN_POLICY);
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    Domain.Lockout lockout = lockout(session, entry.get(), domain);
    Integer wrong = entry.get().getAttributeValueAsInteger(WRONG_ONES);
    int most = Math.max(1, lockout.threshold() - SPARED);
    if (lockout.threshold() == 0 || wrong == null || wrong < most) {
      return Optional.empty();
    }
    Instant last =
        WindowsTime.moment(entry.get().getAttributeValue(LAST_WRONG)).orElse(clock.instant());
    Duration left = Duration.between(clock.instant(), last.plus(lockout.window()));
    if (!left.isPositive()) {
      return Optional.empty(); // the next wrong one counts as the first
    }
    return Optional.of(left.compareTo(SOON) < 0 ? SOON : left);
  }

  private static boolean mayHaveOwnPolicy(Domain domain) {
    return !domain.names().isEmpty();
  }

  /** The policy of the person's own, if it has one that may be read; else the domain's. */
  private static Domain.Lockout lockout(Session session, Entry person, Domain domain)
      throws LDAPException, OutOfReachException {
    String place = person.getAttributeValue(OWN_POLICY);
    if (place == null) {
      return domain.lockout();
    }
    return session
        .read(place, "msDS-LockoutThreshold", "msDS-LockoutObservationWindow")
        .filter(policy -> policy.hasAttribute("msDS-LockoutThreshold"))
        .map(
            policy ->
                new Domain.Lockout(
                    policy.getAttributeValueAsInteger("msDS-LockoutThreshold"),
                    WindowsTime.span(policy.getAttributeValue("msDS-LockoutObservationWindow"))))
        .orElse(domain.lockout());
  }

  private static boolean tryLock(ReentrantLock lock, Deadline deadline) {
    try {
      return lock.tryLock(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
