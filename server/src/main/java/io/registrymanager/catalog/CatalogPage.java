package io.registrymanager.catalog;

import java.util.List;
import java.util.Optional;

/**
 * One page of a listing.
 *
 * @param next the entry behind which the next page begins; empty if this is the last
 */
record CatalogPage<T>(List<T> entries, Optional<String> next) {
  CatalogPage {
    entries = List.copyOf(entries);
  }
}
