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

  /**
   * As {@link #pack} for one part of a map's channels that is held apart from the others.
   *
   * @param first its first channel, a multiple of 64; {@code scale} and {@code shift} are the whole
   *     map's
   * @param channels how many it has, which are all that {@code input} holds
   * @param words of each pixel of the whole map, in one group
   */
  void packPart(
      int first,
      int channels,
      float[] input,
      float[] scale,
      float[] shift,
      int words,
      long[] output,
      int from,
      int to);
}
