/** The project's own commands, as a person meets them in a terminal. */
@NullMarked
package io.registrymanager.launcher;

import org.jspecify.annotations.NullMarked;
