/** The listing a principal may see, paged: an index of repositories, and what keeps it true. */
@NullMarked
package io.registrymanager.catalog;

import org.jspecify.annotations.NullMarked;
