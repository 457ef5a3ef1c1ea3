/** Composition and command line: the only room that sees every other. */
@NullMarked
package io.registrymanager.app;

import org.jspecify.annotations.NullMarked;
