package io.registrymanager.oci;

/** Which repositories a listing shows. */
public enum CatalogScope {
  /** Those with something in them. */
  SHOWN,
  /** Those in which nothing is left, too: a registry may keep their names for ever. */
  ALL
}
