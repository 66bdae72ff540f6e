package org.greensweep.network.parameters;

import java.util.List;
import org.greensweep.network.Layer;
import org.greensweep.network.Layer.WeightKind;
import org.greensweep.network.LayerNormalization;
import org.greensweep.network.Network;
import org.greensweep.network.Node;

/**
 * The mean square that each node's values are expected to have under random parameters, if values
 * were independent and symmetric: enough to keep a hundred layers in range, not to predict them.
 */
final class SecondMoments {
  /** Of an input uniform from -1 to 1. */
  private static final double INPUT = 1.0 / 3;

  /** Variance of a real weight times the length of its sum. */
  private static final double GAIN = 2;

  private SecondMoments() {}

  static double[] of(Network network) {
    double[] moments = new double[network.nodes().size()];
    for (int index = 0; index < moments.length; index++) {
      Node node = network.nodes().get(index);
      moments[index] = node.inputs().isEmpty() ? INPUT : moment(network, node, moments);
    }
    return moments;
  }

  private static double moment(Network network, Node node, double[] moments) {
    List<Integer> inputs = node.inputs();
    Layer layer = node.layer().single();
    double first = moments[inputs.get(0)];
    if (layer.weightCount() > 0) {
      double depth = (double) layer.weightCount() / outputs(layer);
      return first * (layer.weightKind() == WeightKind.BINARY ? depth : GAIN);
    } else if (layer instanceof Layer.BatchNormalization || layer instanceof LayerNormalization) {
      return 1;
    } else if (layer instanceof Layer.Activation activation) {
      return switch (activation.function()) {
        case RELU, RELU6, SILU, HARD_SWISH, GELU -> first / 2;
        case SIGN -> 1;
        case SIGMOID, HARD_SIGMOID, TANH -> 0.3;
        default -> first;
      };
    } else if (layer instanceof Layer.Add) {
      return inputs.stream().mapToDouble(input -> moments[input]).sum();
    } else if (layer instanceof Layer.Multiply) {
      return first * moments[inputs.get(1)];
    } else if (layer instanceof Layer.Concat) {
      return inputs.stream().mapToDouble(input -> moments[input] * channels(network, input)).sum()
          / node.output().channels();
    }
    return first;
  }

  private static int outputs(Layer layer) {
    return layer instanceof Layer.Dense dense
        ? dense.outputFeatures()
        : ((Layer.Convolution) layer).outputChannels();
  }

  private static int channels(Network network, int node) {
    return network.nodes().get(node).output().channels();
  }
}
