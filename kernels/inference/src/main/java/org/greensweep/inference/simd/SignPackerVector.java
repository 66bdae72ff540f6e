package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.INTS;
import static org.greensweep.inference.simd.Species.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.greensweep.inference.kernel.BitLayout;
import org.greensweep.inference.kernel.SignPacker;

/**
 * Packs half a word at a time: each lane of each vector owns one bit of an int, and one reduction
 * joins them. (A mask's toLong is one instruction on newer JVMs, but a loop on 17.)
 */
final class SignPackerVector implements SignPacker {
  private static final int HALF = Integer.SIZE;

  /** Bit i of lane i; vector v of a half word shifts it by v times the lanes. */
  static final int[] BITS = bits();

  private static int[] bits() {
    int[] bits = new int[LANES];
    for (int i = 0; i < LANES; i++) {
      bits[i] = 1 << i;
    }
    return bits;
  }

  @Override
  public void pack(
      BitLayout layout,
      float[] input,
      float[] scale,
      float[] shift,
      long[] output,
      int from,
      int to) {
    int words = layout.wordsPerGroup();
    for (int pixel = from; pixel < to; pixel++) {
      for (int group = 0; group < layout.groups(); group++) {
        int channel = group * layout.groupChannels();
        int at = pixel * layout.wordsPerPixel() + group * words;
        int base = pixel * layout.channels();
        packRun(input, base, scale, shift, channel, channel + layout.groupChannels(), output, at);
      }
    }
  }

  @Override
  public void packPart(
      int first,
      int channels,
      float[] input,
      float[] scale,
      float[] shift,
      int words,
      long[] output,
      int from,
      int to) {
    for (int pixel = from; pixel < to; pixel++) {
      int at = pixel * words + first / Long.SIZE;
      int base = pixel * channels - first;
      packRun(input, base, scale, shift, first, first + channels, output, at);
    }
  }

  /** Channels {@code from} to {@code end} of a pixel whose channel 0 is, or would be, at base. */
  private static void packRun(
      float[] input,
      int base,
      float[] scale,
      float[] shift,
      int from,
      int end,
      long[] output,
      int at) {
    int word = at;
    for (int channel = from; channel < end; channel += Long.SIZE) {
      long low = half(input, base, scale, shift, channel, end);
      long high = half(input, base, scale, shift, channel + HALF, end);
      output[word++] = (low & 0xFFFFFFFFL) | high << HALF;
    }
  }

  private static int half(
      float[] input, int base, float[] scale, float[] shift, int channel, int end) {
    if (channel + HALF <= end) {
      return fullHalf(input, base, scale, shift, channel);
    }
    int bits = 0;
    for (int c = channel; c < end; c++) {
      float scaled = input[base + c] * scale[c];
      bits |= scaled + shift[c] >= 0 ? 1 << (c - channel) : 0;
    }
    return bits;
  }

  private static int fullHalf(float[] input, int base, float[] scale, float[] shift, int channel) {
    FloatVector zero = FloatVector.zero(FLOATS);
    // From an array: a vector that starts as an object would be one in every round.
    IntVector owned = IntVector.fromArray(INTS, BITS, 0);
    IntVector bits = IntVector.zero(INTS);
    for (int c = channel; c < channel + HALF; c += LANES) {
      FloatVector value =
          FloatVector.fromArray(FLOATS, input, base + c)
              .mul(FloatVector.fromArray(FLOATS, scale, c))
              .add(FloatVector.fromArray(FLOATS, shift, c));
      // Blended as floats, since casting a mask to other lanes makes an object of it.
      bits =
          bits.or(
              zero.blend(owned.reinterpretAsFloats(), zero.compare(VectorOperators.LE, value))
                  .reinterpretAsInts());
      owned = owned.lanewise(VectorOperators.LSHL, LANES);
    }
    return bits.reduceLanes(VectorOperators.OR);
  }
}
