/** A buffered request and its answer: parameters, routes, access rules, problems. */
@NullMarked
package io.registrymanager.endpoint;

import org.jspecify.annotations.NullMarked;
