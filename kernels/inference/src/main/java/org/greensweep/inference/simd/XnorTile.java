package org.greensweep.inference.simd;

import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;
import static org.greensweep.inference.simd.Species.INTS;
import static org.greensweep.inference.simd.Species.LANES;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/**
 * The innermost loops of 1-bit matrix multiplication: one row of packed signs by two vectors of
 * output channels, 32 input channels of one output channel in each lane.
 */
final class XnorTile {
  /** Output channels of a tile. */
  static final int WIDTH = 2 * LANES;

  /** Words are taken in threes: row lengths are multiples of it, filled with zeros. */
  static final int STEP = 3;

  /** Three words add at most 48 to a field of 16 bits: rows may have this many words. */
  static final int MAXIMUM_LENGTH = 0xFFFF / 48 * STEP;

  /** Population count of each lane: there since JDK 19; null before. */
  private static final VectorOperators.@Nullable Unary BIT_COUNT = bitCount();

  /** Only 512-bit vectors have it as one instruction; AVX2 would emulate it, slower than below. */
  private static final boolean COUNTS_IN_HARDWARE =
      BIT_COUNT != null && INTS.vectorBitSize() == 512;

  private XnorTile() {}

  private static VectorOperators.@Nullable Unary bitCount() {
    try {
      return (VectorOperators.Unary) VectorOperators.class.getField("BIT_COUNT").get(null);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /** {@code dots[d + lane] = n - 2 * popcount(row xor weights)}; see {@link #multiplyCarrySave}. */
  static void multiply(
      int length, int[] row, int rowAt, int[] weights, int weightAt, int n, int[] dots, int d) {
    if (COUNTS_IN_HARDWARE) {
      multiplyBitCount(length, row, rowAt, weights, weightAt, n, dots, d);
    } else {
      multiplyCarrySave(length, row, rowAt, weights, weightAt, n, dots, d);
    }
  }

  /**
   * Without a popcount instruction: a full adder turns three words of differing bits into sum and
   * carry words, which are counted in fields of 2, 4, 8, then 16 bits: {@code count = count(sum) +
   * 2 * count(carry)}.
   *
   * @param length words of the row, a multiple of {@link #STEP}
   * @param weights for every three words: three vectors of the first {@link Species#LANES}
   *     channels, then three of the others
   */
  static void multiplyCarrySave(
      int length, int[] row, int rowAt, int[] weights, int weightAt, int n, int[] dots, int d) {
    IntVector twos = IntVector.broadcast(INTS, 0x55555555);
    IntVector fours = IntVector.broadcast(INTS, 0x33333333);
    IntVector eights = IntVector.broadcast(INTS, 0x0F0F0F0F);
    IntVector shorts = IntVector.broadcast(INTS, 0x00FF00FF);
    IntVector total0 = IntVector.zero(INTS);
    IntVector total1 = IntVector.zero(INTS);
    int at = weightAt;
    // One flat loop: a nested one would count in bytes for longer, for 10 % more speed.
    for (int k = 0; k < length; k += STEP, at += STEP * WIDTH) {
      IntVector x = IntVector.broadcast(INTS, row[rowAt + k]);
      IntVector y = IntVector.broadcast(INTS, row[rowAt + k + 1]);
      IntVector z = IntVector.broadcast(INTS, row[rowAt + k + 2]);

      IntVector p = x.lanewise(XOR, IntVector.fromArray(INTS, weights, at));
      IntVector q = y.lanewise(XOR, IntVector.fromArray(INTS, weights, at + LANES));
      IntVector r = z.lanewise(XOR, IntVector.fromArray(INTS, weights, at + 2 * LANES));
      IntVector half = p.lanewise(XOR, q);
      IntVector carry = p.and(q).or(half.and(r));
      IntVector sum = half.lanewise(XOR, r);
      sum = sum.sub(sum.lanewise(LSHR, 1).and(twos));
      carry = carry.sub(carry.lanewise(LSHR, 1).and(twos));
      sum = sum.and(fours).add(sum.lanewise(LSHR, 2).and(fours));
      carry = carry.and(fours).add(carry.lanewise(LSHR, 2).and(fours));
      sum = sum.add(carry).add(carry);
      sum = sum.and(eights).add(sum.lanewise(LSHR, 4).and(eights));
      total0 = total0.add(sum.and(shorts)).add(sum.lanewise(LSHR, 8).and(shorts));

      p = x.lanewise(XOR, IntVector.fromArray(INTS, weights, at + 3 * LANES));
      q = y.lanewise(XOR, IntVector.fromArray(INTS, weights, at + 4 * LANES));
      r = z.lanewise(XOR, IntVector.fromArray(INTS, weights, at + 5 * LANES));
      half = p.lanewise(XOR, q);
      carry = p.and(q).or(half.and(r));
      sum = half.lanewise(XOR, r);
      sum = sum.sub(sum.lanewise(LSHR, 1).and(twos));
      carry = carry.sub(carry.lanewise(LSHR, 1).and(twos));
      sum = sum.and(fours).add(sum.lanewise(LSHR, 2).and(fours));
      carry = carry.and(fours).add(carry.lanewise(LSHR, 2).and(fours));
      sum = sum.add(carry).add(carry);
      sum = sum.and(eights).add(sum.lanewise(LSHR, 4).and(eights));
      total1 = total1.add(sum.and(shorts)).add(sum.lanewise(LSHR, 8).and(shorts));
    }
    total0 = total0.and(0xFFFF).add(total0.lanewise(LSHR, 16));
    total1 = total1.and(0xFFFF).add(total1.lanewise(LSHR, 16));
    IntVector positions = IntVector.broadcast(INTS, n);
    positions.sub(total0.add(total0)).intoArray(dots, d);
    positions.sub(total1.add(total1)).intoArray(dots, d + LANES);
  }

  /** With a popcount instruction, in the same layout. */
  static void multiplyBitCount(
      int length, int[] row, int rowAt, int[] weights, int weightAt, int n, int[] dots, int d) {
    IntVector a0 = IntVector.zero(INTS);
    IntVector a1 = IntVector.zero(INTS);
    IntVector a2 = IntVector.zero(INTS);
    IntVector b0 = IntVector.zero(INTS);
    IntVector b1 = IntVector.zero(INTS);
    IntVector b2 = IntVector.zero(INTS);
    int at = weightAt;
    for (int k = 0; k < length; k += STEP, at += STEP * WIDTH) {
      IntVector x = IntVector.broadcast(INTS, row[rowAt + k]);
      IntVector y = IntVector.broadcast(INTS, row[rowAt + k + 1]);
      IntVector z = IntVector.broadcast(INTS, row[rowAt + k + 2]);
      a0 = a0.add(count(x, weights, at));
      a1 = a1.add(count(y, weights, at + LANES));
      a2 = a2.add(count(z, weights, at + 2 * LANES));
      b0 = b0.add(count(x, weights, at + 3 * LANES));
      b1 = b1.add(count(y, weights, at + 4 * LANES));
      b2 = b2.add(count(z, weights, at + 5 * LANES));
    }
    IntVector total0 = a0.add(a1).add(a2);
    IntVector total1 = b0.add(b1).add(b2);
    IntVector positions = IntVector.broadcast(INTS, n);
    positions.sub(total0.add(total0)).intoArray(dots, d);
    positions.sub(total1.add(total1)).intoArray(dots, d + LANES);
  }

  private static IntVector count(IntVector signs, int[] weights, int at) {
    IntVector differing = signs.lanewise(XOR, IntVector.fromArray(INTS, weights, at));
    return differing.lanewise(BIT_COUNT);
  }
}
