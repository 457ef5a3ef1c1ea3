package io.registrymanager.access;

import io.registrymanager.access.Decision.Allowed;
import io.registrymanager.access.Decision.Denied;
import io.registrymanager.oci.RegistryOperation.OnRepository;
import io.registrymanager.oci.RegistryOperation.StartUpload;

/**
 * Decides from rights and operation alone: pure, total, the same whether or not the repository
 * exists (trap 35).
 */
public final class AccessPolicy {
  private static final Actions PULL = Actions.of(Action.PULL);

  private AccessPolicy() {}

  /** Decides about one operation. */
  public static Decision decide(Rights rights, OnRepository operation) {
    RequiredAccess required = RequiredAccess.of(operation);
    Actions held = rights.on(required.repository());
    return held.containsAll(Actions.of(required.action()))
        ? new Allowed(readable(rights, operation))
        : new Denied(required, held);
  }

  /**
   * Drops a mount from a repository that the caller may not pull: the push goes on as an ordinary
   * upload, for clients guess sources and give up on a 403 (trap 23).
   */
  private static OnRepository readable(Rights rights, OnRepository operation) {
    return operation instanceof StartUpload upload
            && upload.mount().isPresent()
            && !rights.on(upload.mount().get().from()).containsAll(PULL)
        ? upload.withoutMount()
        : operation;
  }
}
