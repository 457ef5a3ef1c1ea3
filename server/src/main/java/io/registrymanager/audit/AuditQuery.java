package io.registrymanager.audit;

import io.registrymanager.identity.Username;
import io.registrymanager.oci.RepositoryName;
import java.time.Instant;
import java.util.Optional;

/**
 * Which entries are wanted, newest first; what is absent does not matter.
 *
 * @param since not older than this
 * @param until older than this
 * @param user about that account or done by it
 * @param after behind that one, so older
 * @param limit how many at most
 */
public record AuditQuery(
    Optional<Instant> since,
    Optional<Instant> until,
    Optional<Username> user,
    Optional<RepositoryName> repository,
    Optional<AuditKind> kind,
    Optional<AuditId> after,
    int limit) {
  /** The newest ones. */
  public static AuditQuery newest(int limit) {
    return new AuditQuery(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        limit);
  }
}
