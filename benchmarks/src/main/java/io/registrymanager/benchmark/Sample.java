package io.registrymanager.benchmark;

/**
 * One window of one peer.
 *
 * @param cost CPU time of the peer for each unit, in the unit's terms
 * @param rate units each second of wall time
 * @param p50Micros and {@code p99Micros}: how long a round of the script took
 * @param generatorBusy part of its core that generator and upstream used; near 1, the rate is
 *     theirs
 */
record Sample(
    double cost,
    double rate,
    double p50Micros,
    double p99Micros,
    double peerBusy,
    double generatorBusy) {}
