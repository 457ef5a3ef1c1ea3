package io.registrymanager.server.tls;

import io.netty.handler.ssl.SslContext;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The certificates in use at one moment. Immutable. */
final class Certificates {
  private final SortedMap<String, Entry> byFile;
  private final Map<String, SslContext> byName = new HashMap<>();

  /**
   * One certificate in use.
   *
   * @param pair what its context was made of
   */
  record Entry(CertifiedKey pair, List<String> names, SslContext context) {
    Instant end() {
      return pair.leaf().getNotAfter().toInstant();
    }
  }

  /** Of two certificates for one name, the one whose file comes first is used. */
  Certificates(Map<String, Entry> entries) {
    byFile = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    byFile
        .values()
        .forEach(entry -> entry.names().forEach(name -> byName.putIfAbsent(name, entry.context())));
  }

  boolean isEmpty() {
    return byFile.isEmpty();
  }

  Optional<Entry> of(String file) {
    return Optional.ofNullable(byFile.get(file));
  }

  Collection<Entry> entries() {
    return byFile.values();
  }

  /** The end of the one that ends first. */
  Optional<Instant> firstEnd() {
    return entries().stream().map(Entry::end).min(Comparator.naturalOrder());
  }

  /**
   * The certificate for a name: its own, one with a star for its first label, else the default.
   *
   * @param name as the client sent it; empty when it sent none
   */
  SslContext select(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    SslContext exact = byName.get(lower);
    if (exact != null) {
      return exact;
    }
    int dot = lower.indexOf('.');
    SslContext star = dot < 0 ? null : byName.get("*" + lower.substring(dot));
    return star == null ? standard() : star;
  }

  /** {@code default.crt} or {@code default.pem}, else the first in byte order. */
  private SslContext standard() {
    return of("default.crt")
        .or(() -> of("default.pem"))
        .orElseGet(() -> byFile.sequencedValues().getFirst())
        .context();
  }
}
