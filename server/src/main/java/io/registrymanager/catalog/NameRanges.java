package io.registrymanager.catalog;

import io.registrymanager.access.Action;
import io.registrymanager.access.Actions;
import io.registrymanager.access.Namespace;
import io.registrymanager.access.Rights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The parts of the list of all repository names, in byte order, that somebody may see: disjoint
 * ranges in that order. A namespace {@code team} is two of them, the bare repository and everything
 * from {@code team/} on, for {@code team-a} and {@code team.x} stand between (trap 15); one inside
 * another is not there twice. Immutable.
 */
public final class NameRanges {
  private static final Actions PULL = Actions.of(Action.PULL);

  /** Behind every name: no character of a name is greater than {@code z}. */
  private static final String END = "\u007f";

  private final String[] starts;
  private final String[] ends;

  private NameRanges(List<String> starts, List<String> ends) {
    this.starts = starts.toArray(String[]::new);
    this.ends = ends.toArray(String[]::new);
  }

  /** Every name there is. */
  public static NameRanges everything() {
    return new NameRanges(List.of(""), List.of(END));
  }

  /** The names of all repositories that may be pulled with these rights. */
  public static NameRanges of(Rights rights) {
    return switch (rights) {
      case Rights.Everything _ -> everything();
      case Rights.Granted granted -> of(namespaces(granted));
    };
  }

  /** The namespaces that may be pulled from, without those that lie inside another. */
  static Set<String> namespaces(Rights.Granted granted) {
    Set<String> readable =
        granted.byNamespace().entrySet().stream()
            .filter(entry -> entry.getValue().containsAll(PULL))
            .map(Map.Entry::getKey)
            .collect(Collectors.toUnmodifiableSet());
    return readable.stream()
        .filter(namespace -> !isInside(namespace, readable))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isInside(String namespace, Set<String> others) {
    for (int slash = namespace.indexOf('/');
        slash >= 0;
        slash = namespace.indexOf('/', slash + 1)) {
      if (others.contains(namespace.substring(0, slash))) {
        return true;
      }
    }
    return false;
  }

  private static NameRanges of(Set<String> namespaces) {
    if (namespaces.contains(Namespace.EVERY.value())) {
      return everything();
    }
    List<String> starts = new ArrayList<>(2 * namespaces.size());
    for (String namespace : namespaces) {
      starts.add(namespace);
      starts.add(namespace + "/");
    }
    Collections.sort(starts);
    return new NameRanges(starts, starts.stream().map(NameRanges::endOf).toList());
  }

  /** Where the range ends that begins there: nothing else begins with a slash but its own. */
  private static String endOf(String start) {
    return start.endsWith("/")
        ? start.substring(0, start.length() - 1) + (char) ('/' + 1)
        : start + '\0';
  }

  /** The part of these ranges whose names begin with {@code prefix}. */
  NameRanges within(String prefix) {
    if (prefix.isEmpty()) {
      return this;
    }
    String prefixEnd = prefix + END;
    List<String> cutStarts = new ArrayList<>();
    List<String> cutEnds = new ArrayList<>();
    for (int i = firstEndingAfter(prefix); i < starts.length; i++) {
      String start = starts[i].compareTo(prefix) < 0 ? prefix : starts[i];
      String end = ends[i].compareTo(prefixEnd) > 0 ? prefixEnd : ends[i];
      if (start.compareTo(end) >= 0) {
        break;
      }
      cutStarts.add(start);
      cutEnds.add(end);
    }
    return new NameRanges(cutStarts, cutEnds);
  }

  /**
   * The same without ranges in which there is nothing.
   *
   * @param isEmpty says so of a name, and of all names that begin with a text up to a slash; ranges
   *     that are neither stay
   */
  public NameRanges without(Predicate<String> isEmpty) {
    List<String> leftStarts = new ArrayList<>();
    List<String> leftEnds = new ArrayList<>();
    for (int i = 0; i < starts.length; i++) {
      if (!isEmpty.test(starts[i]) || !isWhole(starts[i], ends[i])) {
        leftStarts.add(starts[i]);
        leftEnds.add(ends[i]);
      }
    }
    return new NameRanges(leftStarts, leftEnds);
  }

  /** Whether it ends where {@link #endOf} says, found out without making that text. */
  private static boolean isWhole(String start, String end) {
    int last = end.length() - 1;
    char expected = start.endsWith("/") ? (char) ('/' + 1) : '\0';
    int shared = start.endsWith("/") ? start.length() - 1 : start.length();
    return last == shared && end.charAt(last) == expected && end.regionMatches(0, start, 0, shared);
  }

  /** How many ranges there are. */
  public int size() {
    return starts.length;
  }

  /** The first text of a range. */
  public String start(int range) {
    return starts[range];
  }

  /** The first text behind a range. */
  public String end(int range) {
    return ends[range];
  }

  /** The first range that does not end before {@code name}; {@link #size} if there is none. */
  public int firstEndingAfter(String name) {
    int found = Arrays.binarySearch(ends, name);
    return found < 0 ? -found - 1 : found + 1;
  }

  /** Whether that name is in one of the ranges. */
  boolean contains(String name) {
    int range = firstEndingAfter(name);
    return range < starts.length && starts[range].compareTo(name) <= 0;
  }
}
