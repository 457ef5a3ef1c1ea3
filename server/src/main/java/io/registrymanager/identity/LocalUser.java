package io.registrymanager.identity;

/** A user whose password is kept here, hashed. */
public record LocalUser(UserId id, Account account, Revision revision, PasswordHash password)
    implements User {}
