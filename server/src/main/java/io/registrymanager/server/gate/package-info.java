/**
 * From a request head to a verdict, the only place that lets a request pass: target, principal,
 * decision.
 */
@NullMarked
package io.registrymanager.server.gate;

import org.jspecify.annotations.NullMarked;
