/** Who may do what in which namespace; pure and total; never sees a user. */
@NullMarked
package io.registrymanager.access;

import org.jspecify.annotations.NullMarked;
