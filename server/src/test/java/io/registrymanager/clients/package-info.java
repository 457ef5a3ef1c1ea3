/** Real clients, and what the people in front of them see. */
@NullMarked
package io.registrymanager.clients;

import org.jspecify.annotations.NullMarked;
