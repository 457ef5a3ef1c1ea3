/**
 * Real parts for tests: a registry, a Docker Engine, the daemonless clients, and the small servers
 * and clients that show what real ones cannot: what the upstream was asked, what bytes came back,
 * what happens when the other side misbehaves.
 *
 * <p>Start at {@link io.registrymanager.testkit.Fixtures}. Everything listens on loopback at a free
 * port, keeps its files in a folder of its own and takes everything with it when the JVM ends. A
 * missing program fails the test with a sentence.
 */
@NullMarked
package io.registrymanager.testkit;

import org.jspecify.annotations.NullMarked;
