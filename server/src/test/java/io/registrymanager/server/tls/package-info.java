/** Certificates in folders as people and tools leave them. */
@NullMarked
package io.registrymanager.server.tls;

import org.jspecify.annotations.NullMarked;
