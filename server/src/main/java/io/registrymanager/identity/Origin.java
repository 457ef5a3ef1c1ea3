package io.registrymanager.identity;

/**
 * Where a change came from, for its audit row.
 *
 * @param source the client's address, or how else it came
 * @param requestId the request it was part of
 */
public record Origin(Actor actor, String source, String requestId) {}
