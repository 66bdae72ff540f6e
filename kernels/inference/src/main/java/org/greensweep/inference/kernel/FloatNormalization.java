package org.greensweep.inference.kernel;

import org.greensweep.network.LocalResponseNormalization;

/** fp32 operators that divide by something gathered over channels. */
public interface FloatNormalization {
  /**
   * Local response normalization of pixels {@code from} to {@code to} of a map of {@code channels}.
   */
  void localResponse(
      LocalResponseNormalization layer,
      float[] input,
      float[] output,
      int channels,
      int from,
      int to,
      Scratch scratch);

  /** {@code exp(x - max) / sum} over the first {@code length} elements. */
  void softmax(float[] input, float[] output, int length);

  /** Normalizes each pixel {@code from} to {@code to} over its channels, one per gamma. */
  void layer(
      double epsilon, float[] gamma, float[] beta, float[] input, float[] output, int from, int to);
}
