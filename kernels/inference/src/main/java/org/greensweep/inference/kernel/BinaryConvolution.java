package org.greensweep.inference.kernel;

import org.jspecify.annotations.Nullable;

/**
 * 1-bit convolution of packed signs: {@code clamp(dot * scale[channel] + shift[channel] +
 * residual)}, every operation rounded once, where {@code dot = n - 2 * popcount(input xor weights)}
 * over the {@code n} positions that are not zero padding: equal signs give +1, different ones -1.
 */
public interface BinaryConvolution {
  /** Parts that may run at the same time. */
  int tiles();

  /**
   * Computes one tile.
   *
   * @param input packed by the {@link BitLayout} of the shape's input channels and groups
   * @param residual added before the clamp; null adds nothing
   */
  void run(int tile, long[] input, float @Nullable [] residual, float[] output, Scratch scratch);

  /** What follows the dot product, per output channel. */
  @SuppressWarnings("ArrayRecordComponent") // plain tables, never compared
  record Epilogue(float[] scale, float[] shift, Clamp clamp) {}
}
