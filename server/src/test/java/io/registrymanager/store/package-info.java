/** Tests of the database: the contract of every store, and what a process can suffer. */
@NullMarked
package io.registrymanager.store;

import org.jspecify.annotations.NullMarked;
