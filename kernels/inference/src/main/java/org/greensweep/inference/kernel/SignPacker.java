package org.greensweep.inference.kernel;

/** Packs the signs of an fp32 map into words: 64 channels each, zero counted as positive. */
public interface SignPacker {
  /**
   * Sets the bit of each element of pixels {@code from} to {@code to} where {@code input *
   * scale[channel] + shift[channel] >= 0} (two roundings): a batch norm and the sign behind it in
   * one pass.
   */
  void pack(
      BitLayout layout,
      float[] input,
      float[] scale,
      float[] shift,
      long[] output,
      int from,
      int to);
}
