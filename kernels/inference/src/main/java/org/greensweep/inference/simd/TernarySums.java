package org.greensweep.inference.simd;

import java.util.Arrays;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Int8Convolution.Parameters;
import org.greensweep.inference.kernel.Quantization;
import org.jspecify.annotations.Nullable;

/**
 * How weights of few magnitudes are sums of ternary ones: {@code sum over i of magnitudes[i] * t},
 * every {@code t} being -1, 0 or +1. Ternary weights have one magnitude, those of int2 two.
 */
@SuppressWarnings("ArrayRecordComponent") // a plain table, never compared
record TernarySums(int[] magnitudes) {
  private static final int MOST_MAGNITUDES = 2;

  /** Integers that a float surely holds. */
  private static final int EXACT = 1 << 24;

  /** Null where inputs have more than two bits or weights more magnitudes. */
  static @Nullable TernarySums of(ConvolutionShape shape, Parameters parameters) {
    Quantization input = parameters.input();
    if (input.highest() - input.lowest() > BitPlanes.HIGHEST) {
      return null;
    }
    boolean[] present = new boolean[-Byte.MIN_VALUE + 1];
    for (byte weight : parameters.weights()) {
      present[Math.abs(weight)] = true;
    }
    int[] magnitudes = new int[MOST_MAGNITUDES];
    int count = 0;
    for (int magnitude = 1; magnitude < present.length; magnitude++) {
      if (present[magnitude]) {
        if (count == MOST_MAGNITUDES) {
          return null;
        }
        magnitudes[count] = magnitude;
        count++;
      }
    }
    if (count == 0) {
      return null;
    }
    int largest = magnitudes[count - 1];
    boolean exact = (long) shape.depth() * largest * BitPlanes.HIGHEST < EXACT;
    return exact ? new TernarySums(Arrays.copyOf(magnitudes, count)) : null;
  }

  /** Output channels of a {@link TernaryTile}. */
  int width() {
    return TernaryTile.WIDTH / magnitudes.length;
  }
}
