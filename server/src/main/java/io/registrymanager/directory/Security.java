package io.registrymanager.directory;

/** How a connection to a server is kept from others' eyes. */
public enum Security {
  /** TLS from the first byte. */
  LDAPS,
  /** TLS by an operation, before anything else is said. */
  STARTTLS,
  /** Not at all; passwords travel in the clear. */
  NONE
}
