/** Managing accounts: use cases and their routes. */
@NullMarked
package io.registrymanager.users;

import org.jspecify.annotations.NullMarked;
