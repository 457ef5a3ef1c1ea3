/** Bodies: how their memory is shared, and what they do on an event loop. */
@NullMarked
package io.registrymanager.proxy;

import org.jspecify.annotations.NullMarked;
