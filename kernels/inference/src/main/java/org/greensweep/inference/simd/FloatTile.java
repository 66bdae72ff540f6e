package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;

import jdk.incubator.vector.FloatVector;

/**
 * The innermost loops of matrix multiplication: a tile of rows by two vectors of columns, whose
 * sums stay in registers. Each tile is one method because C2 boxes vectors that cross a call.
 *
 * <p>Six rows: 12 sums, 2 weights and 1 broadcast fit the 16 registers of AVX2, and 12 independent
 * sums hide the latency of two FMA units; 3 vectors of columns would spill on JDK 25. The index
 * into b is counted up, not multiplied: JDK 17 then drops its range checks, which doubles the
 * speed.
 */
final class FloatTile {
  static final int ROWS = 6;
  static final int SMALL_ROWS = 4;

  /** Columns of a tile. */
  static final int WIDTH = 2 * LANES;

  private FloatTile() {}

  /**
   * {@code c[r][..] = init[r][..] + sum over k of a[r][k] * b[k][..]} for six rows.
   *
   * @param rows rows of a that exist, at least 1; the others repeat the last
   * @param b {@code depth} rows of {@link #WIDTH} values from {@code bAt}
   */
  static void multiply6(
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
    int a1 = aAt + Math.min(1, rows - 1) * aStride;
    int a2 = aAt + Math.min(2, rows - 1) * aStride;
    int a3 = aAt + Math.min(3, rows - 1) * aStride;
    int a4 = aAt + Math.min(4, rows - 1) * aStride;
    int a5 = aAt + Math.min(5, rows - 1) * aStride;
    FloatVector c00 = FloatVector.fromArray(FLOATS, init, initAt);
    FloatVector c01 = FloatVector.fromArray(FLOATS, init, initAt + LANES);
    FloatVector c10 = FloatVector.fromArray(FLOATS, init, initAt + initStride);
    FloatVector c11 = FloatVector.fromArray(FLOATS, init, initAt + initStride + LANES);
    FloatVector c20 = FloatVector.fromArray(FLOATS, init, initAt + 2 * initStride);
    FloatVector c21 = FloatVector.fromArray(FLOATS, init, initAt + 2 * initStride + LANES);
    FloatVector c30 = FloatVector.fromArray(FLOATS, init, initAt + 3 * initStride);
    FloatVector c31 = FloatVector.fromArray(FLOATS, init, initAt + 3 * initStride + LANES);
    FloatVector c40 = FloatVector.fromArray(FLOATS, init, initAt + 4 * initStride);
    FloatVector c41 = FloatVector.fromArray(FLOATS, init, initAt + 4 * initStride + LANES);
    FloatVector c50 = FloatVector.fromArray(FLOATS, init, initAt + 5 * initStride);
    FloatVector c51 = FloatVector.fromArray(FLOATS, init, initAt + 5 * initStride + LANES);
    int at = bAt;
    for (int k = 0; k < depth; k++, at += WIDTH) {
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, at);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, at + LANES);
      FloatVector x = FloatVector.broadcast(FLOATS, a[aAt + k]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = FloatVector.broadcast(FLOATS, a[a1 + k]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      x = FloatVector.broadcast(FLOATS, a[a2 + k]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = FloatVector.broadcast(FLOATS, a[a3 + k]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      x = FloatVector.broadcast(FLOATS, a[a4 + k]);
      c40 = x.fma(b0, c40);
      c41 = x.fma(b1, c41);
      x = FloatVector.broadcast(FLOATS, a[a5 + k]);
      c50 = x.fma(b0, c50);
      c51 = x.fma(b1, c51);
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + LANES);
    c10.intoArray(c, cAt + cStride);
    c11.intoArray(c, cAt + cStride + LANES);
    c20.intoArray(c, cAt + 2 * cStride);
    c21.intoArray(c, cAt + 2 * cStride + LANES);
    c30.intoArray(c, cAt + 3 * cStride);
    c31.intoArray(c, cAt + 3 * cStride + LANES);
    c40.intoArray(c, cAt + 4 * cStride);
    c41.intoArray(c, cAt + 4 * cStride + LANES);
    c50.intoArray(c, cAt + 5 * cStride);
    c51.intoArray(c, cAt + 5 * cStride + LANES);
  }

  /** As {@link #multiply6} for four rows: what is left under a stack of six. */
  static void multiply4(
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
    int a1 = aAt + Math.min(1, rows - 1) * aStride;
    int a2 = aAt + Math.min(2, rows - 1) * aStride;
    int a3 = aAt + Math.min(3, rows - 1) * aStride;
    FloatVector c00 = FloatVector.fromArray(FLOATS, init, initAt);
    FloatVector c01 = FloatVector.fromArray(FLOATS, init, initAt + LANES);
    FloatVector c10 = FloatVector.fromArray(FLOATS, init, initAt + initStride);
    FloatVector c11 = FloatVector.fromArray(FLOATS, init, initAt + initStride + LANES);
    FloatVector c20 = FloatVector.fromArray(FLOATS, init, initAt + 2 * initStride);
    FloatVector c21 = FloatVector.fromArray(FLOATS, init, initAt + 2 * initStride + LANES);
    FloatVector c30 = FloatVector.fromArray(FLOATS, init, initAt + 3 * initStride);
    FloatVector c31 = FloatVector.fromArray(FLOATS, init, initAt + 3 * initStride + LANES);
    int at = bAt;
    for (int k = 0; k < depth; k++, at += WIDTH) {
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, at);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, at + LANES);
      FloatVector x = FloatVector.broadcast(FLOATS, a[aAt + k]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = FloatVector.broadcast(FLOATS, a[a1 + k]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      x = FloatVector.broadcast(FLOATS, a[a2 + k]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = FloatVector.broadcast(FLOATS, a[a3 + k]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + LANES);
    c10.intoArray(c, cAt + cStride);
    c11.intoArray(c, cAt + cStride + LANES);
    c20.intoArray(c, cAt + 2 * cStride);
    c21.intoArray(c, cAt + 2 * cStride + LANES);
    c30.intoArray(c, cAt + 3 * cStride);
    c31.intoArray(c, cAt + 3 * cStride + LANES);
  }
}
