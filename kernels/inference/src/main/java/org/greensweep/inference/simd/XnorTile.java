package org.greensweep.inference.simd;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;
import static org.greensweep.inference.simd.Species.INTS;
import static org.greensweep.inference.simd.Species.LANES;

import jdk.incubator.vector.IntVector;

/**
 * The innermost loop of 1-bit matrix multiplication where the CPU has no instruction that counts
 * the bits of a vector: rows of packed signs by one vector of output channels, 32 input channels of
 * one output channel in each lane.
 *
 * <p>Harley and Seal's counter (Warren, Hacker's Delight, 5-1): full adders keep differing bits as
 * words of ones, twos and fours. Only words of eights, one for six, are counted, in fields of 2, 4,
 * then 8 bits; the others at the end of a row.
 */
final class XnorTile {
  /** Words are taken in sixes: row lengths are multiples of it, filled with zeros. */
  static final int STEP = 6;

  /** Six words add at most 8 to a field of 8 bits: one call may take this many words of a row. */
  static final int LONGEST = 0xFF / 8 * STEP;

  private XnorTile() {}

  /**
   * {@code dots[at + r * atStride + lane] -= 2 * popcount(row r xor weights)} for every row.
   *
   * @param length words, a multiple of {@link #STEP}, at most {@link #LONGEST}
   * @param bits row r begins at {@code from + r * stride}
   * @param weights a vector for every word, from {@code weightAt}
   */
  static void subtract(
      int rows,
      int length,
      int[] bits,
      int from,
      int stride,
      int[] weights,
      int weightAt,
      int[] dots,
      int at,
      int atStride) {
    IntVector mask1 = IntVector.broadcast(INTS, 0x55555555);
    IntVector mask2 = IntVector.broadcast(INTS, 0x33333333);
    IntVector mask4 = IntVector.broadcast(INTS, 0x0F0F0F0F);
    for (int r = 0; r < rows; r++) {
      int row = from + r * stride;
      IntVector ones = IntVector.zero(INTS);
      IntVector twos = IntVector.zero(INTS);
      IntVector fours = IntVector.zero(INTS);
      IntVector eights = IntVector.zero(INTS);
      int w = weightAt;
      for (int k = 0; k < length; k += STEP, w += STEP * LANES) {
        IntVector a = IntVector.broadcast(INTS, bits[row + k]);
        IntVector b = IntVector.broadcast(INTS, bits[row + k + 1]);
        IntVector c = IntVector.broadcast(INTS, bits[row + k + 2]);
        a = a.lanewise(XOR, IntVector.fromArray(INTS, weights, w));
        b = b.lanewise(XOR, IntVector.fromArray(INTS, weights, w + LANES));
        c = c.lanewise(XOR, IntVector.fromArray(INTS, weights, w + 2 * LANES));
        IntVector half = a.lanewise(XOR, b);
        IntVector sum1 = half.lanewise(XOR, c);
        IntVector carry1 = a.and(b).or(half.and(c));

        a = IntVector.broadcast(INTS, bits[row + k + 3]);
        b = IntVector.broadcast(INTS, bits[row + k + 4]);
        c = IntVector.broadcast(INTS, bits[row + k + 5]);
        a = a.lanewise(XOR, IntVector.fromArray(INTS, weights, w + 3 * LANES));
        b = b.lanewise(XOR, IntVector.fromArray(INTS, weights, w + 4 * LANES));
        c = c.lanewise(XOR, IntVector.fromArray(INTS, weights, w + 5 * LANES));
        half = a.lanewise(XOR, b);
        IntVector sum2 = half.lanewise(XOR, c);
        IntVector carry2 = a.and(b).or(half.and(c));

        half = sum1.lanewise(XOR, sum2);
        IntVector carry3 = sum1.and(sum2).or(half.and(ones));
        ones = half.lanewise(XOR, ones);

        half = carry1.lanewise(XOR, carry2);
        IntVector two = half.lanewise(XOR, carry3);
        IntVector four1 = carry1.and(carry2).or(half.and(carry3));
        IntVector four2 = twos.and(two);
        twos = twos.lanewise(XOR, two);

        half = four1.lanewise(XOR, four2);
        IntVector eight = four1.and(four2).or(half.and(fours));
        fours = half.lanewise(XOR, fours);
        eight = eight.sub(eight.lanewise(LSHR, 1).and(mask1));
        eight = eight.and(mask2).add(eight.lanewise(LSHR, 2).and(mask2));
        eights = eights.add(eight.add(eight.lanewise(LSHR, 4)).and(mask4));
      }
      ones = ones.sub(ones.lanewise(LSHR, 1).and(mask1));
      twos = twos.sub(twos.lanewise(LSHR, 1).and(mask1));
      fours = fours.sub(fours.lanewise(LSHR, 1).and(mask1));
      ones = ones.and(mask2).add(ones.lanewise(LSHR, 2).and(mask2));
      twos = twos.and(mask2).add(twos.lanewise(LSHR, 2).and(mask2));
      fours = fours.and(mask2).add(fours.lanewise(LSHR, 2).and(mask2));
      IntVector few = ones.add(twos).add(twos);
      few = few.and(mask4).add(few.lanewise(LSHR, 4).and(mask4));
      few = few.add(fours.add(fours.lanewise(LSHR, 4)).and(mask4).lanewise(LSHL, 2));
      // A multiplication adds up fields; the sum of all is in the highest.
      few = few.mul(0x01010101).lanewise(LSHR, 24);
      eights = eights.and(0x00FF00FF).add(eights.lanewise(LSHR, 8).and(0x00FF00FF));
      eights = eights.mul(0x00010001).lanewise(LSHR, 16);
      IntVector count = few.add(eights.lanewise(LSHL, 3));
      int d = at + r * atStride;
      IntVector.fromArray(INTS, dots, d).sub(count.add(count)).intoArray(dots, d);
    }
  }
}
