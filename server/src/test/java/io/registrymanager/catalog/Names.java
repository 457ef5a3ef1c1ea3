package io.registrymanager.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Names of repositories, with all that is awkward in their order, and how a registry gets them. */
final class Names {
  private Names() {}

  /**
   * 5,000: two in each of 2,000 namespaces, and a crowd around {@code team}: lookalikes, a bare
   * repository, children that sort before their parent in a registry's own order.
   */
  static NavigableSet<String> fiveThousand() {
    NavigableSet<String> names = new TreeSet<>();
    for (int i = 0; i < 2000; i++) {
      names.add("ns%04d/app".formatted(i));
      names.add("ns%04d/0tool".formatted(i));
    }
    names.addAll(List.of("team", "team2", "team-a", "team.x", "team_y", "a", "a/1", "zed"));
    for (String space : List.of("team", "team-a", "team2", "team.x", "team/sub")) {
      for (int i = 0; i < 180; i++) {
        names.add("%s/%d".formatted(space, i));
      }
    }
    for (int i = 0; names.size() < 5000; i++) {
      names.add("ns%04d".formatted(i * 7));
    }
    return names;
  }

  /** Those of {@code all} that lie in one of the namespaces. */
  static List<String> in(Collection<String> all, Collection<String> namespaces) {
    Predicate<String> inside =
        name ->
            namespaces.stream()
                .anyMatch(space -> name.equals(space) || name.startsWith(space + "/"));
    return all.stream().filter(inside).sorted().toList();
  }

  /** Makes repositories in a registry's storage, for every version of distribution. */
  static void make(Path storage, Collection<String> names) {
    Path root = storage.resolve("docker/registry/v2/repositories");
    try {
      for (String name : names) {
        Files.createDirectories(root.resolve(name).resolve("_layers"));
        Files.createDirectories(root.resolve(name).resolve("_manifests"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
