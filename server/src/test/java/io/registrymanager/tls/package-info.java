/** The whole program behind TLS, and in front of a registry with TLS. */
@NullMarked
package io.registrymanager.tls;

import org.jspecify.annotations.NullMarked;
