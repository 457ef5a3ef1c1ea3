package io.registrymanager.users;

/** Whether somebody means it who is about to lock itself out. */
enum Insistence {
  /** Not said: refused. */
  NORMAL,
  /** Said so. */
  FORCED
}
