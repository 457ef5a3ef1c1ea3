/** How the memory for bodies is shared. */
@NullMarked
package io.registrymanager.proxy;

import org.jspecify.annotations.NullMarked;
