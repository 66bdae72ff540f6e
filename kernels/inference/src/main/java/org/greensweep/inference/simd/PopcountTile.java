package org.greensweep.inference.simd;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.XOR;
import static org.greensweep.inference.simd.Species.HALF_INTS;
import static org.greensweep.inference.simd.Species.LONGS;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/**
 * The innermost loop of 1-bit matrix multiplication where the CPU counts the bits of a vector: four
 * pixels by four vectors of output channels, 64 input channels of one output channel in each lane.
 * Sixteen counts, four weights and a broadcast fit the 32 registers of AVX-512; most other tiles
 * were slower, all of them where layers are shallow.
 */
final class PopcountTile {
  /** Pixels of a tile. */
  static final int ROWS = 4;

  /** Output channels of a tile. */
  static final int WIDTH = 4 * LONGS.length();

  /** Population count of each lane: there since JDK 19; null before. */
  static final VectorOperators.@Nullable Unary BIT_COUNT = bitCount();

  /** Only 512-bit vectors have it as one instruction; AVX2 would emulate it, slower than adders. */
  static final boolean IN_HARDWARE = BIT_COUNT != null && LONGS.vectorBitSize() == 512;

  private static final int LANES = LONGS.length();

  private PopcountTile() {}

  private static VectorOperators.@Nullable Unary bitCount() {
    try {
      return (VectorOperators.Unary) VectorOperators.class.getField("BIT_COUNT").get(null);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /**
   * {@code dots[at + r * stride + channel] = depth - 2 * popcount(words of pixel r xor weights)}.
   *
   * @param rows pixels that exist, from 1 to {@link #ROWS}; others repeat the last, in what they
   *     read and write
   * @param words of pixel r and tap word k lie at {@code starts[pixel + r] - origin + offsets[k]}
   * @param weights {@link #WIDTH} words for each offset, from {@code weightsAt}
   */
  static void multiply(
      int rows,
      long[] words,
      int[] starts,
      int pixel,
      int origin,
      int[] offsets,
      long[] weights,
      int weightsAt,
      int depth,
      int[] dots,
      int at,
      int stride) {
    int r1 = Math.min(1, rows - 1);
    int r2 = Math.min(2, rows - 1);
    int r3 = Math.min(3, rows - 1);
    int a0 = starts[pixel] - origin;
    int a1 = starts[pixel + r1] - origin;
    int a2 = starts[pixel + r2] - origin;
    int a3 = starts[pixel + r3] - origin;
    LongVector c00 = LongVector.zero(LONGS);
    LongVector c01 = LongVector.zero(LONGS);
    LongVector c02 = LongVector.zero(LONGS);
    LongVector c03 = LongVector.zero(LONGS);
    LongVector c10 = LongVector.zero(LONGS);
    LongVector c11 = LongVector.zero(LONGS);
    LongVector c12 = LongVector.zero(LONGS);
    LongVector c13 = LongVector.zero(LONGS);
    LongVector c20 = LongVector.zero(LONGS);
    LongVector c21 = LongVector.zero(LONGS);
    LongVector c22 = LongVector.zero(LONGS);
    LongVector c23 = LongVector.zero(LONGS);
    LongVector c30 = LongVector.zero(LONGS);
    LongVector c31 = LongVector.zero(LONGS);
    LongVector c32 = LongVector.zero(LONGS);
    LongVector c33 = LongVector.zero(LONGS);
    int w = weightsAt;
    for (int k = 0; k < offsets.length; k++, w += WIDTH) {
      int offset = offsets[k];
      LongVector w0 = LongVector.fromArray(LONGS, weights, w);
      LongVector w1 = LongVector.fromArray(LONGS, weights, w + LANES);
      LongVector w2 = LongVector.fromArray(LONGS, weights, w + 2 * LANES);
      LongVector w3 = LongVector.fromArray(LONGS, weights, w + 3 * LANES);
      LongVector x = LongVector.broadcast(LONGS, words[a0 + offset]);
      c00 = c00.add(x.lanewise(XOR, w0).lanewise(BIT_COUNT));
      c01 = c01.add(x.lanewise(XOR, w1).lanewise(BIT_COUNT));
      c02 = c02.add(x.lanewise(XOR, w2).lanewise(BIT_COUNT));
      c03 = c03.add(x.lanewise(XOR, w3).lanewise(BIT_COUNT));
      x = LongVector.broadcast(LONGS, words[a1 + offset]);
      c10 = c10.add(x.lanewise(XOR, w0).lanewise(BIT_COUNT));
      c11 = c11.add(x.lanewise(XOR, w1).lanewise(BIT_COUNT));
      c12 = c12.add(x.lanewise(XOR, w2).lanewise(BIT_COUNT));
      c13 = c13.add(x.lanewise(XOR, w3).lanewise(BIT_COUNT));
      x = LongVector.broadcast(LONGS, words[a2 + offset]);
      c20 = c20.add(x.lanewise(XOR, w0).lanewise(BIT_COUNT));
      c21 = c21.add(x.lanewise(XOR, w1).lanewise(BIT_COUNT));
      c22 = c22.add(x.lanewise(XOR, w2).lanewise(BIT_COUNT));
      c23 = c23.add(x.lanewise(XOR, w3).lanewise(BIT_COUNT));
      x = LongVector.broadcast(LONGS, words[a3 + offset]);
      c30 = c30.add(x.lanewise(XOR, w0).lanewise(BIT_COUNT));
      c31 = c31.add(x.lanewise(XOR, w1).lanewise(BIT_COUNT));
      c32 = c32.add(x.lanewise(XOR, w2).lanewise(BIT_COUNT));
      c33 = c33.add(x.lanewise(XOR, w3).lanewise(BIT_COUNT));
    }
    int at1 = at + r1 * stride;
    int at2 = at + r2 * stride;
    int at3 = at + r3 * stride;
    IntVector all = IntVector.broadcast(HALF_INTS, depth);
    all.sub(c00.lanewise(LSHL, 1).convertShape(VectorOperators.L2I, HALF_INTS, 0))
        .intoArray(dots, at);
    all.sub(c01.lanewise(LSHL, 1).convertShape(VectorOperators.L2I, HALF_INTS, 0))
        .intoArray(dots, at + LANES);
    all.sub(c02.lanewise(LSHL, 1).convertShape(VectorOperators.L2I, HALF_INTS, 0))
        .intoArray(dots, at + 2 * LANES);
    all.sub(c03.lanewise(LSHL, 1).convertShape(VectorOperators.L2I, HALF_INTS, 0))
        .intoArray(dots, at + 3 * LANES);
    all.sub(c10.lanewise(LSHL, 1).convertShape(VectorOperators.L2I, HALF_INTS, 0))
        .intoArray(dots, at1);
    all.sub(c11.lanewise(LSHL, 1).convertShape(VectorOperators.L2I, HALF_INTS, 0))
        .intoArray(dots, at1 + LANES);
    all.sub(c12.lanewise(LSHL, 1).convertShape(VectorOperators.L2I, HALF_INTS, 0))
        .intoArray(dots, at1 + 2 * LANES);
    all.sub(c13.lanewise(LSHL, 1).convertShape(VectorOperators.L2I, HALF_INTS, 0))
        .intoArray(dots, at1 + 3 * LANES);
    all.sub(c20.lanewise(LSHL, 1).convertShape(VectorOperators.L2I, HALF_INTS, 0))
        .intoArray(dots, at2);
    all.sub(c21.lanewise(LSHL, 1).convertShape(VectorOperators.L2I, HALF_INTS, 0))
        .intoArray(dots, at2 + LANES);
    all.sub(c22.lanewise(LSHL, 1).convertShape(VectorOperators.L2I, HALF_INTS, 0))
        .intoArray(dots, at2 + 2 * LANES);
    all.sub(c23.lanewise(LSHL, 1).convertShape(VectorOperators.L2I, HALF_INTS, 0))
        .intoArray(dots, at2 + 3 * LANES);
    all.sub(c30.lanewise(LSHL, 1).convertShape(VectorOperators.L2I, HALF_INTS, 0))
        .intoArray(dots, at3);
    all.sub(c31.lanewise(LSHL, 1).convertShape(VectorOperators.L2I, HALF_INTS, 0))
        .intoArray(dots, at3 + LANES);
    all.sub(c32.lanewise(LSHL, 1).convertShape(VectorOperators.L2I, HALF_INTS, 0))
        .intoArray(dots, at3 + 2 * LANES);
    all.sub(c33.lanewise(LSHL, 1).convertShape(VectorOperators.L2I, HALF_INTS, 0))
        .intoArray(dots, at3 + 3 * LANES);
  }
}
