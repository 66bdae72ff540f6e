package org.greensweep.network.parameters;

import java.util.Arrays;
import org.greensweep.network.Layer;

/** {@code x * scale[channel] + shift[channel]}: what a batch norm does at inference. */
@SuppressWarnings("ArrayRecordComponent") // plain tables, never compared
public record Affine(float[] scale, float[] shift) {

  public static Affine identity(int channels) {
    float[] ones = new float[channels];
    Arrays.fill(ones, 1);
    return new Affine(ones, new float[channels]);
  }

  /**
   * A batch norm at inference: {@code scale = gamma / sqrt(variance + epsilon)}, {@code shift =
   * beta - mean * scale}.
   */
  public static Affine of(Model model, int node) {
    Layer.BatchNormalization layer =
        (Layer.BatchNormalization) model.network().nodes().get(node).layer();
    float[] gamma = model.parameters().values(node, Role.GAMMA);
    float[] beta = model.parameters().values(node, Role.BETA);
    float[] mean = model.parameters().values(node, Role.MEAN);
    float[] variance = model.parameters().values(node, Role.VARIANCE);
    float[] scale = new float[layer.channels()];
    float[] shift = new float[layer.channels()];
    for (int channel = 0; channel < layer.channels(); channel++) {
      scale[channel] = (float) (gamma[channel] / Math.sqrt(variance[channel] + layer.epsilon()));
      shift[channel] = (float) (beta[channel] - (double) mean[channel] * scale[channel]);
    }
    return new Affine(scale, shift);
  }

  /** The map that applies {@code next} to what this one gives. */
  public Affine then(Affine next) {
    float[] scaled = new float[scale.length];
    float[] shifted = new float[scale.length];
    for (int i = 0; i < scale.length; i++) {
      scaled[i] = scale[i] * next.scale[i];
      shifted[i] = shift[i] * next.scale[i] + next.shift[i];
    }
    return new Affine(scaled, shifted);
  }
}
