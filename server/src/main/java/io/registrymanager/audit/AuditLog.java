package io.registrymanager.audit;

import java.time.Instant;
import java.util.List;

/**
 * Where the audit is kept. Every method blocks, and throws {@link
 * io.registrymanager.identity.StoreException} when it could not. Thread-safe.
 */
public interface AuditLog {
  /** Keeps all of them or, when it throws, none. */
  void write(List<AuditEvent> events);

  /** What is kept, account changes among it; newest first. */
  List<Kept> find(AuditQuery query);

  /**
   * Forgets what is older.
   *
   * @param limit how many at most, for nobody else can write meanwhile
   * @return how many were forgotten
   */
  int prune(Instant before, int limit);

  /** An entry that is kept. */
  record Kept(AuditId id, AuditEntry entry) {}
}
