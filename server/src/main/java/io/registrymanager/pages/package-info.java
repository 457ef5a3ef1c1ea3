/** What anyone may read: the page at the root, the errors explained, the API described. */
@NullMarked
package io.registrymanager.pages;

import org.jspecify.annotations.NullMarked;
