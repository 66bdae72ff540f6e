package org.greensweep.network.quantization;

/** IEEE 754 binary16: 1 sign, 5 exponent and 10 fraction bits; round to nearest, ties to even. */
public final class Half {
  private static final int INFINITY = 0x7c00;
  private static final int QUIET = 0x0200;
  private static final int FRACTION_BITS = 10;
  private static final int DROPPED_BITS = 23 - FRACTION_BITS;
  private static final int BIAS_DIFFERENCE = 127 - 15;

  /** The least magnitude that rounds to infinity: 65504 and half a unit in its last place. */
  private static final float OVERFLOW = 65520;

  private static final float LEAST_NORMAL = 0x1p-14f;
  private static final float LEAST_SUBNORMAL = 0x1p-24f;

  private Half() {}

  /** The 16 bits nearest to {@code value}; a NaN stays a NaN. */
  public static short bits(float value) {
    int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
    float magnitude = Math.abs(value);
    int bits;
    if (Float.isNaN(value)) {
      bits = INFINITY | QUIET;
    } else if (magnitude >= OVERFLOW) {
      bits = INFINITY;
    } else if (magnitude < LEAST_NORMAL) {
      // Exact: a power of two times a float that stays normal; one that rounds up to 2^10 units is
      // the least normal number, whose bits follow on.
      bits = (int) Math.rint(magnitude / (double) LEAST_SUBNORMAL);
    } else {
      int wide = Float.floatToRawIntBits(magnitude);
      int half = (1 << (DROPPED_BITS - 1)) - 1 + (wide >>> DROPPED_BITS & 1);
      // A carry out of the fraction raises the exponent, as it should.
      bits = ((wide + half) >>> DROPPED_BITS) - (BIAS_DIFFERENCE << FRACTION_BITS);
    }
    return (short) (sign | bits);
  }

  /** The number that 16 bits stand for. */
  public static float value(short bits) {
    int exponent = bits >>> FRACTION_BITS & 0x1f;
    int fraction = bits & 0x3ff;
    float magnitude;
    if (exponent == 0) {
      magnitude = fraction * LEAST_SUBNORMAL;
    } else if (exponent == 0x1f) {
      magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else {
      magnitude =
          Float.intBitsToFloat(
              (exponent + BIAS_DIFFERENCE) << 23 | fraction << (23 - FRACTION_BITS));
    }
    return bits < 0 ? -magnitude : magnitude;
  }

  /** {@code value} as a half can hold it. */
  public static float round(float value) {
    return value(bits(value));
  }
}
