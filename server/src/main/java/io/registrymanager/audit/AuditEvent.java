package io.registrymanager.audit;

import io.registrymanager.identity.Actor;
import io.registrymanager.identity.Username;
import io.registrymanager.oci.Digest;
import java.util.Optional;

/**
 * A fact worth keeping that is no change of an account: those are written with the change itself.
 * Made of parsed values, never of what a client typed. Immutable.
 */
public sealed interface AuditEvent {
  /** When and from where. */
  Circumstances circumstances();

  /**
   * Credentials were refused.
   *
   * @param name whom they were for, if there is such a user
   * @param reason a fixed word
   * @param count for how many like it this stands
   */
  record LoginRefused(
      Circumstances circumstances, Optional<Username> name, String reason, long count)
      implements AuditEvent {}

  /** Somebody proved who it is, from where it had not for an hour. */
  record FirstLogin(Circumstances circumstances, Actor.Person who) implements AuditEvent {}

  /**
   * Somebody known was refused something.
   *
   * @param route what was asked, out of a closed list
   * @param repository where, or empty
   * @param reason a fixed word
   * @param count for how many like it this stands
   */
  record AccessDenied(
      Circumstances circumstances,
      Actor.Person who,
      String route,
      String repository,
      String reason,
      long count)
      implements AuditEvent {}

  /**
   * A manifest was pulled, pushed or deleted.
   *
   * @param reference the tag or digest that was asked for
   * @param digest the manifest that it was, if the registry said so
   * @param count for how many like it this stands
   */
  record ManifestUsed(
      Circumstances circumstances,
      ManifestUse use,
      Actor.Person who,
      String repository,
      String reference,
      Optional<Digest> digest,
      long count)
      implements AuditEvent {}

  /** What can be done with a manifest. */
  enum ManifestUse {
    PULL,
    PUSH,
    DELETE
  }
}
