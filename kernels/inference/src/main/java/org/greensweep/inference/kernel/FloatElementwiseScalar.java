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
    affinePart(input, 0, scale.length, scale, shift, output, from, to, clamp);
  }

  @Override
  public void affinePart(
      float[] input,
      int first,
      int channels,
      float[] scale,
      float[] shift,
      float[] output,
      int from,
      int to,
      Clamp clamp) {
    for (int pixel = from; pixel < to; pixel++) {
      for (int channel = 0; channel < channels; channel++) {
        float scaled = input[pixel * channels + channel] * scale[first + channel];
        output[pixel * scale.length + first + channel] =
            clamp.apply(scaled + shift[first + channel]);
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
