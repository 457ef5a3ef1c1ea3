/** What people install, made once for all tests, on a Debian that has nothing of ours. */
@NullMarked
package io.registrymanager.packages;

import org.jspecify.annotations.NullMarked;
