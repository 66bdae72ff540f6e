package org.greensweep.inference.simd;

import java.util.Random;

/** Seeded values that twins are fed. */
final class TwinValues {
  private TwinValues() {}

  /** Integers from {@code lowest} to {@code highest}. */
  static byte[] bytes(Random random, int length, int lowest, int highest) {
    byte[] values = new byte[length];
    for (int i = 0; i < length; i++) {
      values[i] = (byte) random.nextInt(lowest, highest + 1);
    }
    return values;
  }

  /** Floats from {@code from} up to {@code to}, which may be equal. */
  static float[] floats(Random random, int length, float from, float to) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = from + random.nextFloat() * (to - from);
    }
    return values;
  }
}
