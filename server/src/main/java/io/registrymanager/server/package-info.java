/** Listens, assembles pipelines, sequences the requests of a connection, drains. */
@NullMarked
package io.registrymanager.server;

import org.jspecify.annotations.NullMarked;
