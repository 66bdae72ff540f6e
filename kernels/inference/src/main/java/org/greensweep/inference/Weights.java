package org.greensweep.inference;

import org.greensweep.network.Layer;
import org.greensweep.network.Layer.WeightKind;
import org.greensweep.network.Network;

/**
 * Random weights of a convolution or dense layer, determined by seed and place in the graph.
 *
 * <p>Real weights are uniform with variance {@code 2 / depth} (He 2015, equation 10), so that
 * activations neither grow nor vanish with depth; binary ones are -1 or +1.
 *
 * @param values {@code outputChannels x kernelHeight x kernelWidth x inputChannels/groups}
 */
@SuppressWarnings("ArrayRecordComponent") // plain tables, never compared
record Weights(float[] values, float[] bias) {
  private static final float BIAS_LIMIT = 0.1f;

  static Weights of(Layer.Convolution layer, long seed, int node) {
    return random(
        layer.weightCount(),
        layer.outputChannels(),
        layer.bias(),
        layer.weightKind(),
        new RandomValues(seed, node));
  }

  static Weights of(Layer.Dense layer, long seed, int node) {
    return random(
        layer.weightCount(),
        layer.outputFeatures(),
        layer.bias(),
        layer.weightKind(),
        new RandomValues(seed, node));
  }

  private static Weights random(
      long count, int outputs, boolean hasBias, WeightKind kind, RandomValues random) {
    int length = Math.toIntExact(count);
    float limit = (float) Math.sqrt(6.0 * outputs / length);
    float[] values = random.uniform(length, -limit, limit);
    if (kind == WeightKind.BINARY) {
      for (int i = 0; i < length; i++) {
        values[i] = values[i] >= 0 ? 1 : -1;
      }
    }
    float[] bias = hasBias ? random.uniform(outputs, -BIAS_LIMIT, BIAS_LIMIT) : new float[outputs];
    return new Weights(values, bias);
  }

  /** The mean magnitude of each of {@code outputs} rows (Rastegari 2016, equation 6). */
  float[] meanMagnitudes() {
    int length = values.length / bias.length;
    float[] means = new float[bias.length];
    for (int output = 0; output < means.length; output++) {
      double sum = 0;
      for (int i = 0; i < length; i++) {
        sum += Math.abs(values[output * length + i]);
      }
      means[output] = (float) (sum / length);
    }
    return means;
  }

  /** The same layer with an affine map of its outputs folded in. */
  Weights then(Affine affine) {
    float[] scaled = new float[values.length];
    float[] shifted = new float[bias.length];
    int length = values.length / bias.length;
    for (int output = 0; output < bias.length; output++) {
      float scale = affine.scale()[output];
      for (int i = 0; i < length; i++) {
        scaled[output * length + i] = values[output * length + i] * scale;
      }
      shifted[output] = bias[output] * scale + affine.shift()[output];
    }
    return new Weights(scaled, shifted);
  }

  /** Variance of the outputs of binary weights over binary inputs; 1 for real weights. */
  static float outputVariance(Network network, int node) {
    Layer layer = network.nodes().get(node).layer();
    return layer.weightKind() == WeightKind.BINARY
        ? (float) layer.weightCount() / network.nodes().get(node).output().channels()
        : 1;
  }
}
