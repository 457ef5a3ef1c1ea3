package io.registrymanager.identity;

import java.time.Instant;

/**
 * Which state of a user this is.
 *
 * @param version counts every change, from 1
 * @param credentialVersion counts the changes that end earlier logins: a new password, disabling,
 *     another name, and moving to or from the directory
 */
public record Revision(
    long version, long credentialVersion, Instant createdAt, Instant updatedAt) {}
