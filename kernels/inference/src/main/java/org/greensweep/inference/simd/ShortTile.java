package org.greensweep.inference.simd;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static org.greensweep.inference.simd.Species.INTS;
import static org.greensweep.inference.simd.Species.LANES;
import static org.greensweep.inference.simd.Species.SHORTS;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;

/**
 * The innermost loop of integer matrix multiplication whose sums fit 16 bits: four rows by two
 * vectors of columns, since C2 needs a register for each product: six rows spill.
 */
final class ShortTile {
  static final int ROWS = 4;

  /** Columns of a tile. */
  static final int WIDTH = 4 * LANES;

  private static final int HALF = 2 * LANES;

  /** Ints of working memory. */
  static final int PAIRS = ROWS * HALF;

  private ShortTile() {}

  /**
   * Where in a row of a panel column {@code column} is: even lanes hold the first, odd the rest.
   */
  static int lane(int column) {
    int within = column % HALF;
    return column / HALF * HALF + 2 * (within % LANES) + within / LANES;
  }

  /**
   * {@code sums[r][..] += sum over k of a[r][k] * b[k][..]} for four rows.
   *
   * @param rows rows of a that exist, at least 1; the others repeat the last
   * @param b {@code depth} rows of {@link #WIDTH} values from {@code bAt}
   * @param sums four rows of {@link #WIDTH} from {@code at}
   * @param pairs working memory of {@link #PAIRS} ints from {@code pairsAt}
   */
  static void multiply(
      int depth,
      short[] a,
      int aAt,
      int aStride,
      int rows,
      short[] b,
      int bAt,
      int[] sums,
      int at,
      int[] pairs,
      int pairsAt) {
    multiplyPairs(depth, a, aAt, aStride, rows, b, bAt, pairs, pairsAt);
    int to = at;
    for (int i = pairsAt; i < pairsAt + PAIRS; i += LANES, to += HALF) {
      IntVector pair = IntVector.fromArray(INTS, pairs, i);
      IntVector even = IntVector.fromArray(INTS, sums, to);
      IntVector odd = IntVector.fromArray(INTS, sums, to + LANES);
      even.add(pair.lanewise(LSHL, 16).lanewise(ASHR, 16)).intoArray(sums, to);
      odd.add(pair.lanewise(ASHR, 16)).intoArray(sums, to + LANES);
    }
  }

  /** Sums of 16 bits, two to an int. */
  private static void multiplyPairs(
      int depth,
      short[] a,
      int aAt,
      int aStride,
      int rows,
      short[] b,
      int bAt,
      int[] pairs,
      int at) {
    int a1 = aAt + Math.min(1, rows - 1) * aStride;
    int a2 = aAt + Math.min(2, rows - 1) * aStride;
    int a3 = aAt + Math.min(3, rows - 1) * aStride;
    ShortVector c00 = ShortVector.zero(SHORTS);
    ShortVector c01 = ShortVector.zero(SHORTS);
    ShortVector c10 = ShortVector.zero(SHORTS);
    ShortVector c11 = ShortVector.zero(SHORTS);
    ShortVector c20 = ShortVector.zero(SHORTS);
    ShortVector c21 = ShortVector.zero(SHORTS);
    ShortVector c30 = ShortVector.zero(SHORTS);
    ShortVector c31 = ShortVector.zero(SHORTS);
    int from = bAt;
    for (int k = 0; k < depth; k++, from += WIDTH) {
      ShortVector b0 = ShortVector.fromArray(SHORTS, b, from);
      ShortVector b1 = ShortVector.fromArray(SHORTS, b, from + HALF);
      ShortVector x = ShortVector.broadcast(SHORTS, a[aAt + k]);
      c00 = c00.add(x.mul(b0));
      c01 = c01.add(x.mul(b1));
      x = ShortVector.broadcast(SHORTS, a[a1 + k]);
      c10 = c10.add(x.mul(b0));
      c11 = c11.add(x.mul(b1));
      x = ShortVector.broadcast(SHORTS, a[a2 + k]);
      c20 = c20.add(x.mul(b0));
      c21 = c21.add(x.mul(b1));
      x = ShortVector.broadcast(SHORTS, a[a3 + k]);
      c30 = c30.add(x.mul(b0));
      c31 = c31.add(x.mul(b1));
    }
    c00.reinterpretAsInts().intoArray(pairs, at);
    c01.reinterpretAsInts().intoArray(pairs, at + LANES);
    c10.reinterpretAsInts().intoArray(pairs, at + 2 * LANES);
    c11.reinterpretAsInts().intoArray(pairs, at + 3 * LANES);
    c20.reinterpretAsInts().intoArray(pairs, at + 4 * LANES);
    c21.reinterpretAsInts().intoArray(pairs, at + 5 * LANES);
    c30.reinterpretAsInts().intoArray(pairs, at + 6 * LANES);
    c31.reinterpretAsInts().intoArray(pairs, at + 7 * LANES);
  }
}
