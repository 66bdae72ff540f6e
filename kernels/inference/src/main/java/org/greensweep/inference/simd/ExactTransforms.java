package org.greensweep.inference.simd;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.I2F;
import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * The one-dimensional transforms of Winograd's F(2, 3) (Lavin 2015, section 4.1) for integers, over
 * many channels at once. The weights of the two points in the middle are transformed to twice their
 * values, so that nothing is halved, and sums of the outer two are doubled: outputs are four times
 * what they stand for. Inputs are integers in floats; sums of products are so too, or int32, as
 * bits in an array of floats.
 */
final class ExactTransforms {
  /** Products of a square and a channel. */
  static final int POINTS = 16;

  /** Values of a row transform of weights. */
  static final int ROW_VALUES = 12;

  /** The bits by which outputs are too large. */
  private static final int SHIFT = 2;

  private ExactTransforms() {}

  /** Whether a point multiplies sums of four inputs; others, of two less two. */
  static boolean isSum(int point) {
    return point == 5;
  }

  /**
   * Transforms 3 x 3 weights, which lie {@code step} apart from {@code at} on.
   *
   * @param rows takes {@code w G^T}, three rows of four
   * @param points takes {@code G w G^T}
   */
  static void weights(byte[] weights, int at, int step, int[] rows, int[] points) {
    for (int row = 0; row < 3; row++) {
      int w0 = weights[at + 3 * row * step];
      int w1 = weights[at + (3 * row + 1) * step];
      int w2 = weights[at + (3 * row + 2) * step];
      rows[4 * row] = w0;
      rows[4 * row + 1] = w0 + w1 + w2;
      rows[4 * row + 2] = w0 - w1 + w2;
      rows[4 * row + 3] = w2;
    }
    for (int column = 0; column < 4; column++) {
      int w0 = rows[column];
      int w1 = rows[4 + column];
      int w2 = rows[8 + column];
      points[column] = w0;
      points[4 + column] = w0 + w1 + w2;
      points[8 + column] = w0 - w1 + w2;
      points[12 + column] = w2;
    }
  }

  /** {@code B^T d} of four rows of {@code count} values (full vectors), four rows again. */
  static void input(
      float[] from, int at, int step, float[] output, int to, int outputStep, int count) {
    int at2 = 2 * step;
    int at3 = 3 * step;
    int to2 = 2 * outputStep;
    int to3 = 3 * outputStep;
    for (int c = 0; c < count; c += LANES) {
      FloatVector d0 = FloatVector.fromArray(FLOATS, from, at + c);
      FloatVector d1 = FloatVector.fromArray(FLOATS, from, at + step + c);
      FloatVector d2 = FloatVector.fromArray(FLOATS, from, at + at2 + c);
      FloatVector d3 = FloatVector.fromArray(FLOATS, from, at + at3 + c);
      d0.sub(d2).intoArray(output, to + c);
      d1.add(d2).intoArray(output, to + outputStep + c);
      d2.sub(d1).intoArray(output, to + to2 + c);
      d1.sub(d3).intoArray(output, to + to3 + c);
    }
  }

  /** {@code A^T m} of four rows of {@code count} sums (full vectors), two rows. */
  static void output(
      float[] from, int at, int step, float[] output, int to, int outputStep, int count) {
    int at2 = 2 * step;
    int at3 = 3 * step;
    for (int c = 0; c < count; c += LANES) {
      IntVector m0 = ints(from, at + c);
      IntVector m1 = ints(from, at + step + c);
      IntVector m2 = ints(from, at + at2 + c);
      IntVector m3 = ints(from, at + at3 + c);
      m0.add(m0).add(m1).add(m2).reinterpretAsFloats().intoArray(output, to + c);
      m1.sub(m2).sub(m3).sub(m3).reinterpretAsFloats().intoArray(output, to + outputStep + c);
    }
  }

  /** The same of sums that are floats, where {@link PointBounds} say that these hold them. */
  static void outputInFloats(
      float[] from, int at, int step, float[] output, int to, int outputStep, int count) {
    int at2 = 2 * step;
    int at3 = 3 * step;
    FloatVector two = FloatVector.broadcast(FLOATS, 2);
    FloatVector minusTwo = FloatVector.broadcast(FLOATS, -2);
    for (int c = 0; c < count; c += LANES) {
      FloatVector m1 = FloatVector.fromArray(FLOATS, from, at + step + c);
      FloatVector m2 = FloatVector.fromArray(FLOATS, from, at + at2 + c);
      FloatVector m0 = FloatVector.fromArray(FLOATS, from, at + c);
      FloatVector m3 = FloatVector.fromArray(FLOATS, from, at + at3 + c);
      m0.fma(two, m1.add(m2)).intoArray(output, to + c);
      m3.fma(minusTwo, m1.sub(m2)).intoArray(output, to + outputStep + c);
    }
  }

  private static IntVector ints(float[] bits, int at) {
    return FloatVector.fromArray(FLOATS, bits, at).reinterpretAsInts();
  }

  /** Outputs as floats, in place; counts full vectors. */
  static void scaleDown(float[] sums, int from, int count) {
    for (int i = from; i < from + count; i += LANES) {
      ((FloatVector) ints(sums, i).lanewise(ASHR, SHIFT).convertShape(I2F, FLOATS, 0))
          .intoArray(sums, i);
    }
  }

  /** The same of sums that are floats. */
  static void scaleDownInFloats(float[] sums, int from, int count) {
    for (int i = from; i < from + count; i += LANES) {
      FloatVector.fromArray(FLOATS, sums, i).mul(1f / (1 << SHIFT)).intoArray(sums, i);
    }
  }
}
