/**
 * The networks of the literature, shape-exact, one file per family of architectures. {@link
 * org.greensweep.network.zoo.Zoo} is the door.
 */
@NullMarked
package org.greensweep.network.zoo;

import org.jspecify.annotations.NullMarked;
