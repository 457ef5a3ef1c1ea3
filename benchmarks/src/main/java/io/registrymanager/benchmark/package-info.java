/** Measures what a request costs, beside other proxies in the same run. */
@NullMarked
package io.registrymanager.benchmark;

import org.jspecify.annotations.NullMarked;
