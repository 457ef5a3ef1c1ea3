package io.registrymanager.catalog;

import io.registrymanager.oci.RepositoryName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A registry of names that lists them as distribution does: by component, a repository behind those
 * of its children that begin with a digit, and with the faults that its versions have. Thread-safe
 * enough for one thread that changes it and one that reads.
 */
final class FakeUpstreamCatalog implements UpstreamCatalog {
  /** What is wrong with it. */
  enum Fault {
    NONE,
    /** Nobody answers. */
    DOWN,
    /** 2.8: where a page ends at a child and its parent follows, the link is forgotten. */
    FORGETS_LINK,
    /** 3.0: there, the connection is closed. */
    CLOSES,
    /** Every other page is empty but for its link. */
    EMPTY_PAGES,
    /** Takes no page size at all. */
    REFUSES_SIZE,
    /** Has no list. */
    NO_LIST,
    /** Answers everything with 404, its own front page too, as a proxy without a registry does. */
    NOT_A_REGISTRY,
    /** Gives each name twice. */
    TWICE,
    /** Answers the first page only, then nobody is there. */
    ONE_PAGE
  }

  private static final int MOST = 1000;

  private final Map<String, List<String>> tags = new HashMap<>();
  private final Set<String> forgotten = new HashSet<>();
  private final AtomicInteger pages = new AtomicInteger();
  private volatile Fault fault = Fault.NONE;
  private volatile int most = MOST;

  /** A repository with these tags; without any, one that never had one. */
  void put(String name, String... some) {
    tags.put(name, List.of(some));
  }

  /** Leaves it out of the list, though it is there. */
  void forget(String name) {
    forgotten.add(name);
  }

  /** As if its folder were removed. */
  void remove(String name) {
    tags.remove(name);
  }

  void play(Fault now) {
    fault = now;
  }

  /** How many names a page has at most, whatever is asked for. */
  void limit(int names) {
    most = names;
  }

  /** Pages that were asked for. */
  int pages() {
    return pages.get();
  }

  /** In the order of the walk of 2.8 and 3.x on a file system. */
  private List<String> order() {
    List<String> all = new ArrayList<>(new TreeSet<>(tags.keySet()));
    all.removeAll(forgotten);
    all.sort(Comparator.comparing(FakeUpstreamCatalog::walked));
    return all;
  }

  /** Components end lowest; a repository itself is an entry {@code _} among its children. */
  private static String walked(String name) {
    return name.replace('/', '\u0001') + "\u0001_";
  }

  private static String component(String name) {
    return name.replace('/', '\u0000');
  }

  /** The cursor compares by component, not in the order of the walk: hence parents left out. */
  private List<String> behind(String last) {
    return order().stream().filter(name -> component(name).compareTo(component(last)) > 0).toList();
  }

  @Override
  public boolean isThere() {
    return fault != Fault.NOT_A_REGISTRY && fault != Fault.DOWN;
  }

  @Override
  public Page repositories(Cursor cursor) {
    int number = pages.incrementAndGet();
    if (fault == Fault.DOWN || fault == Fault.ONE_PAGE && number > 1) {
      throw new UpstreamCatalogException("nobody is there");
    }
    if (fault == Fault.NO_LIST || fault == Fault.NOT_A_REGISTRY) {
      throw new UpstreamCatalogException.Refused("the registry answers 404");
    }
    if (fault == Fault.REFUSES_SIZE && cursor.n().isPresent()) {
      throw new UpstreamCatalogException.Refused("the registry answers 400");
    }
    int n = Math.min(cursor.n().orElse(100), most);
    List<String> rest = behind(cursor.last().orElse(""));
    if (fault == Fault.EMPTY_PAGES && number % 2 == 1) {
      return new Page(
          List.of(),
          Optional.of(new Cursor(cursor.n(), Optional.of(cursor.last().orElse("") + "-"))));
    }
    List<String> page = rest.subList(0, Math.min(n, rest.size()));
    Optional<Cursor> next =
        rest.size() > n
            ? Optional.of(new Cursor(cursor.n(), Optional.of(page.getLast())))
            : Optional.empty();
    boolean parentFollows = next.isPresent() && page.getLast().startsWith(rest.get(n) + "/");
    if (parentFollows && fault == Fault.FORGETS_LINK) {
      return new Page(page, Optional.empty());
    }
    if (parentFollows && fault == Fault.CLOSES) {
      throw new UpstreamCatalogException("the registry closed the connection");
    }
    if (fault == Fault.TWICE) {
      List<String> twice = new ArrayList<>(page);
      twice.addAll(page);
      return new Page(twice, next);
    }
    return new Page(page, next);
  }

  @Override
  public Tags tags(RepositoryName repository, Cursor cursor) {
    if (fault == Fault.DOWN || fault == Fault.ONE_PAGE) {
      throw new UpstreamCatalogException("nobody is there");
    }
    List<String> some = tags.get(repository.value());
    return some == null || some.isEmpty()
        ? new Tags.NameUnknown()
        : new Tags.Known(new Page(some.equals(List.of("-")) ? List.of() : some, Optional.empty()));
  }

  @Override
  public boolean hasManifest(RepositoryName repository, String digest) {
    return false;
  }
}
