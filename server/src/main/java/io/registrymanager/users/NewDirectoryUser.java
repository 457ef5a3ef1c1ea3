package io.registrymanager.users;

import io.registrymanager.access.Grant;
import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.Username;
import java.util.SortedSet;

/**
 * A user of the directory to be made.
 *
 * @param typed its short name there, or its principal name
 */
record NewDirectoryUser(Username typed, Role role, AccountStatus status, SortedSet<Grant> grants) {}
