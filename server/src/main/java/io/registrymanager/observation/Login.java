package io.registrymanager.observation;

import io.registrymanager.identity.Username;
import java.util.Optional;

/** What became of the credentials of one request. */
public sealed interface Login {
  /** There were none to look at, or it could not be found out. */
  record None() implements Login {}

  /** They were verified just now. */
  record Verified() implements Login {}

  /** They were verified before, and that is remembered. */
  record Remembered() implements Login {}

  /**
   * They were looked at just now, and refused.
   *
   * @param name whom they were for, if there is such a user
   */
  record Refused(Optional<Username> name) implements Login {}

  /** They were refused before, and that is remembered. */
  record RefusedAgain() implements Login {}
}
