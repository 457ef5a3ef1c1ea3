/**
 * From a request head to a verdict: target, principal, decision. The only place that may let a
 * request pass.
 */
@NullMarked
package io.registrymanager.server.gate;

import org.jspecify.annotations.NullMarked;
