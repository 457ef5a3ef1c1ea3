package io.registrymanager.app;

import io.registrymanager.users.UserImport;

/**
 * A way into the store of a data folder that this process holds.
 *
 * @param release gives the store back
 */
record OpenImport(UserImport users, Runnable release) {}
