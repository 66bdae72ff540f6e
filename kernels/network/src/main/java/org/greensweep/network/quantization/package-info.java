/**
 * The arithmetic of every {@link org.greensweep.network.NumberFormat}: what a real number becomes,
 * what it is worth, how it is packed. Pure functions over arrays; nothing fast.
 */
@NullMarked
package org.greensweep.network.quantization;

import org.jspecify.annotations.NullMarked;
