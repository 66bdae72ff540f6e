package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.HALF_SHORTS;
import static org.greensweep.inference.simd.Species.INTS;
import static org.greensweep.inference.simd.Species.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.greensweep.inference.kernel.Float16;
import org.greensweep.inference.kernel.Float16Converter;

/**
 * Crosses between fp32 and 16 bits a vector at a time, in integer lanes: the Vector API has no
 * conversion. Equal to the scalar twin in every bit but those of a NaN's payload. Loops hold their
 * operations themselves: C2 makes objects of vectors that cross a call it does not inline, and in
 * loops of one or two rounds it inlines no longer method.
 */
final class Float16Vector implements Float16Converter {
  /** Sign and the 15 other bits of a half that was shifted to where a float has them. */
  private static final int SHIFTED_HALF = 0x8fffe000;

  /** What the exponents of a half and a float of the same bits differ by. */
  private static final float REBIASED = 0x1p112f;

  private static final int HALF_INFINITY = 0x7c00;
  private static final int HALF_NAN = 0x7e00;
  private static final int INFINITE_EXPONENT = 0x7f800000;

  /** The least magnitude that rounds to an infinite half: 65520. */
  private static final int OVERFLOW = 0x477ff000;

  /** 2^-14, the least normal half. */
  private static final int LEAST_NORMAL = 0x38800000;

  /** A unit in its last place is 2^-24, the least half. */
  private static final float HALF = 0.5f;

  private static final int HALF_BITS = Float.floatToRawIntBits(HALF);

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
      narrowBrains(input, from, output, to, bound);
    } else {
      narrowHalves(input, from, output, to, bound);
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
      widenBrains(input, from, output, to, bound);
    } else {
      widenHalves(input, from, output, to, bound);
    }
    for (int i = bound; i < count; i++) {
      output[to + i] = format.value(input[from + i]);
    }
  }

  private static void widenBrains(short[] input, int from, float[] output, int to, int count) {
    for (int i = 0; i < count; i += LANES) {
      ofBrain(load(input, from + i)).intoArray(output, to + i);
    }
  }

  private static void widenHalves(short[] input, int from, float[] output, int to, int count) {
    for (int i = 0; i < count; i += LANES) {
      IntVector bits = load(input, from + i);
      IntVector shifted = bits.lanewise(VectorOperators.LSHL, 13).and(SHIFTED_HALF);
      FloatVector infinite = shifted.or(INFINITE_EXPONENT).reinterpretAsFloats();
      VectorMask<Integer> isInfinite = bits.and(HALF_INFINITY).eq(HALF_INFINITY);
      shifted
          .reinterpretAsFloats()
          .mul(REBIASED)
          .blend(infinite, isInfinite.cast(FLOATS))
          .intoArray(output, to + i);
    }
  }

  private static void narrowBrains(float[] input, int from, short[] output, int to, int count) {
    for (int i = 0; i < count; i += LANES) {
      IntVector wide = FloatVector.fromArray(FLOATS, input, from + i).reinterpretAsInts();
      IntVector upper = wide.lanewise(VectorOperators.LSHR, 16);
      IntVector rounded = wide.add(upper.and(1)).add(0x7fff).lanewise(VectorOperators.LSHR, 16);
      IntVector magnitude = wide.and(Integer.MAX_VALUE);
      rounded =
          rounded.blend(upper.or(QUIET), magnitude.compare(VectorOperators.GT, INFINITE_EXPONENT));
      store(rounded, output, to + i);
    }
  }

  private static void narrowHalves(float[] input, int from, short[] output, int to, int count) {
    for (int i = 0; i < count; i += LANES) {
      IntVector wide = FloatVector.fromArray(FLOATS, input, from + i).reinterpretAsInts();
      IntVector magnitude = wide.and(Integer.MAX_VALUE);
      IntVector odd = magnitude.lanewise(VectorOperators.LSHR, 13).and(1);
      IntVector bits =
          magnitude.add(odd).add(0xfff).lanewise(VectorOperators.LSHR, 13).sub((127 - 15) << 10);
      IntVector subnormal =
          magnitude.reinterpretAsFloats().add(HALF).reinterpretAsInts().sub(HALF_BITS);
      bits = bits.blend(subnormal, magnitude.compare(VectorOperators.LT, LEAST_NORMAL));
      bits = bits.blend(HALF_INFINITY, magnitude.compare(VectorOperators.GE, OVERFLOW));
      bits = bits.blend(HALF_NAN, magnitude.compare(VectorOperators.GT, INFINITE_EXPONENT));
      bits = bits.or(wide.lanewise(VectorOperators.LSHR, 16).and(SIGN));
      store(bits, output, to + i);
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
}
