/** The registry protocol as values: what a request asks, never how it is carried. */
@NullMarked
package io.registrymanager.oci;

import org.jspecify.annotations.NullMarked;
