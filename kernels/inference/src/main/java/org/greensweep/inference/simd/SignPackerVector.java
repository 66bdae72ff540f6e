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
  private static final IntVector BITS =
      IntVector.broadcast(INTS, 1).lanewise(VectorOperators.LSHL, IntVector.zero(INTS).addIndex(1));

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
        int end = channel + layout.groupChannels();
        int base = pixel * layout.channels();
        int at = pixel * layout.wordsPerPixel() + group * words;
        for (; channel < end; channel += Long.SIZE) {
          long low = half(input, base, scale, shift, channel, end);
          long high = half(input, base, scale, shift, channel + HALF, end);
          output[at++] = (low & 0xFFFFFFFFL) | high << HALF;
        }
      }
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
    IntVector none = IntVector.zero(INTS);
    IntVector owned = BITS;
    IntVector bits = none;
    for (int c = channel; c < channel + HALF; c += LANES) {
      FloatVector value =
          FloatVector.fromArray(FLOATS, input, base + c)
              .mul(FloatVector.fromArray(FLOATS, scale, c))
              .add(FloatVector.fromArray(FLOATS, shift, c));
      bits = bits.or(none.blend(owned, zero.compare(VectorOperators.LE, value).cast(INTS)));
      owned = owned.lanewise(VectorOperators.LSHL, LANES);
    }
    return bits.reduceLanes(VectorOperators.OR);
  }
}
