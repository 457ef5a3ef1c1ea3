package io.registrymanager.access;

import io.registrymanager.oci.RegistryOperation.OnRepository;

/** The answer to one operation. A refusal is a value; nothing here can fail. */
public sealed interface Decision {
  /**
   * May be done.
   *
   * @param operation what may be done: the asked operation, without a mount whose source is not
   *     readable
   */
  record Allowed(OnRepository operation) implements Decision {}

  /**
   * May not be done.
   *
   * @param required what was missing
   * @param held what the caller may do there; nothing about any other repository
   */
  record Denied(RequiredAccess required, Actions held) implements Decision {}
}
