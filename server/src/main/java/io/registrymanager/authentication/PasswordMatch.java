package io.registrymanager.authentication;

/** What comparing a password with a stored hash showed. */
public enum PasswordMatch {
  /** It is the password. */
  MATCH,
  /** It is the password, and its hash costs a thief less than one made today would. */
  MATCH_BUT_WEAKER,
  /** It is not. */
  MISMATCH
}
