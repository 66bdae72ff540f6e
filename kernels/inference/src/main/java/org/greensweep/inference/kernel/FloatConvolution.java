package org.greensweep.inference.kernel;

import org.jspecify.annotations.Nullable;

/**
 * fp32 convolution with everything that follows it elementwise: {@code clamp(bias + convolution +
 * residual)}. A batch norm is folded into weights and bias before.
 */
public interface FloatConvolution {
  /** Parts that may run at the same time. */
  int tiles();

  /**
   * Computes one tile.
   *
   * @param residual added before the clamp, shaped like the output; null adds nothing
   */
  void run(int tile, float[] input, float @Nullable [] residual, float[] output, Scratch scratch);

  /** What a convolution is made of; arrays may be kept, never written. */
  @SuppressWarnings("ArrayRecordComponent") // plain tables, never compared
  record Parameters(ConvolutionShape shape, float[] weights, float[] bias, Clamp clamp) {}
}
