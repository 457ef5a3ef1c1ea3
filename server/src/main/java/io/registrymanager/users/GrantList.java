package io.registrymanager.users;

import io.registrymanager.access.Grant;
import io.registrymanager.access.Namespace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Grants as a list of texts spells them: trimmed, empty ones dropped, several for one namespace
 * merged into the greatest, for rights add up.
 *
 * @param bad those that are none; one of them refuses the list
 */
record GrantList(SortedSet<Grant> grants, List<String> bad) {
  static GrantList parse(Collection<String> texts) {
    SortedMap<Namespace, Grant> merged = new TreeMap<>();
    List<String> bad = new ArrayList<>();
    for (String text : texts) {
      String trimmed = text.strip();
      if (!trimmed.isEmpty()) {
        Grant.parse(trimmed)
            .ifPresentOrElse(
                grant -> merged.merge(grant.namespace(), grant, GrantList::greater),
                () -> bad.add(trimmed));
      }
    }
    return new GrantList(new TreeSet<>(merged.values()), bad);
  }

  private static Grant greater(Grant one, Grant other) {
    return one.level().actions().containsAll(other.level().actions()) ? one : other;
  }
}
