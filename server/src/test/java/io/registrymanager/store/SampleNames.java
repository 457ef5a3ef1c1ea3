package io.registrymanager.store;

import io.registrymanager.access.Grant;
import io.registrymanager.access.Rights;
import io.registrymanager.catalog.NameRanges;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Names of repositories that are parents, children and lookalikes of each other. */
final class SampleNames {
  private static final List<String> PARTS = List.of("a", "b", "c", "a-b", "a.b", "a0", "0a", "z");

  private SampleNames() {}

  static String any(Random random) {
    return IntStream.rangeClosed(0, random.nextInt(4))
        .mapToObj(_ -> PARTS.get(random.nextInt(PARTS.size())))
        .collect(Collectors.joining("/"));
  }

  /** Where somebody may look who has these grants. */
  static NameRanges ranges(List<String> spaces) {
    return NameRanges.of(
        Rights.of(spaces.stream().map(space -> Grant.parse(space).orElseThrow()).toList()));
  }
}
