/** Streams one allowed operation: a head printed anew, back-pressure, early answers. */
@NullMarked
package io.registrymanager.proxy;

import org.jspecify.annotations.NullMarked;
