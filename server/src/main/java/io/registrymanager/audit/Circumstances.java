package io.registrymanager.audit;

import java.time.Instant;

/**
 * When and from where.
 *
 * @param source the client's address, or how else it came
 * @param requestId the request it was part of
 */
public record Circumstances(Instant at, String source, String requestId) {}
