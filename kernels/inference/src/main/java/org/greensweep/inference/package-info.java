/** How a network is computed: plain kernels, their vector twins, the executor, host latency. */
@NullMarked
package org.greensweep.inference;

import org.jspecify.annotations.NullMarked;
