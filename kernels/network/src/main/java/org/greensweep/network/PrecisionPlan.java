package org.greensweep.network;

import java.util.List;

/** What each node of a network computes with, in the order of the nodes. */
public record PrecisionPlan(String name, List<LayerPrecision> layers) {
  public PrecisionPlan {
    layers = List.copyOf(layers);
  }

  public LayerPrecision of(int node) {
    return layers.get(node);
  }
}
