package org.greensweep.network.quantization;

/** The upper half of a binary32: 8 exponent and 7 fraction bits; round to nearest, ties to even. */
public final class BFloat16 {
  private static final int QUIET = 0x0040;
  private static final int BELOW_HALF = 0x7fff;

  private BFloat16() {}

  /** The 16 bits nearest to {@code value}; a NaN stays a NaN of its sign. */
  public static short bits(float value) {
    int wide = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) (wide >>> 16 | QUIET);
    }
    return (short) ((wide + BELOW_HALF + (wide >>> 16 & 1)) >>> 16);
  }

  /** The number that 16 bits stand for. */
  public static float value(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  /** {@code value} as a bfloat16 can hold it. */
  public static float round(float value) {
    return value(bits(value));
  }
}
