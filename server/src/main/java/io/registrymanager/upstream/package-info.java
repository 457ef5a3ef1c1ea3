/** Connections to the registry: a pool for each event loop, credentials, time limits, health. */
@NullMarked
package io.registrymanager.upstream;

import org.jspecify.annotations.NullMarked;
