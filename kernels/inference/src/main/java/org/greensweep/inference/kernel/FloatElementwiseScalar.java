package org.greensweep.inference.kernel;

import org.greensweep.network.Layer.Function;

/** One element at a time. */
public final class FloatElementwiseScalar implements FloatElementwise {
  @Override
  public void add(float[] left, float[] right, float[] output, int from, int to, Clamp clamp) {
    for (int i = from; i < to; i++) {
      output[i] = clamp.apply(left[i] + right[i]);
    }
  }

  @Override
  public void clamp(float[] input, float[] output, int from, int to, Clamp clamp) {
    for (int i = from; i < to; i++) {
      output[i] = clamp.apply(input[i]);
    }
  }

  @Override
  public void sign(float[] input, float[] output, int from, int to) {
    for (int i = from; i < to; i++) {
      output[i] = input[i] >= 0 ? 1 : -1;
    }
  }

  @Override
  public void affine(
      float[] input, float[] scale, float[] shift, float[] output, int from, int to, Clamp clamp) {
    for (int pixel = from; pixel < to; pixel++) {
      for (int channel = 0; channel < scale.length; channel++) {
        int at = pixel * scale.length + channel;
        float scaled = input[at] * scale[channel];
        output[at] = clamp.apply(scaled + shift[channel]);
      }
    }
  }

  @Override
  public void apply(Function function, float[] input, float[] output, int from, int to) {
    Gates.apply(function, input, output, from, to);
  }

  @Override
  public void multiply(float[] map, float[] gate, int factors, float[] output, int from, int to) {
    Gates.multiply(map, gate, factors, output, from, to);
  }
}
