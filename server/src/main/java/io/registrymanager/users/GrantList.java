package io.registrymanager.users;

import io.registrymanager.access.Grant;
import io.registrymanager.access.Namespace;
import io.registrymanager.endpoint.Parameters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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
  private static final int MAX_TEXT_IN_ERROR = 80;

  /** The grants that a parameter names; each that is none is refused there. */
  static Optional<SortedSet<Grant>> read(Parameters parameters, String name) {
    Optional<GrantList> list = parameters.texts(name).map(GrantList::parse);
    for (String bad : list.map(GrantList::bad).orElse(List.of())) {
      String shown = bad.length() > MAX_TEXT_IN_ERROR ? bad.substring(0, MAX_TEXT_IN_ERROR) : bad;
      parameters.refuse(
          name, "\"" + shown + "\" is none of team, team:push, team:pull, *, *:push, *:pull");
    }
    return list.filter(found -> found.bad.isEmpty())
        .map(found -> Collections.unmodifiableSortedSet(found.grants));
  }

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
