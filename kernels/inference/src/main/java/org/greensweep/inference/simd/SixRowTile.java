package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.FloatTile.WIDTH;
import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;

import jdk.incubator.vector.FloatVector;
import org.greensweep.inference.kernel.Clamp;

/**
 * Six rows of {@link FloatTile}, for JDK 25: 12 sums, 2 weights and 1 broadcast fit the 16
 * registers of AVX2. It unrolls the loop by itself; unrolled here, it spills (40 instead of 98
 * GFLOP/s).
 */
final class SixRowTile {
  private SixRowTile() {}

  /** As {@link FloatTile#multiply}. */
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
    int r1 = Math.min(1, rows - 1);
    int r2 = Math.min(2, rows - 1);
    int r3 = Math.min(3, rows - 1);
    int r4 = Math.min(4, rows - 1);
    int r5 = Math.min(5, rows - 1);
    int a1 = aAt + r1 * aStride;
    int a2 = aAt + r2 * aStride;
    int a3 = aAt + r3 * aStride;
    int a4 = aAt + r4 * aStride;
    int a5 = aAt + r5 * aStride;
    FloatVector c00 = FloatVector.fromArray(FLOATS, init, initAt);
    FloatVector c01 = FloatVector.fromArray(FLOATS, init, initAt + LANES);
    FloatVector c10 = FloatVector.fromArray(FLOATS, init, initAt + r1 * initStride);
    FloatVector c11 = FloatVector.fromArray(FLOATS, init, initAt + r1 * initStride + LANES);
    FloatVector c20 = FloatVector.fromArray(FLOATS, init, initAt + r2 * initStride);
    FloatVector c21 = FloatVector.fromArray(FLOATS, init, initAt + r2 * initStride + LANES);
    FloatVector c30 = FloatVector.fromArray(FLOATS, init, initAt + r3 * initStride);
    FloatVector c31 = FloatVector.fromArray(FLOATS, init, initAt + r3 * initStride + LANES);
    FloatVector c40 = FloatVector.fromArray(FLOATS, init, initAt + r4 * initStride);
    FloatVector c41 = FloatVector.fromArray(FLOATS, init, initAt + r4 * initStride + LANES);
    FloatVector c50 = FloatVector.fromArray(FLOATS, init, initAt + r5 * initStride);
    FloatVector c51 = FloatVector.fromArray(FLOATS, init, initAt + r5 * initStride + LANES);
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
    FloatVector low = FloatVector.broadcast(FLOATS, clamp.low());
    FloatVector high = FloatVector.broadcast(FLOATS, clamp.high());
    c00 = c00.add(FloatVector.fromArray(FLOATS, added, addedAt));
    c00 = c00.blend(low, c00.lt(low));
    c00.blend(high, high.lt(c00)).intoArray(c, cAt);
    c01 = c01.add(FloatVector.fromArray(FLOATS, added, addedAt + LANES));
    c01 = c01.blend(low, c01.lt(low));
    c01.blend(high, high.lt(c01)).intoArray(c, cAt + LANES);
    c10 = c10.add(FloatVector.fromArray(FLOATS, added, addedAt + r1 * addedStride));
    c10 = c10.blend(low, c10.lt(low));
    c10.blend(high, high.lt(c10)).intoArray(c, cAt + r1 * cStride);
    c11 = c11.add(FloatVector.fromArray(FLOATS, added, addedAt + r1 * addedStride + LANES));
    c11 = c11.blend(low, c11.lt(low));
    c11.blend(high, high.lt(c11)).intoArray(c, cAt + r1 * cStride + LANES);
    c20 = c20.add(FloatVector.fromArray(FLOATS, added, addedAt + r2 * addedStride));
    c20 = c20.blend(low, c20.lt(low));
    c20.blend(high, high.lt(c20)).intoArray(c, cAt + r2 * cStride);
    c21 = c21.add(FloatVector.fromArray(FLOATS, added, addedAt + r2 * addedStride + LANES));
    c21 = c21.blend(low, c21.lt(low));
    c21.blend(high, high.lt(c21)).intoArray(c, cAt + r2 * cStride + LANES);
    c30 = c30.add(FloatVector.fromArray(FLOATS, added, addedAt + r3 * addedStride));
    c30 = c30.blend(low, c30.lt(low));
    c30.blend(high, high.lt(c30)).intoArray(c, cAt + r3 * cStride);
    c31 = c31.add(FloatVector.fromArray(FLOATS, added, addedAt + r3 * addedStride + LANES));
    c31 = c31.blend(low, c31.lt(low));
    c31.blend(high, high.lt(c31)).intoArray(c, cAt + r3 * cStride + LANES);
    c40 = c40.add(FloatVector.fromArray(FLOATS, added, addedAt + r4 * addedStride));
    c40 = c40.blend(low, c40.lt(low));
    c40.blend(high, high.lt(c40)).intoArray(c, cAt + r4 * cStride);
    c41 = c41.add(FloatVector.fromArray(FLOATS, added, addedAt + r4 * addedStride + LANES));
    c41 = c41.blend(low, c41.lt(low));
    c41.blend(high, high.lt(c41)).intoArray(c, cAt + r4 * cStride + LANES);
    c50 = c50.add(FloatVector.fromArray(FLOATS, added, addedAt + r5 * addedStride));
    c50 = c50.blend(low, c50.lt(low));
    c50.blend(high, high.lt(c50)).intoArray(c, cAt + r5 * cStride);
    c51 = c51.add(FloatVector.fromArray(FLOATS, added, addedAt + r5 * addedStride + LANES));
    c51 = c51.blend(low, c51.lt(low));
    c51.blend(high, high.lt(c51)).intoArray(c, cAt + r5 * cStride + LANES);
  }

  /** As {@link FloatTile#sum}. */
  static void sum(
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
    int r1 = Math.min(1, rows - 1);
    int r2 = Math.min(2, rows - 1);
    int r3 = Math.min(3, rows - 1);
    int r4 = Math.min(4, rows - 1);
    int r5 = Math.min(5, rows - 1);
    int a1 = aAt + r1 * aStride;
    int a2 = aAt + r2 * aStride;
    int a3 = aAt + r3 * aStride;
    int a4 = aAt + r4 * aStride;
    int a5 = aAt + r5 * aStride;
    FloatVector c00 = FloatVector.fromArray(FLOATS, init, initAt);
    FloatVector c01 = FloatVector.fromArray(FLOATS, init, initAt + LANES);
    FloatVector c10 = FloatVector.fromArray(FLOATS, init, initAt + r1 * initStride);
    FloatVector c11 = FloatVector.fromArray(FLOATS, init, initAt + r1 * initStride + LANES);
    FloatVector c20 = FloatVector.fromArray(FLOATS, init, initAt + r2 * initStride);
    FloatVector c21 = FloatVector.fromArray(FLOATS, init, initAt + r2 * initStride + LANES);
    FloatVector c30 = FloatVector.fromArray(FLOATS, init, initAt + r3 * initStride);
    FloatVector c31 = FloatVector.fromArray(FLOATS, init, initAt + r3 * initStride + LANES);
    FloatVector c40 = FloatVector.fromArray(FLOATS, init, initAt + r4 * initStride);
    FloatVector c41 = FloatVector.fromArray(FLOATS, init, initAt + r4 * initStride + LANES);
    FloatVector c50 = FloatVector.fromArray(FLOATS, init, initAt + r5 * initStride);
    FloatVector c51 = FloatVector.fromArray(FLOATS, init, initAt + r5 * initStride + LANES);
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
    c10.intoArray(c, cAt + r1 * cStride);
    c11.intoArray(c, cAt + r1 * cStride + LANES);
    c20.intoArray(c, cAt + r2 * cStride);
    c21.intoArray(c, cAt + r2 * cStride + LANES);
    c30.intoArray(c, cAt + r3 * cStride);
    c31.intoArray(c, cAt + r3 * cStride + LANES);
    c40.intoArray(c, cAt + r4 * cStride);
    c41.intoArray(c, cAt + r4 * cStride + LANES);
    c50.intoArray(c, cAt + r5 * cStride);
    c51.intoArray(c, cAt + r5 * cStride + LANES);
  }
}
