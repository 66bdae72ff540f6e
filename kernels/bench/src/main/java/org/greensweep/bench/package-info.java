/** How fast the kernels are, beside those of peers on the same inputs; never published. */
@NullMarked
package org.greensweep.bench;

import org.jspecify.annotations.NullMarked;
