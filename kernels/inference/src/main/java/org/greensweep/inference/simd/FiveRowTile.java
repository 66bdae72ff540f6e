package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.FloatTile.WIDTH;
import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;

import jdk.incubator.vector.FloatVector;
import org.greensweep.inference.kernel.Clamp;

/**
 * Five rows of {@link FloatTile}, for JDK 17, which does not unroll: two steps of depth at a time
 * share what it computes of addresses (97 GFLOP/s; six rows one by one 75 to 85, two by two 40).
 */
final class FiveRowTile {
  private FiveRowTile() {}

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
    int a1 = aAt + r1 * aStride;
    int a2 = aAt + r2 * aStride;
    int a3 = aAt + r3 * aStride;
    int a4 = aAt + r4 * aStride;
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
    int at = bAt;
    int k = 0;
    for (; k < depth - 1; k += 2, at += 2 * WIDTH) {
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
      b0 = FloatVector.fromArray(FLOATS, b, at + WIDTH);
      b1 = FloatVector.fromArray(FLOATS, b, at + WIDTH + LANES);
      x = FloatVector.broadcast(FLOATS, a[aAt + k + 1]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = FloatVector.broadcast(FLOATS, a[a1 + k + 1]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      x = FloatVector.broadcast(FLOATS, a[a2 + k + 1]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = FloatVector.broadcast(FLOATS, a[a3 + k + 1]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      x = FloatVector.broadcast(FLOATS, a[a4 + k + 1]);
      c40 = x.fma(b0, c40);
      c41 = x.fma(b1, c41);
    }
    if (k < depth) {
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
    int a1 = aAt + r1 * aStride;
    int a2 = aAt + r2 * aStride;
    int a3 = aAt + r3 * aStride;
    int a4 = aAt + r4 * aStride;
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
    int at = bAt;
    int k = 0;
    for (; k < depth - 1; k += 2, at += 2 * WIDTH) {
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
      b0 = FloatVector.fromArray(FLOATS, b, at + WIDTH);
      b1 = FloatVector.fromArray(FLOATS, b, at + WIDTH + LANES);
      x = FloatVector.broadcast(FLOATS, a[aAt + k + 1]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = FloatVector.broadcast(FLOATS, a[a1 + k + 1]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      x = FloatVector.broadcast(FLOATS, a[a2 + k + 1]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = FloatVector.broadcast(FLOATS, a[a3 + k + 1]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      x = FloatVector.broadcast(FLOATS, a[a4 + k + 1]);
      c40 = x.fma(b0, c40);
      c41 = x.fma(b1, c41);
    }
    if (k < depth) {
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
  }
}
