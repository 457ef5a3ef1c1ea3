package io.registrymanager.proxy;

import java.time.Duration;

/**
 * How much and how long.
 *
 * @param bodyIdle how long a body may stand still on either side; there is no limit on the whole
 * @param largestManifest bytes of a manifest; distribution's own limit is 4 MiB, and it answers a
 *     larger one with a reset (trap 80)
 * @param bodyMemory bytes that all bodies in flight may hold together
 */
public record ProxySettings(Duration bodyIdle, long largestManifest, long bodyMemory) {}
