/** What each request becomes (access-log line, metrics), and how we are. */
@NullMarked
package io.registrymanager.observation;

import org.jspecify.annotations.NullMarked;
