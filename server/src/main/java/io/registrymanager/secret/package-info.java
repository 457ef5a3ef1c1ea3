/** The one type that cannot be printed and compares in constant time. */
@NullMarked
package io.registrymanager.secret;

import org.jspecify.annotations.NullMarked;
