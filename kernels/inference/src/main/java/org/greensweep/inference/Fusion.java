package org.greensweep.inference;

import java.util.ArrayList;
import java.util.List;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Activation;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.Network;
import org.greensweep.network.PerPatch;
import org.jspecify.annotations.Nullable;

/**
 * One node together with what follows it elementwise and nobody else reads: batch norms, then one
 * addition, then one of the ReLU family.
 *
 * @param root the node that does the work
 * @param output the last node taken in, whose value is stored
 * @param normalizations batch norms taken in, in order
 * @param residual the node that is added; -1 for none
 */
record Fusion(int root, int output, List<Integer> normalizations, int residual, Clamp clamp) {
  static final int NONE = -1;

  /** The fusion that stores each node's value; null where a later node takes the value in. */
  static List<@Nullable Fusion> of(Network network) {
    List<List<Integer>> readers = readers(network);
    List<@Nullable Fusion> stored = new ArrayList<>();
    boolean[] taken = new boolean[network.nodes().size()];
    network.nodes().forEach(node -> stored.add(null));
    for (int node = 0; node < network.nodes().size(); node++) {
      if (!taken[node]) {
        Fusion fusion = start(network, node);
        taken[node] = true;
        while (true) {
          Fusion longer = fusion.extended(network, readers, taken);
          if (longer == null) {
            break;
          }
          fusion = longer;
          taken[fusion.output] = true;
        }
        stored.set(fusion.output, fusion);
      }
    }
    return stored;
  }

  /** The nodes that read each node. */
  static List<List<Integer>> readers(Network network) {
    List<List<Integer>> readers = new ArrayList<>();
    for (int node = 0; node < network.nodes().size(); node++) {
      readers.add(new ArrayList<>());
      for (int input : network.nodes().get(node).inputs()) {
        readers.get(input).add(node);
      }
    }
    return readers;
  }

  private static Fusion start(Network network, int node) {
    return new Fusion(node, node, List.of(), NONE, Clamp.NONE);
  }

  private @Nullable Fusion extended(Network network, List<List<Integer>> readers, boolean[] taken) {
    if (readers.get(output).size() != 1 || !clamp.isNone() || network.outputs().contains(output)) {
      return null;
    }
    int next = readers.get(output).get(0);
    Layer rootLayer = network.nodes().get(root).layer();
    Layer layer = network.nodes().get(next).layer();
    boolean multiplies = rootLayer instanceof Layer.Convolution || rootLayer instanceof Layer.Dense;
    if (taken[next] || rootLayer instanceof PerPatch) {
      return null;
    }
    if (layer instanceof Layer.BatchNormalization && multiplies && residual == NONE) {
      List<Integer> longer = new ArrayList<>(normalizations);
      longer.add(next);
      return new Fusion(root, next, List.copyOf(longer), residual, clamp);
    }
    if (layer instanceof Layer.Add && multiplies && residual == NONE) {
      List<Integer> inputs = network.nodes().get(next).inputs();
      return inputs.size() == 2
          ? new Fusion(
              root,
              next,
              normalizations,
              inputs.get(0) == output ? inputs.get(1) : inputs.get(0),
              clamp)
          : null;
    }
    if (layer instanceof Activation activation && (multiplies || clamps(rootLayer))) {
      Clamp bounds = clamp(activation.function());
      return bounds.isNone() ? null : new Fusion(root, next, normalizations, residual, bounds);
    }
    return null;
  }

  /** The bounds of a function of the ReLU family; none for any other. */
  static Clamp clamp(Function function) {
    return switch (function) {
      case RELU -> Clamp.RELU;
      case RELU6 -> Clamp.RELU6;
      default -> Clamp.NONE;
    };
  }

  /** Whether the kernel of a layer without multiplications ends in a clamp. */
  private static boolean clamps(Layer layer) {
    return layer instanceof Layer.Add
        || layer instanceof Layer.BatchNormalization
        || layer instanceof Layer.MaxPool
        || layer instanceof Layer.AveragePool
        || layer instanceof Layer.AdaptiveAveragePool;
  }

  /** Whether this is a lone batch norm, which a packing of signs can take in. */
  boolean isPlainNormalization(Network network) {
    return root == output && network.nodes().get(root).layer() instanceof Layer.BatchNormalization;
  }

  static boolean isSign(Layer layer) {
    return layer instanceof Activation activation && activation.function() == Function.SIGN;
  }
}
