package org.greensweep.network;

/** Finds what a branch of a graph is for by structure, whatever the layers are called. */
final class Branches {
  private Branches() {}

  /**
   * Whether {@code node} is a 1 x 1 convolution that is alone (but for layers without
   * multiply-accumulates) on a path from a fork to an addition: the projection of a residual block
   * (He 2015, option B).
   */
  static boolean isProjection(Network network, int node) {
    return network.nodes().get(node).layer().single() instanceof Layer.Convolution convolution
        && convolution.window().kernelHeight() == 1
        && convolution.window().kernelWidth() == 1
        && endsInAddition(network, node)
        && startsAtFork(network, network.nodes().get(node).inputs().get(0));
  }

  /**
   * Whether all that {@code node} computes ends as the gate of a product: the layers of a
   * squeeze-and-excitation (Hu 2017).
   */
  static boolean isGate(Network network, int node) {
    int current = node;
    while (network.readers(current).size() == 1) {
      int reader = network.readers(current).get(0);
      if (network.nodes().get(reader).layer() instanceof Layer.Multiply) {
        return network.nodes().get(reader).inputs().get(1) == current;
      }
      current = reader;
    }
    return false;
  }

  private static boolean endsInAddition(Network network, int node) {
    int current = node;
    while (network.readers(current).size() == 1) {
      current = network.readers(current).get(0);
      Node reader = network.nodes().get(current);
      if (reader.layer() instanceof Layer.Add) {
        return true;
      }
      if (reader.inputs().size() != 1 || reader.multiplyAccumulates() > 0) {
        return false;
      }
    }
    return false;
  }

  private static boolean startsAtFork(Network network, int node) {
    int current = node;
    while (network.readers(current).size() == 1) {
      Node passed = network.nodes().get(current);
      if (passed.inputs().size() != 1 || passed.multiplyAccumulates() > 0) {
        return false;
      }
      current = passed.inputs().get(0);
    }
    return true;
  }
}
