package org.greensweep.hardware;

import java.util.Arrays;

/** One bit per value that says whether it is non-zero, then the non-zero values. */
public record BitmaskCode(int valueBits) implements SparseCode {
  public BitmaskCode {
    Check.width("Bitmask code: value", valueBits);
  }

  @Override
  public long encodedBits(int[] values) {
    return values.length + Arrays.stream(values).filter(value -> value != 0).count() * valueBits;
  }

  @Override
  public double expectedBits(double density) {
    Check.fraction("density", density);
    return 1 + density * valueBits;
  }
}
