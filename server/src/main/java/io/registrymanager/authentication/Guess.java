package io.registrymanager.authentication;

/**
 * Credentials that somebody shows, and where; whether they are a guess is known afterwards.
 *
 * @param key what stands for them in memory
 */
record Guess(Credentials.Basic credentials, CredentialKey key, Source source) {
  /** Credentials and where they are shown. */
  record Seat(CredentialKey key, Source source) {}

  /**
   * A name and where it is tried.
   *
   * @param name as {@link CredentialKeys#nameOf} spells it
   */
  record Place(String name, Source source) {}

  Seat seat() {
    return new Seat(key, source);
  }

  Place place(CredentialKeys keys) {
    return new Place(keys.nameOf(credentials), source);
  }
}
