package io.registrymanager.catalog;

import io.registrymanager.catalog.UpstreamCatalog.Cursor;
import io.registrymanager.catalog.UpstreamCatalog.Page;
import io.registrymanager.catalog.UpstreamCatalog.Tags;
import io.registrymanager.catalog.UpstreamCatalogException.NoList;
import io.registrymanager.catalog.UpstreamCatalogException.Refused;
import io.registrymanager.oci.RepositoryName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/**
 * Reads the registry's own list to its end, whatever is wrong with it: pages whose link is missing,
 * empty pages with a link, names twice, parents left out where a page ends, connections closed
 * instead of an answer (the last section of the traps). Names come in the registry's order, some
 * more than once; those outside the grammar are left out. Blocks.
 */
final class UpstreamWalk {
  private static final int PAGE = 1000;

  /** Another size moves the end of the page away from where the registry stumbles. */
  private static final List<Integer> SIZES = List.of(PAGE, PAGE - 1, PAGE - 13, PAGE / 2);

  private final UpstreamCatalog upstream;
  private final LongConsumer took;

  UpstreamWalk(UpstreamCatalog upstream) {
    this(upstream, _ -> {});
  }

  /**
   * A walk that rests.
   *
   * @param took is told after each page how many nanoseconds the registry worked for it
   */
  UpstreamWalk(UpstreamCatalog upstream, LongConsumer took) {
    this.upstream = upstream;
    this.took = took;
  }

  /**
   * Reads all of it.
   *
   * @throws NoList if the registry has no list; one that is not even there is another failure
   */
  void everything(Consumer<List<RepositoryName>> sink) {
    AtomicBoolean begun = new AtomicBoolean();
    try {
      read(
          Optional.empty(),
          _ -> true,
          names -> {
            begun.set(true);
            sink.accept(names);
          });
    } catch (Refused e) {
      throw !begun.get() && upstream.isThere() ? new NoList(String.valueOf(e.getMessage())) : e;
    }
  }

  /**
   * Reads what belongs to one namespace: its names stand together in every order that registries
   * use. No component begins with {@code -}, so nothing of it is in front of that cursor; the bare
   * repository is, and is asked for apart.
   */
  void under(RepositoryName namespace, Consumer<List<RepositoryName>> sink) {
    if (exists(namespace)) {
      sink.accept(List.of(namespace));
    }
    String prefix = namespace.value() + "/";
    read(Optional.of(prefix + "-"), name -> name.startsWith(prefix), sink);
  }

  /** Goes from page to page as long as their names are wanted. */
  private void read(
      Optional<String> from, Predicate<String> wanted, Consumer<List<RepositoryName>> sink) {
    Set<Optional<String>> begun = new HashSet<>();
    Optional<String> last = from;
    boolean linked = true;
    while (begun.add(last)) {
      Page page;
      try {
        page = page(last);
      } catch (Refused e) {
        if (linked) {
          throw e;
        }
        return; // only a try whether there is more than the last link said
      }
      List<String> names = page.names();
      List<String> ours = names.stream().filter(wanted).toList();
      sink.accept(parsed(ours));
      if (!ours.isEmpty()) {
        sink.accept(parents(ours.getLast(), wanted));
      }
      linked = page.next().isPresent();
      if (ours.size() < names.size() || names.isEmpty() && !linked) {
        return;
      }
      // A page without a link need not be the last: 2.8 forgets it where a parent follows a child.
      // The cursor stands behind the repository itself and in front of what it contains.
      last = linked ? page.next().orElseThrow().last() : Optional.of(names.getLast() + "/_n");
    }
  }

  private static List<RepositoryName> parsed(List<String> names) {
    return names.stream().flatMap(name -> RepositoryName.parse(name).stream()).toList();
  }

  /**
   * Distribution gives {@code a} behind {@code a/1}, and never behind that name as a cursor: what a
   * page that ends there leaves out.
   */
  private List<RepositoryName> parents(String end, Predicate<String> wanted) {
    List<RepositoryName> found = new ArrayList<>();
    for (int slash = end.indexOf('/'); slash > 0; slash = end.indexOf('/', slash + 1)) {
      boolean digit = slash + 1 < end.length() && Character.isDigit(end.charAt(slash + 1));
      String parent = end.substring(0, slash);
      if (digit && wanted.test(parent)) {
        RepositoryName.parse(parent).filter(this::exists).ifPresent(found::add);
      }
    }
    return found;
  }

  /**
   * Whether the registry has that repository. Distribution says of one without any tag that its
   * name is unknown, so the list is asked as well, from directly in front of the name.
   */
  boolean exists(RepositoryName name) {
    return switch (upstream.tags(name, Cursor.of(1, Optional.empty()))) {
      case Tags.Known _ -> true;
      case Tags.NameUnknown _ -> page(Optional.of(inFrontOf(name))).names().contains(name.value());
    };
  }

  /** A text behind everything that is in front of the name: no name contains a tilde. */
  private static String inFrontOf(RepositoryName name) {
    String text = name.value();
    int end = text.length() - 1;
    return text.substring(0, end) + (char) (text.charAt(end) - 1) + "~";
  }

  private Page page(Optional<String> last) {
    long began = System.nanoTime();
    Page page = sized(last);
    took.accept(System.nanoTime() - began);
    return page;
  }

  private Page sized(Optional<String> last) {
    UpstreamCatalogException failure = new UpstreamCatalogException("not asked");
    for (int size : SIZES) {
      try {
        return upstream.repositories(Cursor.of(size, last));
      } catch (Refused _) {
        return upstream.repositories(new Cursor(OptionalInt.empty(), last));
      } catch (UpstreamCatalogException e) {
        failure = e;
      }
    }
    throw failure;
  }
}
