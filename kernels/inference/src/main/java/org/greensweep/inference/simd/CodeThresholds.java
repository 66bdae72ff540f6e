package org.greensweep.inference.simd;

import static jdk.incubator.vector.VectorOperators.S2B;
import static org.greensweep.inference.simd.QuantizerVector.MAGIC;
import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.HALF_BYTES;
import static org.greensweep.inference.simd.Species.INTS;
import static org.greensweep.inference.simd.Species.LANES;
import static org.greensweep.inference.simd.Species.SHORTS;
import static org.greensweep.inference.simd.Species.SHORT_LANES;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import org.greensweep.inference.kernel.CodeSteps;
import org.greensweep.inference.kernel.Int8Convolution.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * The sums beyond which each of up to four steps of the output code is made, per channel: where
 * nothing is added to a sum, three or four comparisons say what scaling, clamping, a function,
 * dividing and rounding would.
 */
final class CodeThresholds {
  /** Steps between four codes. */
  private static final int USUAL = 3;

  private final CodeSteps steps;

  /** By step, then channel; with a vector of channels behind the last. */
  private final float[][] sums;

  /** The same for sums in int32, always of four steps. */
  private final int[][] intSums;

  /** The same for sums that fit 16 bits. */
  private final short[][] shortSums;

  private CodeThresholds(Parameters parameters, CodeSteps steps) {
    int channels = parameters.bias().length;
    this.steps = steps;
    this.sums = new float[Math.max(steps.count(), USUAL)][channels + LANES];
    this.intSums = new int[CodeSteps.MOST][channels];
    this.shortSums = new short[sums.length][channels];
    for (int step = sums.length; step < intSums.length; step++) {
      Arrays.fill(intSums[step], Integer.MAX_VALUE);
    }
    for (int step = 0; step < sums.length; step++) {
      Arrays.fill(sums[step], Float.POSITIVE_INFINITY);
      for (int channel = 0; channel < channels; channel++) {
        float sum = greatestBefore(parameters, channel, step);
        sums[step][channel] = sum;
        // Saturates where it is infinite.
        intSums[step][channel] = (int) sum;
        shortSums[step][channel] =
            (short) Math.min(Math.max(sum, Short.MIN_VALUE), Short.MAX_VALUE);
      }
    }
  }

  /** Null where the output has more codes or falls as a sum grows. */
  static @Nullable CodeThresholds of(Parameters parameters) {
    CodeSteps steps = parameters.steps();
    if (steps == null && parameters.output() != null) {
      steps = CodeSteps.of(parameters.output());
    }
    if (steps == null) {
      return null;
    }
    for (float scale : parameters.scales()) {
      if (!(scale >= 0)) {
        return null;
      }
    }
    return new CodeThresholds(parameters, steps);
  }

  /** The greatest sum before a step; infinite where no sum reaches it. */
  private float greatestBefore(Parameters parameters, int channel, int step) {
    if (step >= steps.count()) {
      return Float.POSITIVE_INFINITY;
    }
    long below = Integer.MIN_VALUE - 1L;
    long above = Integer.MAX_VALUE + 1L;
    while (above - below > 1) {
      int sum = (int) ((below + above) / 2);
      float scaled = sum * parameters.scales()[channel];
      float value = parameters.clamp().apply(scaled + parameters.bias()[channel]);
      if (value > steps.bound(step)) {
        above = sum;
      } else {
        below = sum;
      }
    }
    if (above > Integer.MAX_VALUE) {
      return Float.POSITIVE_INFINITY;
    }
    return below < Integer.MIN_VALUE ? Float.NEGATIVE_INFINITY : below;
  }

  private byte codeBehind(int step) {
    return steps.codeBehind(Math.min(step, steps.count()));
  }

  /** Stores the codes of a vector of channels of several pixels. */
  void encode(
      float[] from, int at, int sumStride, int rows, int channel, byte[] to, int toAt, int stride) {
    if (sums.length > USUAL) {
      encodeFour(from, at, sumStride, rows, channel, to, toAt, stride);
      return;
    }
    FloatVector first = FloatVector.fromArray(FLOATS, sums[0], channel);
    FloatVector second = FloatVector.fromArray(FLOATS, sums[1], channel);
    FloatVector third = FloatVector.fromArray(FLOATS, sums[2], channel);
    FloatVector code0 = code(0);
    FloatVector code1 = code(1);
    FloatVector code2 = code(2);
    FloatVector code3 = code(3);
    int source = at;
    int target = toAt;
    for (int row = 0; row < rows; row++) {
      FloatVector sum = FloatVector.fromArray(FLOATS, from, source);
      FloatVector code =
          code0
              .blend(code1, first.lt(sum))
              .blend(code2, second.lt(sum))
              .blend(code3, third.lt(sum));
      QuantizerVector.storeBytes(code.add(MAGIC).reinterpretAsInts(), to, target);
      source += sumStride;
      target += stride;
    }
  }

  private void encodeFour(
      float[] from, int at, int sumStride, int rows, int channel, byte[] to, int toAt, int stride) {
    FloatVector first = FloatVector.fromArray(FLOATS, sums[0], channel);
    FloatVector second = FloatVector.fromArray(FLOATS, sums[1], channel);
    FloatVector third = FloatVector.fromArray(FLOATS, sums[2], channel);
    FloatVector fourth = FloatVector.fromArray(FLOATS, sums[3], channel);
    FloatVector code0 = code(0);
    FloatVector code1 = code(1);
    FloatVector code2 = code(2);
    FloatVector code3 = code(3);
    FloatVector code4 = code(4);
    int source = at;
    int target = toAt;
    for (int row = 0; row < rows; row++) {
      FloatVector sum = FloatVector.fromArray(FLOATS, from, source);
      FloatVector code =
          code0
              .blend(code1, first.lt(sum))
              .blend(code2, second.lt(sum))
              .blend(code3, third.lt(sum))
              .blend(code4, fourth.lt(sum));
      QuantizerVector.storeBytes(code.add(MAGIC).reinterpretAsInts(), to, target);
      source += sumStride;
      target += stride;
    }
  }

  /** As above, of sums in int32, none of which is the least or the greatest int. */
  void encode(
      int[] from, int at, int sumStride, int rows, int channel, byte[] to, int toAt, int stride) {
    IntVector first = IntVector.fromArray(INTS, intSums[0], channel);
    IntVector second = IntVector.fromArray(INTS, intSums[1], channel);
    IntVector third = IntVector.fromArray(INTS, intSums[2], channel);
    IntVector fourth = IntVector.fromArray(INTS, intSums[3], channel);
    IntVector code0 = IntVector.broadcast(INTS, codeBehind(0));
    IntVector code1 = IntVector.broadcast(INTS, codeBehind(1));
    IntVector code2 = IntVector.broadcast(INTS, codeBehind(2));
    IntVector code3 = IntVector.broadcast(INTS, codeBehind(3));
    IntVector code4 = IntVector.broadcast(INTS, codeBehind(4));
    int source = at;
    int target = toAt;
    for (int row = 0; row < rows; row++) {
      IntVector sum = IntVector.fromArray(INTS, from, source);
      IntVector code =
          code0
              .blend(code1, first.lt(sum))
              .blend(code2, second.lt(sum))
              .blend(code3, third.lt(sum))
              .blend(code4, fourth.lt(sum));
      QuantizerVector.storeBytes(code, to, target);
      source += sumStride;
      target += stride;
    }
  }

  /**
   * Stores the codes of a vector of channels of several pixels, whose sums lie a vector apart; none
   * is {@link Short#MIN_VALUE}.
   */
  void encode(short[] from, int at, int rows, int channel, byte[] to, int toAt, int stride) {
    if (sums.length > USUAL) {
      encodeFour(from, at, rows, channel, to, toAt, stride);
      return;
    }
    ShortVector first = ShortVector.fromArray(SHORTS, shortSums[0], channel);
    ShortVector second = ShortVector.fromArray(SHORTS, shortSums[1], channel);
    ShortVector third = ShortVector.fromArray(SHORTS, shortSums[2], channel);
    ShortVector code0 = ShortVector.broadcast(SHORTS, codeBehind(0));
    ShortVector code1 = ShortVector.broadcast(SHORTS, codeBehind(1));
    ShortVector code2 = ShortVector.broadcast(SHORTS, codeBehind(2));
    ShortVector code3 = ShortVector.broadcast(SHORTS, codeBehind(3));
    int source = at;
    int target = toAt;
    for (int row = 0; row < rows; row++) {
      ShortVector sum = ShortVector.fromArray(SHORTS, from, source);
      ShortVector code =
          code0
              .blend(code1, first.lt(sum))
              .blend(code2, second.lt(sum))
              .blend(code3, third.lt(sum));
      ((ByteVector) code.convertShape(S2B, HALF_BYTES, 0)).intoArray(to, target);
      source += SHORT_LANES;
      target += stride;
    }
  }

  private void encodeFour(
      short[] from, int at, int rows, int channel, byte[] to, int toAt, int stride) {
    ShortVector first = ShortVector.fromArray(SHORTS, shortSums[0], channel);
    ShortVector second = ShortVector.fromArray(SHORTS, shortSums[1], channel);
    ShortVector third = ShortVector.fromArray(SHORTS, shortSums[2], channel);
    ShortVector fourth = ShortVector.fromArray(SHORTS, shortSums[3], channel);
    ShortVector code0 = ShortVector.broadcast(SHORTS, codeBehind(0));
    ShortVector code1 = ShortVector.broadcast(SHORTS, codeBehind(1));
    ShortVector code2 = ShortVector.broadcast(SHORTS, codeBehind(2));
    ShortVector code3 = ShortVector.broadcast(SHORTS, codeBehind(3));
    ShortVector code4 = ShortVector.broadcast(SHORTS, codeBehind(4));
    int source = at;
    int target = toAt;
    for (int row = 0; row < rows; row++) {
      ShortVector sum = ShortVector.fromArray(SHORTS, from, source);
      ShortVector code =
          code0
              .blend(code1, first.lt(sum))
              .blend(code2, second.lt(sum))
              .blend(code3, third.lt(sum))
              .blend(code4, fourth.lt(sum));
      ((ByteVector) code.convertShape(S2B, HALF_BYTES, 0)).intoArray(to, target);
      source += SHORT_LANES;
      target += stride;
    }
  }

  /**
   * A code in each lane, as a number: after {@link QuantizerVector#MAGIC} is added it is the lowest
   * byte. Of the bits of an int, which would need no addition, C2 made objects.
   */
  private FloatVector code(int step) {
    return FloatVector.broadcast(FLOATS, (float) codeBehind(step));
  }
}
