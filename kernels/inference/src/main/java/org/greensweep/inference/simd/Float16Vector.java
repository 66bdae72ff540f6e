package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.HALF_SHORTS;
import static org.greensweep.inference.simd.Species.INTS;
import static org.greensweep.inference.simd.Species.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import org.greensweep.inference.kernel.Float16;
import org.greensweep.inference.kernel.Float16Converter;

/**
 * Crosses between fp32 and 16 bits a vector at a time, in integer lanes: the Vector API has no
 * conversion. Equal to the scalar twin in every bit but those of a NaN's payload.
 */
final class Float16Vector implements Float16Converter {
  /** Sign and the 15 other bits of a half that was shifted to where a float has them. */
  static final int SHIFTED_HALF = 0x8fffe000;

  /** What the exponents of a half and a float of the same bits differ by. */
  static final float REBIASED = 0x1p112f;

  private static final int HALF_INFINITY = 0x7c00;
  private static final int HALF_NAN = 0x7e00;
  private static final int INFINITE_EXPONENT = 0x7f800000;

  /** The least magnitude that rounds to an infinite half: 65520. */
  private static final int OVERFLOW = 0x477ff000;

  /** 2^-14, the least normal half. */
  private static final int LEAST_NORMAL = 0x38800000;

  /** A unit in its last place is 2^-24, the least half. */
  private static final float HALF = 0.5f;

  private static final int SIGN = 0x8000;
  private static final int QUIET = 0x40;

  @Override
  public void narrow(Float16 format, float[] input, short[] output, int from, int to) {
    narrowRange(format, input, from, output, from, to - from);
  }

  @Override
  public void widen(Float16 format, short[] input, float[] output, int from, int to) {
    widenRange(format, input, from, output, from, to - from);
  }

  static void narrowRange(
      Float16 format, float[] input, int from, short[] output, int to, int count) {
    int bound = Species.bound(count);
    if (format == Float16.BF16) {
      for (int i = 0; i < bound; i += LANES) {
        store(toBrain(FloatVector.fromArray(FLOATS, input, from + i)), output, to + i);
      }
    } else {
      for (int i = 0; i < bound; i += LANES) {
        store(toHalf(FloatVector.fromArray(FLOATS, input, from + i)), output, to + i);
      }
    }
    for (int i = bound; i < count; i++) {
      output[to + i] = format.bits(input[from + i]);
    }
  }

  /**
   * Widens {@code count} values in whole vectors: what lies up to a vector behind the last may be
   * overwritten.
   */
  static void widenWhole(
      Float16 format, short[] input, int from, float[] output, int to, int count) {
    int whole = Species.roundUp(count);
    boolean fits = from + whole <= input.length && to + whole <= output.length;
    widenRange(format, input, from, output, to, fits ? whole : count);
  }

  private static void widenRange(
      Float16 format, short[] input, int from, float[] output, int to, int count) {
    int bound = Species.bound(count);
    if (format == Float16.BF16) {
      for (int i = 0; i < bound; i += LANES) {
        ofBrain(load(input, from + i)).intoArray(output, to + i);
      }
    } else {
      for (int i = 0; i < bound; i += LANES) {
        ofHalf(load(input, from + i)).intoArray(output, to + i);
      }
    }
    for (int i = bound; i < count; i++) {
      output[to + i] = format.value(input[from + i]);
    }
  }

  /** 16 bits in each lane, above them copies of the highest. */
  static IntVector load(short[] input, int at) {
    return (IntVector)
        ShortVector.fromArray(HALF_SHORTS, input, at).convertShape(VectorOperators.S2I, INTS, 0);
  }

  private static void store(IntVector bits, short[] output, int at) {
    ((ShortVector) bits.convertShape(VectorOperators.I2S, HALF_SHORTS, 0)).intoArray(output, at);
  }

  static FloatVector ofBrain(IntVector bits) {
    return bits.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
  }

  /**
   * Finite halves only: three operations, subnormal ones included.
   *
   * @param mask {@link #SHIFTED_HALF} in every lane
   * @param rebiased {@link #REBIASED} in every lane
   */
  static FloatVector ofFiniteHalf(IntVector bits, IntVector mask, FloatVector rebiased) {
    return bits.lanewise(VectorOperators.LSHL, 13).and(mask).reinterpretAsFloats().mul(rebiased);
  }

  private static FloatVector ofHalf(IntVector bits) {
    IntVector shifted = bits.lanewise(VectorOperators.LSHL, 13).and(SHIFTED_HALF);
    IntVector infinite = shifted.or(INFINITE_EXPONENT);
    return shifted
        .reinterpretAsFloats()
        .mul(REBIASED)
        .blend(
            infinite.reinterpretAsFloats(), bits.and(HALF_INFINITY).eq(HALF_INFINITY).cast(FLOATS));
  }

  private static IntVector toBrain(FloatVector value) {
    IntVector wide = value.reinterpretAsInts();
    IntVector upper = wide.lanewise(VectorOperators.LSHR, 16);
    IntVector rounded = wide.add(upper.and(1)).add(0x7fff).lanewise(VectorOperators.LSHR, 16);
    IntVector magnitude = wide.and(Integer.MAX_VALUE);
    return rounded.blend(upper.or(QUIET), magnitude.compare(VectorOperators.GT, INFINITE_EXPONENT));
  }

  private static IntVector toHalf(FloatVector value) {
    IntVector wide = value.reinterpretAsInts();
    IntVector magnitude = wide.and(Integer.MAX_VALUE);
    IntVector odd = magnitude.lanewise(VectorOperators.LSHR, 13).and(1);
    IntVector bits =
        magnitude.add(odd).add(0xfff).lanewise(VectorOperators.LSHR, 13).sub((127 - 15) << 10);
    IntVector subnormal =
        magnitude
            .reinterpretAsFloats()
            .add(HALF)
            .reinterpretAsInts()
            .sub(Float.floatToRawIntBits(HALF));
    bits = bits.blend(subnormal, magnitude.compare(VectorOperators.LT, LEAST_NORMAL));
    bits = bits.blend(HALF_INFINITY, magnitude.compare(VectorOperators.GE, OVERFLOW));
    bits = bits.blend(HALF_NAN, magnitude.compare(VectorOperators.GT, INFINITE_EXPONENT));
    return bits.or(wide.lanewise(VectorOperators.LSHR, 16).and(SIGN));
  }
}
