package io.registrymanager.authentication;

import io.registrymanager.identity.Principal;
import java.time.Duration;

/** What became of credentials. */
public sealed interface AuthenticationResult {
  /** They are this user's. */
  record Authenticated(Principal principal, Evidence evidence) implements AuthenticationResult {}

  /**
   * They are nobody's: 401.
   *
   * @param reason for the log alone; the client is told the same for every reason (trap 86)
   * @param detail what the directory gave as its reason, such as {@code 533}; else empty
   */
  record Rejected(Reason reason, Evidence evidence, String detail) implements AuthenticationResult {
    /** For a reason of ours. */
    public Rejected(Reason reason, Evidence evidence) {
      this(reason, evidence, "");
    }

    /** As it stands in logs: the reason, and the detail behind a colon. */
    public String word() {
      return detail.isEmpty() ? reason.word() : reason.word() + ":" + detail;
    }
  }

  /**
   * It could not be found out: 503, never 401 (users retype, and lock their accounts) and never a
   * pass.
   *
   * @param reason for the log
   * @param retryAfter when to try again
   */
  record Unavailable(String reason, Duration retryAfter) implements AuthenticationResult {}

  /**
   * Nobody looked at them, for too many from the same place were wrong: 429.
   *
   * @param retryAfter when they would be looked at
   */
  record Slowed(Duration retryAfter) implements AuthenticationResult {}

  /** How an answer was come by: one login of a client is many requests. */
  enum Evidence {
    /** Found out for this request. */
    FRESH,
    /** Known from an earlier request, or from one that was being answered already. */
    REMEMBERED,
    /**
     * Known from an earlier request, and too old to go by: the directory, which should have been
     * asked anew, cannot be. Good for pulling, with the rights last known, and for nothing else.
     */
    GRACE
  }

  /** Why credentials were refused. */
  enum Reason {
    NO_CREDENTIALS("no-credentials"),
    UNUSABLE_CREDENTIALS("unusable-credentials"),
    UNKNOWN_USER("unknown-user"),
    WRONG_PASSWORD("wrong-password"),
    DISABLED("disabled"),
    /** The directory does not let that account in, whatever the password. */
    DIRECTORY_ACCOUNT("directory-account"),
    /** The account belongs to an earlier person of that name in the directory. */
    OTHER_PERSON("other-person"),
    /** The person's name in the directory is that of another account here. */
    NAME_TAKEN("name-taken");

    private final String word;

    Reason(String word) {
      this.word = word;
    }

    /** As it stands in logs. */
    public String word() {
      return word;
    }
  }
}
