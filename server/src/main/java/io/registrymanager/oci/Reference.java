package io.registrymanager.oci;

/** What names a manifest inside a repository: a {@link Tag} or a {@link Digest}. */
public sealed interface Reference permits Tag, Digest {
  /** As it stands in a path. */
  String value();
}
