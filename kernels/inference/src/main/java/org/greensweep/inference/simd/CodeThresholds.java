package org.greensweep.inference.simd;

import static jdk.incubator.vector.VectorOperators.S2B;
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
import org.greensweep.inference.kernel.Int8Convolution.Parameters;
import org.greensweep.inference.kernel.Quantization;
import org.jspecify.annotations.Nullable;

/**
 * The sums beyond which each of up to four output codes is reached, per channel: where nothing is
 * added to a sum, three comparisons say what scaling, clamping, dividing and rounding would.
 */
final class CodeThresholds {
  /** Steps between four codes. */
  private static final int STEPS = 3;

  private final int lowest;

  /** By step, then channel; with a vector of channels behind the last. */
  private final float[][] sums;

  /** The same for sums that fit 16 bits. */
  private final short[][] shortSums;

  private CodeThresholds(Parameters parameters, Quantization output) {
    int channels = parameters.bias().length;
    this.lowest = output.lowest();
    this.sums = new float[STEPS][channels + LANES];
    this.shortSums = new short[STEPS][channels];
    for (int step = 0; step < STEPS; step++) {
      Arrays.fill(sums[step], Float.POSITIVE_INFINITY);
      for (int channel = 0; channel < channels; channel++) {
        float sum = greatestBelow(parameters, output, channel, lowest + step + 1);
        sums[step][channel] = sum;
        shortSums[step][channel] =
            (short) Math.min(Math.max(sum, Short.MIN_VALUE), Short.MAX_VALUE);
      }
    }
  }

  /** Null where the output has more codes or falls as a sum grows. */
  static @Nullable CodeThresholds of(Parameters parameters) {
    Quantization output = parameters.output();
    if (output == null || output.highest() - output.lowest() > STEPS) {
      return null;
    }
    for (float scale : parameters.scales()) {
      if (!(scale >= 0)) {
        return null;
      }
    }
    return new CodeThresholds(parameters, output);
  }

  /** The greatest sum whose code is less than {@code code}; infinite where no sum reaches it. */
  private static float greatestBelow(
      Parameters parameters, Quantization output, int channel, int code) {
    long below = Integer.MIN_VALUE - 1L;
    long above = Integer.MAX_VALUE + 1L;
    while (above - below > 1) {
      int sum = (int) ((below + above) / 2);
      float scaled = sum * parameters.scales()[channel];
      float value = parameters.clamp().apply(scaled + parameters.bias()[channel]);
      if (output.quantize(value) >= code) {
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

  /** Stores the codes of a vector of channels of several pixels. */
  void encode(
      float[] from, int at, int sumStride, int rows, int channel, byte[] to, int toAt, int stride) {
    FloatVector first = FloatVector.fromArray(FLOATS, sums[0], channel);
    FloatVector second = FloatVector.fromArray(FLOATS, sums[1], channel);
    FloatVector third = FloatVector.fromArray(FLOATS, sums[2], channel);
    FloatVector code0 = code(lowest);
    FloatVector code1 = code(lowest + 1);
    FloatVector code2 = code(lowest + 2);
    FloatVector code3 = code(lowest + 3);
    int source = at;
    int target = toAt;
    for (int row = 0; row < rows; row++) {
      FloatVector sum = FloatVector.fromArray(FLOATS, from, source);
      FloatVector code =
          code0
              .blend(code1, first.lt(sum))
              .blend(code2, second.lt(sum))
              .blend(code3, third.lt(sum));
      QuantizerVector.storeBytes(code.reinterpretAsInts(), to, target);
      source += sumStride;
      target += stride;
    }
  }

  /**
   * Stores the codes of a vector of channels of several pixels, whose sums lie a vector apart; none
   * is {@link Short#MIN_VALUE}.
   */
  void encode(short[] from, int at, int rows, int channel, byte[] to, int toAt, int stride) {
    ShortVector first = ShortVector.fromArray(SHORTS, shortSums[0], channel);
    ShortVector second = ShortVector.fromArray(SHORTS, shortSums[1], channel);
    ShortVector third = ShortVector.fromArray(SHORTS, shortSums[2], channel);
    ShortVector code0 = ShortVector.broadcast(SHORTS, (short) lowest);
    ShortVector code1 = ShortVector.broadcast(SHORTS, (short) (lowest + 1));
    ShortVector code2 = ShortVector.broadcast(SHORTS, (short) (lowest + 2));
    ShortVector code3 = ShortVector.broadcast(SHORTS, (short) (lowest + 3));
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

  /** The bits of a code in each lane, never computed with. */
  private static FloatVector code(int code) {
    return IntVector.broadcast(INTS, code).reinterpretAsFloats();
  }
}
