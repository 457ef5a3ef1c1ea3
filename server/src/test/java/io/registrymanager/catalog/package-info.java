/** Tests of the catalog: against a model, against a registry that misbehaves, and a real one. */
@NullMarked
package io.registrymanager.catalog;

import org.jspecify.annotations.NullMarked;
