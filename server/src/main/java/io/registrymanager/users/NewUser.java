package io.registrymanager.users;

import io.registrymanager.identity.Account;
import io.registrymanager.secret.Secret;

/** A local user to be made. */
record NewUser(Account account, Secret password) {}
