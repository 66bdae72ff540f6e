package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.INTS;
import static org.greensweep.inference.simd.Species.LANES;
import static org.greensweep.inference.simd.Species.MASKS_ARE_BITS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.greensweep.inference.kernel.BitLayout;
import org.greensweep.inference.kernel.SignPacker;

/**
 * Packs half a word at a time: each lane of each vector owns one bit of an int, and one reduction
 * joins them. Where masks are bits already, a word at a time.
 */
final class SignPackerVector implements SignPacker {
  private static final int HALF = Integer.SIZE;

  /** The float that has bit i alone set. */
  private static final float[] FLOAT_BITS = floatBits();

  private static float[] floatBits() {
    float[] bits = new float[HALF];
    for (int i = 0; i < HALF; i++) {
      bits[i] = Float.intBitsToFloat(1 << i);
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
      if (MASKS_ARE_BITS) {
        int next = Math.min(channel + Long.SIZE, end);
        output[word++] = word(input, base, scale, shift, channel, next);
        continue;
      }
      long low = half(input, base, scale, shift, channel, end);
      long high = half(input, base, scale, shift, channel + HALF, end);
      output[word++] = (low & 0xFFFFFFFFL) | high << HALF;
    }
  }

  /** Up to 64 channels by masks. */
  private static long word(
      float[] input, int base, float[] scale, float[] shift, int channel, int end) {
    FloatVector zero = FloatVector.zero(FLOATS);
    long word = 0;
    int c = channel;
    for (; c <= end - LANES; c += LANES) {
      FloatVector value =
          FloatVector.fromArray(FLOATS, input, base + c)
              .mul(FloatVector.fromArray(FLOATS, scale, c))
              .add(FloatVector.fromArray(FLOATS, shift, c));
      word |= zero.compare(VectorOperators.LE, value).toLong() << (c - channel);
    }
    return word | (long) rest(input, base, scale, shift, c, end) << (c - channel);
  }

  /** Fewer channels than an int has bits. */
  private static int rest(
      float[] input, int base, float[] scale, float[] shift, int channel, int end) {
    int bits = 0;
    for (int c = channel; c < end; c++) {
      float scaled = input[base + c] * scale[c];
      bits |= scaled + shift[c] >= 0 ? 1 << (c - channel) : 0;
    }
    return bits;
  }

  private static int half(
      float[] input, int base, float[] scale, float[] shift, int channel, int end) {
    return channel + HALF <= end
        ? fullHalf(input, base, scale, shift, channel)
        : rest(input, base, scale, shift, channel, end);
  }

  private static int fullHalf(float[] input, int base, float[] scale, float[] shift, int channel) {
    FloatVector zero = FloatVector.zero(FLOATS);
    IntVector bits = IntVector.zero(INTS);
    for (int i = 0; i < HALF; i += LANES) {
      int c = channel + i;
      FloatVector value =
          FloatVector.fromArray(FLOATS, input, base + c)
              .mul(FloatVector.fromArray(FLOATS, scale, c))
              .add(FloatVector.fromArray(FLOATS, shift, c));
      // Blended as floats, since casting a mask to other lanes makes an object of it.
      FloatVector set =
          zero.blend(
              FloatVector.fromArray(FLOATS, FLOAT_BITS, i),
              zero.compare(VectorOperators.LE, value));
      // Not reinterpretAsInts, whose target JDK 17 looks up anew: it may not see what it finds.
      bits = bits.or(set.convertShape(VectorOperators.REINTERPRET_F2I, INTS, 0));
    }
    return bits.reduceLanes(VectorOperators.OR);
  }
}
