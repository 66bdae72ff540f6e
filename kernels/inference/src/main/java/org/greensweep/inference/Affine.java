package org.greensweep.inference;

import java.util.Arrays;
import org.greensweep.network.Layer;
import org.greensweep.network.Network;

/** {@code x * scale[channel] + shift[channel]}: what a batch norm does at inference. */
@SuppressWarnings("ArrayRecordComponent") // plain tables, never compared
record Affine(float[] scale, float[] shift) {

  static Affine identity(int channels) {
    float[] ones = new float[channels];
    Arrays.fill(ones, 1);
    return new Affine(ones, new float[channels]);
  }

  /**
   * A batch norm with random statistics near those of its input: {@code scale = gamma /
   * sqrt(variance + epsilon)}, {@code shift = beta - mean * scale}.
   */
  static Affine of(Network network, int node, long seed) {
    Layer.BatchNormalization layer = (Layer.BatchNormalization) network.nodes().get(node).layer();
    RandomValues random = new RandomValues(seed, node);
    float spread = Weights.outputVariance(network, network.nodes().get(node).inputs().get(0));
    float[] scale = new float[layer.channels()];
    float[] shift = new float[layer.channels()];
    for (int channel = 0; channel < layer.channels(); channel++) {
      double gamma = random.uniform(0.8f, 1.2f);
      double beta = random.uniform(-0.1f, 0.1f);
      double mean = random.uniform(-0.1f, 0.1f);
      double variance = spread * random.uniform(0.8f, 1.25f);
      scale[channel] = (float) (gamma / Math.sqrt(variance + layer.epsilon()));
      shift[channel] = (float) (beta - mean * scale[channel]);
    }
    return new Affine(scale, shift);
  }

  Affine then(Affine next) {
    float[] scaled = new float[scale.length];
    float[] shifted = new float[scale.length];
    for (int i = 0; i < scale.length; i++) {
      scaled[i] = scale[i] * next.scale[i];
      shifted[i] = shift[i] * next.scale[i] + next.shift[i];
    }
    return new Affine(scaled, shifted);
  }
}
