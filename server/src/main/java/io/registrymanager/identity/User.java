package io.registrymanager.identity;

/** Somebody who may log in. Immutable. */
public sealed interface User permits LocalUser, DirectoryUser {
  /** Who, for ever. */
  UserId id();

  /** What the administrator decided. */
  Account account();

  /** Which state this is. */
  Revision revision();
}
