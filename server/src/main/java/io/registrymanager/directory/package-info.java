/** Active Directory behind the port {@code identity.Directory}; the only room that speaks LDAP. */
@NullMarked
package io.registrymanager.directory;

import org.jspecify.annotations.NullMarked;
