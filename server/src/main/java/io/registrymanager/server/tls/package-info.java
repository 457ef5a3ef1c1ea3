/** Certificates from a folder: chosen by the name a client asks for, reloaded while serving. */
@NullMarked
package io.registrymanager.server.tls;

import org.jspecify.annotations.NullMarked;
