package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.LANES;

import org.greensweep.inference.kernel.Clamp;

/**
 * The innermost loops of matrix multiplication: a tile of rows by two vectors of columns, whose
 * sums stay in registers from the bias to the clamp. Each tile is one method because C2 boxes
 * vectors that cross a call, and another where nothing is added or clamped: C2 of JDK 17 boxes them
 * too where a method ends both ways.
 *
 * <p>Ten or twelve independent sums hide the latency of two FMA units. The index into b is counted
 * up, not multiplied: JDK 17 then drops its range checks, which doubles the speed.
 */
final class FloatTile {
  private static final boolean SIX = EarlyCompilation.UNNEEDED;
  private static final boolean EIGHT = !SIX && Species.FLOATS.vectorBitSize() == 512;
  private static final int SMALL_ROWS = 4;

  /** Rows of the tallest tile. */
  static final int ROWS = EIGHT ? 8 : SIX ? 6 : 5;

  /** Columns of a tile. */
  static final int WIDTH = 2 * LANES;

  /** For tiles that add nothing, or start from nothing, with a stride of 0. */
  static final float[] ZEROS = new float[WIDTH];

  private FloatTile() {}

  /** How many of {@code left} rows the next tile takes. */
  static int rows(int left) {
    // Two tiles of four take less than one of six and another of one or two.
    boolean two = left > 6 && left <= 2 * SMALL_ROWS && !EIGHT;
    boolean tall = left > SMALL_ROWS && !two;
    return Math.min(tall ? ROWS : SMALL_ROWS, left);
  }

  /**
   * {@code c[r][..] = clamp(init[r][..] + sum over k of a[r][k] * b[k][..] + added[r][..])} for the
   * rows that {@link #rows} gave.
   *
   * @param rows rows that exist, at least 1; a tile's others repeat the last, in what they read and
   *     write
   * @param b {@code depth} rows of {@link #WIDTH} values from {@code bAt}
   */
  static void multiply(
      int depth,
      float[] a,
      int aAt,
      int aStride,
      int rows,
      float[] b,
      int bAt,
      float[] init,
      int initAt,
      int initStride,
      float[] added,
      int addedAt,
      int addedStride,
      Clamp clamp,
      float[] c,
      int cAt,
      int cStride) {
    if (added == ZEROS && clamp.isNone()) {
      sum(depth, a, aAt, aStride, rows, b, bAt, init, initAt, initStride, c, cAt, cStride);
    } else if (rows <= SMALL_ROWS) {
      FourRowTile.multiply(
          depth,
          a,
          aAt,
          aStride,
          rows,
          b,
          bAt,
          init,
          initAt,
          initStride,
          added,
          addedAt,
          addedStride,
          clamp,
          c,
          cAt,
          cStride);
    } else if (SIX) {
      SixRowTile.multiply(
          depth,
          a,
          aAt,
          aStride,
          rows,
          b,
          bAt,
          init,
          initAt,
          initStride,
          added,
          addedAt,
          addedStride,
          clamp,
          c,
          cAt,
          cStride);
    } else if (EIGHT) {
      EightRowTile.multiply(
          depth,
          a,
          aAt,
          aStride,
          rows,
          b,
          bAt,
          init,
          initAt,
          initStride,
          added,
          addedAt,
          addedStride,
          clamp,
          c,
          cAt,
          cStride);
    } else {
      FiveRowTile.multiply(
          depth,
          a,
          aAt,
          aStride,
          rows,
          b,
          bAt,
          init,
          initAt,
          initStride,
          added,
          addedAt,
          addedStride,
          clamp,
          c,
          cAt,
          cStride);
    }
  }

  /** The same without addition and clamp. */
  private static void sum(
      int depth,
      float[] a,
      int aAt,
      int aStride,
      int rows,
      float[] b,
      int bAt,
      float[] init,
      int initAt,
      int initStride,
      float[] c,
      int cAt,
      int cStride) {
    if (rows <= SMALL_ROWS) {
      FourRowTile.sum(
          depth, a, aAt, aStride, rows, b, bAt, init, initAt, initStride, c, cAt, cStride);
    } else if (SIX) {
      SixRowTile.sum(
          depth, a, aAt, aStride, rows, b, bAt, init, initAt, initStride, c, cAt, cStride);
    } else if (EIGHT) {
      EightRowTile.sum(
          depth, a, aAt, aStride, rows, b, bAt, init, initAt, initStride, c, cAt, cStride);
    } else {
      FiveRowTile.sum(
          depth, a, aAt, aStride, rows, b, bAt, init, initAt, initStride, c, cAt, cStride);
    }
  }
}
