package org.greensweep.network.zoo;

import java.util.Map;
import org.greensweep.network.Network;
import org.greensweep.network.Shape;

/** An {@link Architecture} with numbers of its own beside input and classes. */
@FunctionalInterface
interface ParameterizedArchitecture {
  /**
   * The network named {@code name}; {@code parameters} holds a value for every parameter. A {@code
   * UserError} names the layer or the parameter that does not fit.
   */
  Network build(String name, Shape input, int classes, Map<String, Double> parameters);
}
