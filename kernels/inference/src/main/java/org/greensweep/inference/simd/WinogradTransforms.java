package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;

import jdk.incubator.vector.FloatVector;

/**
 * The one-dimensional transforms of Winograd's F(4, 3) (Lavin 2015, section 4.3), over many
 * channels at once; a two-dimensional one is one over columns, then one over rows.
 */
final class WinogradTransforms {
  /** Products of a square and a channel. */
  static final int POINTS = 36;

  /** Rows of the weight transform G. */
  private static final double[][] G = {
    {1 / 4d, 0, 0},
    {-1 / 6d, -1 / 6d, -1 / 6d},
    {-1 / 6d, 1 / 6d, -1 / 6d},
    {1 / 24d, 1 / 12d, 1 / 6d},
    {1 / 24d, -1 / 12d, 1 / 6d},
    {0, 0, 1}
  };

  private WinogradTransforms() {}

  /** {@code G w G^T}, 6 x 6, of the 3 x 3 weights from {@code at} on, {@code step} apart. */
  static double[] weights(float[] weights, int at, int step) {
    double[] rows = new double[18];
    for (int i = 0; i < 6; i++) {
      for (int tap = 0; tap < 3; tap++) {
        rows[3 * i + tap] =
            G[i][0] * weights[at + tap * step]
                + G[i][1] * weights[at + (3 + tap) * step]
                + G[i][2] * weights[at + (6 + tap) * step];
      }
    }
    double[] transformed = new double[POINTS];
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 6; j++) {
        transformed[6 * i + j] =
            G[j][0] * rows[3 * i] + G[j][1] * rows[3 * i + 1] + G[j][2] * rows[3 * i + 2];
      }
    }
    return transformed;
  }

  /** {@code G w} of three rows of {@code count} values (full vectors), six rows. */
  static void weights(
      float[] from, int at, int step, float[] output, int to, int outputStep, int count) {
    int at2 = 2 * step;
    int to2 = 2 * outputStep;
    int to3 = 3 * outputStep;
    int to4 = 4 * outputStep;
    int to5 = 5 * outputStep;
    FloatVector quarter = FloatVector.broadcast(FLOATS, 1 / 4f);
    FloatVector sixth = FloatVector.broadcast(FLOATS, 1 / 6f);
    FloatVector minusSixth = FloatVector.broadcast(FLOATS, -1 / 6f);
    FloatVector twelfth = FloatVector.broadcast(FLOATS, 1 / 12f);
    FloatVector twentyFourth = FloatVector.broadcast(FLOATS, 1 / 24f);
    for (int c = 0; c < count; c += LANES) {
      FloatVector w0 = FloatVector.fromArray(FLOATS, from, at + c);
      FloatVector w1 = FloatVector.fromArray(FLOATS, from, at + step + c);
      FloatVector w2 = FloatVector.fromArray(FLOATS, from, at + at2 + c);
      w0.mul(quarter).intoArray(output, to + c);
      FloatVector even = w0.add(w2);
      even.add(w1).mul(minusSixth).intoArray(output, to + outputStep + c);
      w1.sub(even).mul(sixth).intoArray(output, to + to2 + c);
      even = w0.fma(twentyFourth, w2.mul(sixth));
      FloatVector odd = w1.mul(twelfth);
      even.add(odd).intoArray(output, to + to3 + c);
      even.sub(odd).intoArray(output, to + to4 + c);
      w2.intoArray(output, to + to5 + c);
    }
  }

  /** {@code B^T d} of six rows of {@code count} values (full vectors), six rows again. */
  static void input(
      float[] from, int at, int step, float[] output, int to, int outputStep, int count) {
    int at2 = 2 * step;
    int at3 = 3 * step;
    int at4 = 4 * step;
    int at5 = 5 * step;
    int to2 = 2 * outputStep;
    int to3 = 3 * outputStep;
    int to4 = 4 * outputStep;
    int to5 = 5 * outputStep;
    FloatVector four = FloatVector.broadcast(FLOATS, 4);
    FloatVector minusFour = FloatVector.broadcast(FLOATS, -4);
    FloatVector minusFive = FloatVector.broadcast(FLOATS, -5);
    for (int c = 0; c < count; c += LANES) {
      FloatVector d0 = FloatVector.fromArray(FLOATS, from, at + c);
      FloatVector d1 = FloatVector.fromArray(FLOATS, from, at + step + c);
      FloatVector d2 = FloatVector.fromArray(FLOATS, from, at + at2 + c);
      FloatVector d3 = FloatVector.fromArray(FLOATS, from, at + at3 + c);
      FloatVector d4 = FloatVector.fromArray(FLOATS, from, at + at4 + c);
      FloatVector d5 = FloatVector.fromArray(FLOATS, from, at + at5 + c);
      d0.fma(four, d2.fma(minusFive, d4)).intoArray(output, to + c);
      d1.fma(four, d3.fma(minusFive, d5)).intoArray(output, to + to5 + c);
      FloatVector even = d2.fma(minusFour, d4);
      FloatVector odd = d1.fma(minusFour, d3);
      even.add(odd).intoArray(output, to + outputStep + c);
      even.sub(odd).intoArray(output, to + to2 + c);
      even = d4.sub(d2);
      odd = d3.sub(d1);
      odd = odd.add(odd);
      even.add(odd).intoArray(output, to + to3 + c);
      even.sub(odd).intoArray(output, to + to4 + c);
    }
  }

  /** {@code A^T m} of six rows of {@code count} values (full vectors), four rows. */
  static void output(
      float[] from, int at, int step, float[] output, int to, int outputStep, int count) {
    int at2 = 2 * step;
    int at3 = 3 * step;
    int at4 = 4 * step;
    int at5 = 5 * step;
    int to2 = 2 * outputStep;
    int to3 = 3 * outputStep;
    FloatVector two = FloatVector.broadcast(FLOATS, 2);
    FloatVector four = FloatVector.broadcast(FLOATS, 4);
    FloatVector eight = FloatVector.broadcast(FLOATS, 8);
    for (int c = 0; c < count; c += LANES) {
      FloatVector m1 = FloatVector.fromArray(FLOATS, from, at + step + c);
      FloatVector m2 = FloatVector.fromArray(FLOATS, from, at + at2 + c);
      FloatVector m3 = FloatVector.fromArray(FLOATS, from, at + at3 + c);
      FloatVector m4 = FloatVector.fromArray(FLOATS, from, at + at4 + c);
      FloatVector near = m1.add(m2);
      FloatVector far = m3.add(m4);
      FloatVector.fromArray(FLOATS, from, at + c).add(near).add(far).intoArray(output, to + c);
      far.fma(four, near).intoArray(output, to + to2 + c);
      near = m1.sub(m2);
      far = m3.sub(m4);
      far.fma(two, near).intoArray(output, to + outputStep + c);
      far.fma(eight, near)
          .add(FloatVector.fromArray(FLOATS, from, at + at5 + c))
          .intoArray(output, to + to3 + c);
    }
  }
}
