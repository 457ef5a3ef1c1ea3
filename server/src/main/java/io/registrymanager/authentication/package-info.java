/** Credentials in, principal out. */
@NullMarked
package io.registrymanager.authentication;

import org.jspecify.annotations.NullMarked;
