/** Who exists: users, what may change about them, and the port to where they are kept. */
@NullMarked
package io.registrymanager.identity;

import org.jspecify.annotations.NullMarked;
