/**
 * Durable adapters: users in a SQLite database in the data folder, behind {@link
 * io.registrymanager.identity.UserStore}.
 */
@NullMarked
package io.registrymanager.store;

import org.jspecify.annotations.NullMarked;
