package io.registrymanager.identity;

import io.registrymanager.secret.Secret;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/**
 * The directory that knows people and their passwords. Every method but {@link #mayOwn} blocks, for
 * no longer than the directory's own time-out once it is the question's turn, and as long for every
 * hundred people of a survey. Thread-safe. What cannot be found out is a value here, for a
 * directory is often out of reach.
 */
public interface Directory {
  /**
   * Looks for the one person that a name means, in any of the forms people type: {@code alice},
   * {@code CORP\alice}, {@code alice@corp.example.com}. Nothing about a password happens.
   *
   * @param typed anything at all; it is encoded before it reaches a filter (trap 96)
   */
  Finding find(String typed);

  /**
   * Asks the directory whether that is the person's password, once, on one server (trap 104).
   *
   * @param password never empty: the directory would take that for nobody, and say yes (trap 95)
   */
  Proof prove(DirectoryPerson person, Secret password);

  /**
   * How people are now, in few questions for many; whoever the directory does not know any more is
   * not in the answer.
   */
  Survey recheck(Collection<DirectoryId> people);

  /** Whether a local user must not bear that name, because it reads as one of the directory's. */
  boolean mayOwn(Username name);

  /** What a search found. */
  sealed interface Finding {
    /** Exactly one person. */
    record Found(DirectoryPerson person) implements Finding {}

    /** Nobody, or nobody whose account name can be a user name here. */
    record Nobody() implements Finding {}

    /** More than one: nobody can tell who is meant, so nobody is (trap 97). */
    record Ambiguous() implements Finding {}

    /** It could not be found out. */
    record Unreachable(Outage outage) implements Finding {}

    /** There is no directory. */
    record NotConfigured() implements Finding {}
  }

  /** What became of a password. */
  sealed interface Proof {
    /** It is the person's, and the directory lets it in. */
    record Proven() implements Proof {}

    /**
     * The directory refused.
     *
     * @param code the directory's own sub-code, such as {@code 52e}, for the log and the audit
     *     (trap 99)
     */
    record Refused(Why why, String code) implements Proof {}

    /** Not asked: one more wrong password might lock the person out of everything else. */
    record Shielded(Duration retryAfter) implements Proof {}

    /** It could not be found out. */
    record Unreachable(Outage outage) implements Proof {}

    /** Whether it is the password, or the account. */
    enum Why {
      /** It is not the person's password. */
      WRONG_PASSWORD,
      /** The account may not log in: disabled, expired, locked, or restricted in time or place. */
      ACCOUNT
    }
  }

  /** How many people are. */
  sealed interface Survey {
    /** All who were asked for and are still known. */
    record Known(Map<DirectoryId, DirectoryPerson> people) implements Survey {}

    /** It could not be found out. */
    record Unreachable(Outage outage) implements Survey {}
  }

  /**
   * Why the directory gives no answer.
   *
   * @param reason one sentence for the operator, without any secret
   * @param retryAfter when it may be worth asking again
   */
  record Outage(String reason, Duration retryAfter) {}
}
