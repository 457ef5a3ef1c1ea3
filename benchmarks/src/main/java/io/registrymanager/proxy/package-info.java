/** Benchmarks of what no other package sees. */
@NullMarked
package io.registrymanager.proxy;

import org.jspecify.annotations.NullMarked;
