/** One configurable value, and a table of them. */
@NullMarked
package io.registrymanager.setting;

import org.jspecify.annotations.NullMarked;
