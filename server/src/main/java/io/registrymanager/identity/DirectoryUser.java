package io.registrymanager.identity;

import java.util.Optional;

/**
 * A user whose password the directory knows; nothing of it is kept here.
 *
 * @param person who it is there; absent until the first login of a user that was taken over from
 *     elsewhere
 */
public record DirectoryUser(
    UserId id, Account account, Revision revision, Optional<DirectoryId> person) implements User {}
