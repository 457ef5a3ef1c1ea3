/** Who may do what, asked over the wire with a real registry behind. */
@NullMarked
package io.registrymanager.gate;

import org.jspecify.annotations.NullMarked;
