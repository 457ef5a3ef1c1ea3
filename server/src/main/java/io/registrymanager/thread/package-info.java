/** Which threads may block. */
@NullMarked
package io.registrymanager.thread;

import org.jspecify.annotations.NullMarked;
