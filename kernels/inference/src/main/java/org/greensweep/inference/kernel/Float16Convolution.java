package org.greensweep.inference.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Convolution of inputs and weights that are stored in 16 bits, with products and sums in fp32:
 * {@code clamp(bias + convolution + residual)}, rounded to 16 bits for whoever reads it so.
 */
public interface Float16Convolution {
  /** Parts that may run at the same time. */
  int tiles();

  /**
   * Computes one tile.
   *
   * @param residual added before the clamp; null adds nothing
   * @param real receives the fp32 output; null where nobody reads it
   * @param rounded receives the output in 16 bits; null where nobody reads it
   */
  void run(
      int tile,
      short[] input,
      float @Nullable [] residual,
      float @Nullable [] real,
      short @Nullable [] rounded,
      Scratch scratch);
}
