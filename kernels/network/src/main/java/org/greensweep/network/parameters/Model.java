package org.greensweep.network.parameters;

import org.greensweep.network.Network;

/** A network with the values of its parameters: all that an inference needs but its input. */
public record Model(Network network, Parameters parameters) {
  /** The network with seeded random parameters. */
  public static Model random(Network network, long seed) {
    return new Model(network, new RandomParameters(network, seed));
  }
}
