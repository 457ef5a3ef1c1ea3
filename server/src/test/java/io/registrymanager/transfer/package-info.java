/** Bodies on their way through the whole program: large, broken off, early, late and stalled. */
@NullMarked
package io.registrymanager.transfer;

import org.jspecify.annotations.NullMarked;
