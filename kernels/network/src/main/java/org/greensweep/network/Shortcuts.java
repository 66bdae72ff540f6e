package org.greensweep.network;

/** Finds shortcut convolutions in a graph by structure, whatever the layers are called. */
final class Shortcuts {
  private Shortcuts() {}

  /**
   * Whether {@code node} is a 1 x 1 convolution that is alone (but for layers without
   * multiply-accumulates) on a path from a fork to an addition: the projection of a residual block
   * (He 2015, option B).
   */
  static boolean isProjection(Network network, int node) {
    return network.nodes().get(node).layer() instanceof Layer.Convolution convolution
        && convolution.window().kernelHeight() == 1
        && convolution.window().kernelWidth() == 1
        && endsInAddition(network, node)
        && startsAtFork(network, network.nodes().get(node).inputs().get(0));
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
