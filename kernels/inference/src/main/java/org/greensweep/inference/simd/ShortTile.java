package org.greensweep.inference.simd;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static org.greensweep.inference.simd.Species.INTS;
import static org.greensweep.inference.simd.Species.LANES;
import static org.greensweep.inference.simd.Species.SHORTS;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;

/**
 * The innermost loop of integer matrix multiplication whose sums fit 16 bits: six rows by two
 * vectors of columns, twice the lanes of {@link FloatTile} and as many instructions.
 *
 * <p>Rows hold each value twice in an int, because broadcasting an int is one instruction and
 * broadcasting a short is three.
 */
final class ShortTile {
  static final int ROWS = 6;

  /** Columns of a tile. */
  static final int WIDTH = 4 * LANES;

  private static final int HALF = 2 * LANES;

  private ShortTile() {}

  /** {@code value} in both halves of an int. */
  static int twice(int value) {
    return value & 0xFFFF | value << 16;
  }

  /**
   * Where in a row of a panel column {@code column} is: even lanes hold the first, odd the rest.
   */
  static int lane(int column) {
    int within = column % HALF;
    return column / HALF * HALF + 2 * (within % LANES) + within / LANES;
  }

  /**
   * {@code sums[r][..] += sum over k of a[r][k] * b[k][..]} for six rows.
   *
   * @param rows rows of a that exist, at least 1; the others repeat the last
   * @param b {@code depth} rows of {@link #WIDTH} values from {@code bAt}
   * @param sums six rows of {@link #WIDTH} from {@code at}
   */
  static void multiply(
      int depth, int[] a, int aAt, int aStride, int rows, short[] b, int bAt, int[] sums, int at) {
    int a1 = aAt + Math.min(1, rows - 1) * aStride;
    int a2 = aAt + Math.min(2, rows - 1) * aStride;
    int a3 = aAt + Math.min(3, rows - 1) * aStride;
    int a4 = aAt + Math.min(4, rows - 1) * aStride;
    int a5 = aAt + Math.min(5, rows - 1) * aStride;
    ShortVector c00 = ShortVector.zero(SHORTS);
    ShortVector c01 = ShortVector.zero(SHORTS);
    ShortVector c10 = ShortVector.zero(SHORTS);
    ShortVector c11 = ShortVector.zero(SHORTS);
    ShortVector c20 = ShortVector.zero(SHORTS);
    ShortVector c21 = ShortVector.zero(SHORTS);
    ShortVector c30 = ShortVector.zero(SHORTS);
    ShortVector c31 = ShortVector.zero(SHORTS);
    ShortVector c40 = ShortVector.zero(SHORTS);
    ShortVector c41 = ShortVector.zero(SHORTS);
    ShortVector c50 = ShortVector.zero(SHORTS);
    ShortVector c51 = ShortVector.zero(SHORTS);
    int from = bAt;
    for (int k = 0; k < depth; k++, from += WIDTH) {
      ShortVector b0 = ShortVector.fromArray(SHORTS, b, from);
      ShortVector b1 = ShortVector.fromArray(SHORTS, b, from + HALF);
      ShortVector x = IntVector.broadcast(INTS, a[aAt + k]).reinterpretAsShorts();
      c00 = c00.add(x.mul(b0));
      c01 = c01.add(x.mul(b1));
      x = IntVector.broadcast(INTS, a[a1 + k]).reinterpretAsShorts();
      c10 = c10.add(x.mul(b0));
      c11 = c11.add(x.mul(b1));
      x = IntVector.broadcast(INTS, a[a2 + k]).reinterpretAsShorts();
      c20 = c20.add(x.mul(b0));
      c21 = c21.add(x.mul(b1));
      x = IntVector.broadcast(INTS, a[a3 + k]).reinterpretAsShorts();
      c30 = c30.add(x.mul(b0));
      c31 = c31.add(x.mul(b1));
      x = IntVector.broadcast(INTS, a[a4 + k]).reinterpretAsShorts();
      c40 = c40.add(x.mul(b0));
      c41 = c41.add(x.mul(b1));
      x = IntVector.broadcast(INTS, a[a5 + k]).reinterpretAsShorts();
      c50 = c50.add(x.mul(b0));
      c51 = c51.add(x.mul(b1));
    }
    // Even lanes, then odd ones; written out, because vectors that cross a call become objects.
    IntVector pairs = c00.reinterpretAsInts();
    pairs
        .lanewise(LSHL, 16)
        .lanewise(ASHR, 16)
        .add(IntVector.fromArray(INTS, sums, at))
        .intoArray(sums, at);
    pairs
        .lanewise(ASHR, 16)
        .add(IntVector.fromArray(INTS, sums, at + LANES))
        .intoArray(sums, at + LANES);
    pairs = c01.reinterpretAsInts();
    pairs
        .lanewise(LSHL, 16)
        .lanewise(ASHR, 16)
        .add(IntVector.fromArray(INTS, sums, at + HALF))
        .intoArray(sums, at + HALF);
    pairs
        .lanewise(ASHR, 16)
        .add(IntVector.fromArray(INTS, sums, at + HALF + LANES))
        .intoArray(sums, at + HALF + LANES);
    pairs = c10.reinterpretAsInts();
    pairs
        .lanewise(LSHL, 16)
        .lanewise(ASHR, 16)
        .add(IntVector.fromArray(INTS, sums, at + WIDTH))
        .intoArray(sums, at + WIDTH);
    pairs
        .lanewise(ASHR, 16)
        .add(IntVector.fromArray(INTS, sums, at + WIDTH + LANES))
        .intoArray(sums, at + WIDTH + LANES);
    pairs = c11.reinterpretAsInts();
    pairs
        .lanewise(LSHL, 16)
        .lanewise(ASHR, 16)
        .add(IntVector.fromArray(INTS, sums, at + WIDTH + HALF))
        .intoArray(sums, at + WIDTH + HALF);
    pairs
        .lanewise(ASHR, 16)
        .add(IntVector.fromArray(INTS, sums, at + WIDTH + HALF + LANES))
        .intoArray(sums, at + WIDTH + HALF + LANES);
    pairs = c20.reinterpretAsInts();
    pairs
        .lanewise(LSHL, 16)
        .lanewise(ASHR, 16)
        .add(IntVector.fromArray(INTS, sums, at + 2 * WIDTH))
        .intoArray(sums, at + 2 * WIDTH);
    pairs
        .lanewise(ASHR, 16)
        .add(IntVector.fromArray(INTS, sums, at + 2 * WIDTH + LANES))
        .intoArray(sums, at + 2 * WIDTH + LANES);
    pairs = c21.reinterpretAsInts();
    pairs
        .lanewise(LSHL, 16)
        .lanewise(ASHR, 16)
        .add(IntVector.fromArray(INTS, sums, at + 2 * WIDTH + HALF))
        .intoArray(sums, at + 2 * WIDTH + HALF);
    pairs
        .lanewise(ASHR, 16)
        .add(IntVector.fromArray(INTS, sums, at + 2 * WIDTH + HALF + LANES))
        .intoArray(sums, at + 2 * WIDTH + HALF + LANES);
    pairs = c30.reinterpretAsInts();
    pairs
        .lanewise(LSHL, 16)
        .lanewise(ASHR, 16)
        .add(IntVector.fromArray(INTS, sums, at + 3 * WIDTH))
        .intoArray(sums, at + 3 * WIDTH);
    pairs
        .lanewise(ASHR, 16)
        .add(IntVector.fromArray(INTS, sums, at + 3 * WIDTH + LANES))
        .intoArray(sums, at + 3 * WIDTH + LANES);
    pairs = c31.reinterpretAsInts();
    pairs
        .lanewise(LSHL, 16)
        .lanewise(ASHR, 16)
        .add(IntVector.fromArray(INTS, sums, at + 3 * WIDTH + HALF))
        .intoArray(sums, at + 3 * WIDTH + HALF);
    pairs
        .lanewise(ASHR, 16)
        .add(IntVector.fromArray(INTS, sums, at + 3 * WIDTH + HALF + LANES))
        .intoArray(sums, at + 3 * WIDTH + HALF + LANES);
    pairs = c40.reinterpretAsInts();
    pairs
        .lanewise(LSHL, 16)
        .lanewise(ASHR, 16)
        .add(IntVector.fromArray(INTS, sums, at + 4 * WIDTH))
        .intoArray(sums, at + 4 * WIDTH);
    pairs
        .lanewise(ASHR, 16)
        .add(IntVector.fromArray(INTS, sums, at + 4 * WIDTH + LANES))
        .intoArray(sums, at + 4 * WIDTH + LANES);
    pairs = c41.reinterpretAsInts();
    pairs
        .lanewise(LSHL, 16)
        .lanewise(ASHR, 16)
        .add(IntVector.fromArray(INTS, sums, at + 4 * WIDTH + HALF))
        .intoArray(sums, at + 4 * WIDTH + HALF);
    pairs
        .lanewise(ASHR, 16)
        .add(IntVector.fromArray(INTS, sums, at + 4 * WIDTH + HALF + LANES))
        .intoArray(sums, at + 4 * WIDTH + HALF + LANES);
    pairs = c50.reinterpretAsInts();
    pairs
        .lanewise(LSHL, 16)
        .lanewise(ASHR, 16)
        .add(IntVector.fromArray(INTS, sums, at + 5 * WIDTH))
        .intoArray(sums, at + 5 * WIDTH);
    pairs
        .lanewise(ASHR, 16)
        .add(IntVector.fromArray(INTS, sums, at + 5 * WIDTH + LANES))
        .intoArray(sums, at + 5 * WIDTH + LANES);
    pairs = c51.reinterpretAsInts();
    pairs
        .lanewise(LSHL, 16)
        .lanewise(ASHR, 16)
        .add(IntVector.fromArray(INTS, sums, at + 5 * WIDTH + HALF))
        .intoArray(sums, at + 5 * WIDTH + HALF);
    pairs
        .lanewise(ASHR, 16)
        .add(IntVector.fromArray(INTS, sums, at + 5 * WIDTH + HALF + LANES))
        .intoArray(sums, at + 5 * WIDTH + HALF + LANES);
  }
}
