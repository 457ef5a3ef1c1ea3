/** The whole program behind other people's proxies. */
@NullMarked
package io.registrymanager.front;

import org.jspecify.annotations.NullMarked;
