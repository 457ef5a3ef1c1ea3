package io.registrymanager.authentication;

import io.registrymanager.authentication.AuthenticationResult.Reason;
import io.registrymanager.authentication.AuthenticationResult.Unavailable;
import io.registrymanager.identity.DirectoryId;
import io.registrymanager.identity.UserId;
import io.registrymanager.identity.Username;
import java.time.Duration;
import java.util.Optional;

/**
 * What was found out about credentials, with what it rests on, so that a later reader can tell
 * whether it still holds.
 */
sealed interface Verdict {
  /** About the credential of one user, in one version. */
  sealed interface AboutUser extends Verdict {
    UserId id();

    long credentialVersion();
  }

  /** What was found out with the directory: only while the typed name is no other account's. */
  sealed interface ByDirectory extends AboutUser {
    Typed typed();
  }

  /** The password was that user's. */
  record Proven(UserId id, long credentialVersion) implements AboutUser {}

  /** The password was not that user's. */
  record Wrong(UserId id, long credentialVersion) implements AboutUser {}

  /** The directory let that user's person in. */
  record LetIn(UserId id, long credentialVersion, Typed typed, Login login)
      implements ByDirectory {}

  /**
   * The directory let that user's person in lately, and cannot be asked now.
   *
   * @param askAgain when it should be
   */
  record LetInLately(UserId id, long credentialVersion, Typed typed, Login login, Duration askAgain)
      implements ByDirectory {}

  /**
   * The directory did not let that user's person in, or that person is not that user.
   *
   * @param detail what the directory gave as the reason; empty if it was not asked
   */
  record KeptOut(UserId id, long credentialVersion, Typed typed, Reason reason, String detail)
      implements ByDirectory {}

  /** Nobody had that name in that epoch. */
  record Unknown(Username name, long epoch) implements Verdict {}

  /** Nobody can ever have that name. */
  record Impossible() implements Verdict {}

  /** Not tried, so that the person is not locked out of everything else. */
  record Shielded(Duration retryAfter) implements Verdict {}

  /** It could not be found out; never remembered. */
  record Undecided(Unavailable why) implements Verdict {}

  /**
   * What was typed as a name.
   *
   * @param name the user name that it spells; absent if it can only be one of the directory's
   * @param epoch of that name, when it was looked for
   */
  record Typed(Optional<Username> name, long epoch) {
    /** Whether no account of that name was made or changed since. */
    boolean isStillIn(NameEpochs epochs) {
      return name.isEmpty() || epochs.of(name.get()) == epoch;
    }
  }

  /**
   * A login that the directory confirmed.
   *
   * @param generation of the sighting it rests on
   * @param provenAt when, in nanoseconds of the one clock
   */
  record Login(DirectoryId person, long generation, long provenAt) {}
}
