package org.greensweep.network;

import java.io.Serializable;
import java.util.List;

/**
 * What each node of a network computes with, in the order of the nodes, and how the ranges of
 * integer activations are chosen.
 */
public record PrecisionPlan(String name, List<LayerPrecision> layers, Calibration calibration)
    implements Serializable {
  private static final int FULL_PRECISION_BYTES = 4;

  public PrecisionPlan {
    layers = List.copyOf(layers);
  }

  public LayerPrecision of(int node) {
    return layers.get(node);
  }

  /**
   * Bytes of the stored model: each layer's weights packed in its format, and biases, gammas and
   * betas in 4 bytes each. Running statistics and scale factors are not counted, as in the
   * literature on binary networks (Bethge 2019), whose MiB this gives.
   */
  public long modelBytes(Network network) {
    checkFits(network);
    long bytes = 0;
    for (int node = 0; node < layers.size(); node++) {
      bytes = Math.addExact(bytes, weightBytes(node, network.nodes().get(node).layer()));
    }
    return bytes;
  }

  /** Bytes of the stored parameters of {@code layer}, which is node number {@code node}. */
  long weightBytes(int node, Layer layer) {
    long weights = layer.weightCount();
    long bits = Math.multiplyExact(weights, (long) layers.get(node).weights().bits());
    long others = layer.parameters() - weights;
    return (bits + Byte.SIZE - 1) / Byte.SIZE + others * FULL_PRECISION_BYTES;
  }

  /** Multiply-accumulates of one inference whose weights are held in {@code weights}. */
  public long multiplyAccumulates(Network network, NumberFormat weights) {
    checkFits(network);
    long macs = 0;
    for (int node = 0; node < layers.size(); node++) {
      if (layers.get(node).weights() == weights) {
        macs = Math.addExact(macs, network.nodes().get(node).multiplyAccumulates());
      }
    }
    return macs;
  }

  void checkFits(Network network) {
    if (layers.size() != network.nodes().size()) {
      throw new UserError(
          "Precision plan %s has %d layers but network %s has %d; make the plan from the network"
              .formatted(name, layers.size(), network.name(), network.nodes().size()));
    }
  }
}
