package org.greensweep.inference.simd;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.I2F;
import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * The transforms of Winograd's F(2x2, 3x3) (Lavin 2015, section 4.1) for integers, over many
 * channels at once. The weights of the two points in the middle are transformed to twice their
 * values, so that nothing is halved, and sums of the outer two are doubled: outputs are four times
 * what they stand for until they are stored. Inputs are integers in floats; sums of products are so
 * too, or int32, as bits in an array of floats.
 */
final class ExactTransforms {
  /** Products of a square and a channel. */
  static final int POINTS = 16;

  /** Values of a row transform of weights. */
  static final int ROW_VALUES = 12;

  /** The bits by which outputs are too large. */
  private static final int SHIFT = 2;

  private static final float SCALE = 1f / (1 << SHIFT);

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

  /**
   * {@code B^T d B} of a square of four by four pixels of {@code count} channels (full vectors):
   * two rows of points in each pass over them, since C2 of JDK 17 makes objects of the last vectors
   * of all four in one JVM of twelve. The passes are too long to be inlined into one again.
   *
   * @param line from one line of the square to the next
   * @param pixel from one pixel to the next
   * @param step from one point to the next
   */
  static void input(
      float[] from, int at, int line, int pixel, float[] output, int to, int step, int count) {
    outerInputs(from, at, line, pixel, output, to, step, count);
    middleInputs(from, at + line, at + 2 * line, pixel, output, to + 4 * step, step, count);
  }

  /** The first and the last row of points, of lines 0 and 2, and 1 and 3. */
  private static void outerInputs(
      float[] from, int at, int line, int pixel, float[] output, int to, int step, int count) {
    int at1 = at + line;
    int at2 = at1 + line;
    int at3 = at2 + line;
    int to3 = to + 12 * step;
    for (int c = 0; c < count; c += LANES) {
      FloatVector e0 =
          FloatVector.fromArray(FLOATS, from, at + c)
              .sub(FloatVector.fromArray(FLOATS, from, at2 + c));
      FloatVector e1 =
          FloatVector.fromArray(FLOATS, from, at + pixel + c)
              .sub(FloatVector.fromArray(FLOATS, from, at2 + pixel + c));
      FloatVector e2 =
          FloatVector.fromArray(FLOATS, from, at + 2 * pixel + c)
              .sub(FloatVector.fromArray(FLOATS, from, at2 + 2 * pixel + c));
      FloatVector e3 =
          FloatVector.fromArray(FLOATS, from, at + 3 * pixel + c)
              .sub(FloatVector.fromArray(FLOATS, from, at2 + 3 * pixel + c));
      e0.sub(e2).intoArray(output, to + c);
      e1.add(e2).intoArray(output, to + step + c);
      e2.sub(e1).intoArray(output, to + 2 * step + c);
      e1.sub(e3).intoArray(output, to + 3 * step + c);
      e0 =
          FloatVector.fromArray(FLOATS, from, at1 + c)
              .sub(FloatVector.fromArray(FLOATS, from, at3 + c));
      e1 =
          FloatVector.fromArray(FLOATS, from, at1 + pixel + c)
              .sub(FloatVector.fromArray(FLOATS, from, at3 + pixel + c));
      e2 =
          FloatVector.fromArray(FLOATS, from, at1 + 2 * pixel + c)
              .sub(FloatVector.fromArray(FLOATS, from, at3 + 2 * pixel + c));
      e3 =
          FloatVector.fromArray(FLOATS, from, at1 + 3 * pixel + c)
              .sub(FloatVector.fromArray(FLOATS, from, at3 + 3 * pixel + c));
      e0.sub(e2).intoArray(output, to3 + c);
      e1.add(e2).intoArray(output, to3 + step + c);
      e2.sub(e1).intoArray(output, to3 + 2 * step + c);
      e1.sub(e3).intoArray(output, to3 + 3 * step + c);
    }
  }

  /** The rows between them, of lines 1 and 2. */
  private static void middleInputs(
      float[] from, int at, int at2, int pixel, float[] output, int to, int step, int count) {
    int to2 = to + 4 * step;
    for (int c = 0; c < count; c += LANES) {
      FloatVector x0 = FloatVector.fromArray(FLOATS, from, at + c);
      FloatVector y0 = FloatVector.fromArray(FLOATS, from, at2 + c);
      FloatVector x1 = FloatVector.fromArray(FLOATS, from, at + pixel + c);
      FloatVector y1 = FloatVector.fromArray(FLOATS, from, at2 + pixel + c);
      FloatVector x2 = FloatVector.fromArray(FLOATS, from, at + 2 * pixel + c);
      FloatVector y2 = FloatVector.fromArray(FLOATS, from, at2 + 2 * pixel + c);
      FloatVector x3 = FloatVector.fromArray(FLOATS, from, at + 3 * pixel + c);
      FloatVector y3 = FloatVector.fromArray(FLOATS, from, at2 + 3 * pixel + c);
      FloatVector e0 = x0.add(y0);
      FloatVector e1 = x1.add(y1);
      FloatVector e2 = x2.add(y2);
      FloatVector e3 = x3.add(y3);
      e0.sub(e2).intoArray(output, to + c);
      e1.add(e2).intoArray(output, to + step + c);
      e2.sub(e1).intoArray(output, to + 2 * step + c);
      e1.sub(e3).intoArray(output, to + 3 * step + c);
      e0 = y0.sub(x0);
      e1 = y1.sub(x1);
      e2 = y2.sub(x2);
      e3 = y3.sub(x3);
      e0.sub(e2).intoArray(output, to2 + c);
      e1.add(e2).intoArray(output, to2 + step + c);
      e2.sub(e1).intoArray(output, to2 + 2 * step + c);
      e1.sub(e3).intoArray(output, to2 + 3 * step + c);
    }
  }

  /**
   * {@code A^T m A} of the sums of 16 points of {@code count} channels (full vectors), a square of
   * two by two outputs, where {@link PointBounds} say that floats hold all sums.
   *
   * @param step from one point to the next
   * @param line from one line of the square to the next
   */
  static void outputInFloats(
      float[] from, int at, int step, float[] output, int to, int line, int count) {
    int at1 = at + 4 * step;
    int at2 = at1 + 4 * step;
    outputRow(from, at, at1, at2, 1, step, output, to, count);
    outputRow(from, at2 + 4 * step, at1, at2, -1, step, output, to + line, count);
  }

  /**
   * A line of outputs, of columns of points: a middle one, and {@code sign} times the other middle
   * one and twice an outer one.
   */
  private static void outputRow(
      float[] from,
      int outer,
      int middle,
      int other,
      float sign,
      int step,
      float[] output,
      int to,
      int count) {
    FloatVector factor = FloatVector.broadcast(FLOATS, sign);
    FloatVector twice = FloatVector.broadcast(FLOATS, 2 * sign);
    FloatVector two = FloatVector.broadcast(FLOATS, 2);
    FloatVector minusTwo = FloatVector.broadcast(FLOATS, -2);
    for (int c = 0; c < count; c += LANES) {
      FloatVector u0 =
          FloatVector.fromArray(FLOATS, from, outer + c)
              .fma(
                  twice,
                  FloatVector.fromArray(FLOATS, from, other + c)
                      .fma(factor, FloatVector.fromArray(FLOATS, from, middle + c)));
      FloatVector u1 =
          FloatVector.fromArray(FLOATS, from, outer + step + c)
              .fma(
                  twice,
                  FloatVector.fromArray(FLOATS, from, other + step + c)
                      .fma(factor, FloatVector.fromArray(FLOATS, from, middle + step + c)));
      FloatVector u2 =
          FloatVector.fromArray(FLOATS, from, outer + 2 * step + c)
              .fma(
                  twice,
                  FloatVector.fromArray(FLOATS, from, other + 2 * step + c)
                      .fma(factor, FloatVector.fromArray(FLOATS, from, middle + 2 * step + c)));
      FloatVector u3 =
          FloatVector.fromArray(FLOATS, from, outer + 3 * step + c)
              .fma(
                  twice,
                  FloatVector.fromArray(FLOATS, from, other + 3 * step + c)
                      .fma(factor, FloatVector.fromArray(FLOATS, from, middle + 3 * step + c)));
      u0.fma(two, u1.add(u2)).mul(SCALE).intoArray(output, to + c);
      u3.fma(minusTwo, u1.sub(u2)).mul(SCALE).intoArray(output, to + count + c);
    }
  }

  /**
   * {@code A^T m} of four rows of {@code count} sums in int32 (full vectors), two rows: in one
   * dimension, since C2 of JDK 25 makes objects of the vectors of both at once.
   */
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
}
