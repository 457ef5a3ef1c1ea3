package io.registrymanager.authentication;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.registrymanager.authentication.AuthenticationResult.Reason;
import io.registrymanager.authentication.DirectoryAccounts.Owner;
import io.registrymanager.authentication.Verdict.KeptOut;
import io.registrymanager.authentication.Verdict.LetIn;
import io.registrymanager.authentication.Verdict.LetInLately;
import io.registrymanager.authentication.Verdict.Login;
import io.registrymanager.authentication.Verdict.Typed;
import io.registrymanager.identity.Directory.Finding;
import io.registrymanager.identity.Directory.Outage;
import io.registrymanager.identity.Directory.Proof;
import io.registrymanager.identity.DirectoryPerson;
import io.registrymanager.identity.DirectoryUser;
import io.registrymanager.identity.User;
import io.registrymanager.identity.Username;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out about credentials with the directory: searches for whoever the typed name means, looks
 * whose account that person has, and only then has the password tried. Every method blocks.
 * Thread-safe.
 */
final class DirectoryVerifier {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryVerifier.class);

  /** How long a login waits for its turn; clients wait longer for an answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration SOON = Duration.ofSeconds(1);

  /** A directory that cannot be asked is tried again after this at the latest. */
  static final Duration LATER = Duration.ofSeconds(30);

  private final DirectoryLogins logins;
  private final DirectoryAccounts accounts;
  private final TriedPasswords passwords;
  private final Sightings sightings;
  private final Ticker ticker;
  private final Cache<CredentialKey, LetIn> last;
  private final Semaphore turns;

  DirectoryVerifier(
      DirectoryLogins logins,
      DirectoryAccounts accounts,
      TriedPasswords passwords,
      Sightings sightings,
      int size,
      Ticker ticker) {
    this.logins = logins;
    this.accounts = accounts;
    this.passwords = passwords;
    this.sightings = sightings;
    this.ticker = ticker;
    this.turns = new Semaphore(logins.atOnce(), true);
    this.last =
        Caffeine.newBuilder()
            .maximumSize(size)
            .expireAfterWrite(logins.usefulLife())
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  /** Whether a name can be one of the directory's alone. Never blocks. */
  boolean owns(Username name) {
    return logins.directory().mayOwn(name);
  }

  /** Credentials to find out about, and what was typed. */
  record Question(Credentials.Basic credentials, CredentialKey key, Typed typed) {}

  /**
   * What the directory makes of it.
   *
   * @throws UndecidedException if it cannot be asked, and nothing that was known is of use
   */
  Verdict verify(Question question) {
    takeTurn();
    try {
      return asked(question);
    } finally {
      turns.release();
    }
  }

  private void takeTurn() {
    boolean taken = false;
    try {
      taken = turns.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!taken) {
      throw new UndecidedException(new Outage("too many logins wait for it", SOON));
    }
  }

  private Verdict asked(Question question) {
    return switch (logins.directory().find(question.credentials().name())) {
      case Finding.Found(DirectoryPerson person) -> verify(question, person);
      case Finding.Nobody _, Finding.NotConfigured _ -> unknown(question.typed());
      case Finding.Ambiguous _ -> {
        LOG.warn("a name that more than one person of the directory has was typed at a login");
        yield unknown(question.typed());
      }
      case Finding.Unreachable(Outage outage) -> lately(question, outage);
    };
  }

  private static Verdict unknown(Typed typed) {
    return typed
        .name()
        .<Verdict>map(name -> new Verdict.Unknown(name, typed.epoch()))
        .orElseGet(Verdict.Impossible::new);
  }

  private Verdict verify(Question question, DirectoryPerson person) {
    return switch (accounts.of(person)) {
      case Owner.Account(DirectoryUser user) -> tried(question, person, user);
      case Owner.Newcomer newcomer -> tried(question, person, newcomer);
      case Owner.Stranger(long epoch) -> new Verdict.Unknown(person.name(), epoch);
      case Owner.Other(User user, Reason reason) -> {
        LOG.warn(
            "the person {} of the directory, {}, was not let in: the account of that name, {}, is another's",
            person.name(),
            person.id(),
            user.id());
        yield keptOut(question, user, reason, "");
      }
    };
  }

  private Verdict tried(Question question, DirectoryPerson person, DirectoryUser user) {
    Tried tried = passwords.of(person, question.credentials().password()).join();
    return switch (tried.proof()) {
      case Proof.Proven _ -> letIn(question, person, tried, accounts.confirmed(user, person));
      case Proof.Refused refused ->
          keptOut(question, user, refused(person, refused), refused.code());
      case Proof.Shielded(Duration retryAfter) -> new Verdict.Shielded(retryAfter);
      case Proof.Unreachable(Outage outage) -> lately(question, outage);
    };
  }

  private Verdict tried(Question question, DirectoryPerson person, Owner.Newcomer newcomer) {
    Tried tried = passwords.of(person, question.credentials().password()).join();
    return switch (tried.proof()) {
      case Proof.Proven _ -> letIn(question, person, tried, accounts.created(person));
      case Proof.Refused refused -> {
        refused(person, refused);
        // Without an account there is nothing to remember it by but the name.
        yield new Verdict.Unknown(person.name(), newcomer.epoch());
      }
      case Proof.Shielded(Duration retryAfter) -> new Verdict.Shielded(retryAfter);
      case Proof.Unreachable(Outage outage) -> lately(question, outage);
    };
  }

  private Verdict letIn(Question question, DirectoryPerson person, Tried tried, Owner owner) {
    return switch (owner) {
      case Owner.Account(DirectoryUser user) -> {
        Sighting sighting = sightings.proven(person, tried.at());
        LetIn verdict =
            new LetIn(
                user.id(),
                user.revision().credentialVersion(),
                question.typed(),
                new Login(person.id(), sighting.generation(), tried.at()));
        last.put(question.key(), verdict);
        yield verdict;
      }
      case Owner.Other(User user, Reason reason) -> {
        LOG.warn(
            "the person {} of the directory, {}, was not let in: its account {} cannot have that name, which is another's",
            person.name(),
            person.id(),
            user.id());
        yield keptOut(question, user, reason, "");
      }
      // It was deleted meanwhile.
      case Owner.Newcomer(long epoch) -> new Verdict.Unknown(person.name(), epoch);
      case Owner.Stranger(long epoch) -> new Verdict.Unknown(person.name(), epoch);
    };
  }

  private static Reason refused(DirectoryPerson person, Proof.Refused refused) {
    LOG.info("the directory refused a login of {}: {}", person.name(), refused.code());
    return switch (refused.why()) {
      case WRONG_PASSWORD -> Reason.WRONG_PASSWORD;
      case ACCOUNT -> Reason.DIRECTORY_ACCOUNT;
    };
  }

  private static Verdict keptOut(Question question, User user, Reason reason, String detail) {
    return new KeptOut(
        user.id(), user.revision().credentialVersion(), question.typed(), reason, detail);
  }

  /** What is known of an earlier login with the same credentials, while that is of any use. */
  private Verdict lately(Question question, Outage outage) {
    long now = ticker.read();
    return Optional.ofNullable(last.getIfPresent(question.key()))
        .filter(known -> left(known, now).isPositive())
        .filter(
            known ->
                sightings.behind(known.login().person(), known.login().generation()).isPresent())
        .<Verdict>map(
            known ->
                new LetInLately(
                    known.id(),
                    known.credentialVersion(),
                    question.typed(),
                    known.login(),
                    askAgain(outage, left(known, now))))
        .orElseThrow(() -> new UndecidedException(outage));
  }

  /** How much of the useful life of a login is left: a full one from its proof. */
  private Duration left(LetIn known, long now) {
    return logins.usefulLife().minusNanos(now - known.login().provenAt());
  }

  private static Duration askAgain(Outage outage, Duration left) {
    Duration wait = outage.retryAfter().compareTo(SOON) < 0 ? SOON : outage.retryAfter();
    Duration most = wait.compareTo(LATER) > 0 ? LATER : wait;
    return most.compareTo(left) > 0 ? left : most;
  }
}
