package org.greensweep.network.zoo;

import org.greensweep.network.Network;
import org.greensweep.network.Shape;

/** How a network is built for one input shape and one number of classes. */
@FunctionalInterface
interface Architecture {
  /**
   * The network named {@code name} over {@code input} (channels x height x width); a {@code
   * UserError} names the layer that does not fit.
   */
  Network build(String name, Shape input, int classes);
}
