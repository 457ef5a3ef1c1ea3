package io.registrymanager.authentication;

import io.registrymanager.secret.Secret;
import org.jspecify.annotations.Nullable;

/** What a request said about who sent it. */
public sealed interface Credentials {
  /** Nothing; {@code Basic Og==}, which podman and skopeo send without a login, is nothing too. */
  record None() implements Credentials {}

  /**
   * Something that cannot be read as credentials: another scheme, bad base64, control characters,
   * an empty user or password.
   */
  record Unusable() implements Credentials {}

  /** A name and a password. Thread-safe. */
  final class Basic implements Credentials {
    private final String name;
    private final Secret password;

    /** Made once for all requests that repeat these; whoever comes second makes the same. */
    private @Nullable Keyed keyed;

    private record Keyed(CredentialKeys by, CredentialKey key) {}

    /**
     * A name and a password.
     *
     * @param name as typed, not yet a user name
     */
    public Basic(String name, Secret password) {
      this.name = name;
      this.password = password;
    }

    /** As typed. */
    public String name() {
      return name;
    }

    /** As typed. */
    public Secret password() {
      return password;
    }

    /** What stands for them in memory. */
    CredentialKey key(CredentialKeys keys) {
      Keyed made = keyed;
      if (made == null || made.by() != keys) {
        made = new Keyed(keys, keys.of(this));
        keyed = made;
      }
      return made.key();
    }
  }
}
