package org.greensweep.inference.kernel;

/**
 * A 1-bit convolution of one group whose output is needed for its signs only: they are packed in
 * the layout of one group, and no fp32 value is ever stored.
 */
public interface SignConvolution {
  /** Parts that may run at the same time. */
  int tiles();

  /** Computes one tile: whole words of {@code output}, unused bits 0. */
  void run(int tile, long[] input, long[] output, Scratch scratch);
}
