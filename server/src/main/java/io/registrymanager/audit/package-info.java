/** Facts worth keeping, as sealed events, and the way to them. */
@NullMarked
package io.registrymanager.audit;

import org.jspecify.annotations.NullMarked;
