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
   * {@code B^T d B} of a square of four by four pixels of {@code count} channels (full vectors): in
   * both dimensions at once, since the sums of one fit the registers.
   *
   * @param line from one line of the square to the next
   * @param pixel from one pixel to the next
   * @param step from one point to the next
   */
  static void input(
      float[] from, int at, int line, int pixel, float[] output, int to, int step, int count) {
    int at1 = at + line;
    int at2 = at1 + line;
    int at3 = at2 + line;
    int to1 = to + 4 * step;
    int to2 = to1 + 4 * step;
    int to3 = to2 + 4 * step;
    for (int c = 0; c < count; c += LANES) {
      FloatVector d00 = FloatVector.fromArray(FLOATS, from, at + c);
      FloatVector d01 = FloatVector.fromArray(FLOATS, from, at + pixel + c);
      FloatVector d02 = FloatVector.fromArray(FLOATS, from, at + 2 * pixel + c);
      FloatVector d03 = FloatVector.fromArray(FLOATS, from, at + 3 * pixel + c);
      FloatVector d10 = FloatVector.fromArray(FLOATS, from, at1 + c);
      FloatVector d11 = FloatVector.fromArray(FLOATS, from, at1 + pixel + c);
      FloatVector d12 = FloatVector.fromArray(FLOATS, from, at1 + 2 * pixel + c);
      FloatVector d13 = FloatVector.fromArray(FLOATS, from, at1 + 3 * pixel + c);
      FloatVector d20 = FloatVector.fromArray(FLOATS, from, at2 + c);
      FloatVector d21 = FloatVector.fromArray(FLOATS, from, at2 + pixel + c);
      FloatVector d22 = FloatVector.fromArray(FLOATS, from, at2 + 2 * pixel + c);
      FloatVector d23 = FloatVector.fromArray(FLOATS, from, at2 + 3 * pixel + c);
      FloatVector d30 = FloatVector.fromArray(FLOATS, from, at3 + c);
      FloatVector d31 = FloatVector.fromArray(FLOATS, from, at3 + pixel + c);
      FloatVector d32 = FloatVector.fromArray(FLOATS, from, at3 + 2 * pixel + c);
      FloatVector d33 = FloatVector.fromArray(FLOATS, from, at3 + 3 * pixel + c);
      FloatVector e0 = d00.sub(d20);
      FloatVector e1 = d01.sub(d21);
      FloatVector e2 = d02.sub(d22);
      FloatVector e3 = d03.sub(d23);
      e0.sub(e2).intoArray(output, to + c);
      e1.add(e2).intoArray(output, to + step + c);
      e2.sub(e1).intoArray(output, to + 2 * step + c);
      e1.sub(e3).intoArray(output, to + 3 * step + c);
      e0 = d10.add(d20);
      e1 = d11.add(d21);
      e2 = d12.add(d22);
      e3 = d13.add(d23);
      e0.sub(e2).intoArray(output, to1 + c);
      e1.add(e2).intoArray(output, to1 + step + c);
      e2.sub(e1).intoArray(output, to1 + 2 * step + c);
      e1.sub(e3).intoArray(output, to1 + 3 * step + c);
      e0 = d20.sub(d10);
      e1 = d21.sub(d11);
      e2 = d22.sub(d12);
      e3 = d23.sub(d13);
      e0.sub(e2).intoArray(output, to2 + c);
      e1.add(e2).intoArray(output, to2 + step + c);
      e2.sub(e1).intoArray(output, to2 + 2 * step + c);
      e1.sub(e3).intoArray(output, to2 + 3 * step + c);
      e0 = d10.sub(d30);
      e1 = d11.sub(d31);
      e2 = d12.sub(d32);
      e3 = d13.sub(d33);
      e0.sub(e2).intoArray(output, to3 + c);
      e1.add(e2).intoArray(output, to3 + step + c);
      e2.sub(e1).intoArray(output, to3 + 2 * step + c);
      e1.sub(e3).intoArray(output, to3 + 3 * step + c);
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
    int at3 = at2 + 4 * step;
    FloatVector two = FloatVector.broadcast(FLOATS, 2);
    FloatVector minusTwo = FloatVector.broadcast(FLOATS, -2);
    for (int c = 0; c < count; c += LANES) {
      FloatVector m0 = FloatVector.fromArray(FLOATS, from, at + c);
      FloatVector m1 = FloatVector.fromArray(FLOATS, from, at1 + c);
      FloatVector m2 = FloatVector.fromArray(FLOATS, from, at2 + c);
      FloatVector m3 = FloatVector.fromArray(FLOATS, from, at3 + c);
      FloatVector u0 = m0.fma(two, m1.add(m2));
      FloatVector v0 = m3.fma(minusTwo, m1.sub(m2));
      m0 = FloatVector.fromArray(FLOATS, from, at + step + c);
      m1 = FloatVector.fromArray(FLOATS, from, at1 + step + c);
      m2 = FloatVector.fromArray(FLOATS, from, at2 + step + c);
      m3 = FloatVector.fromArray(FLOATS, from, at3 + step + c);
      FloatVector u1 = m0.fma(two, m1.add(m2));
      FloatVector v1 = m3.fma(minusTwo, m1.sub(m2));
      m0 = FloatVector.fromArray(FLOATS, from, at + 2 * step + c);
      m1 = FloatVector.fromArray(FLOATS, from, at1 + 2 * step + c);
      m2 = FloatVector.fromArray(FLOATS, from, at2 + 2 * step + c);
      m3 = FloatVector.fromArray(FLOATS, from, at3 + 2 * step + c);
      FloatVector u2 = m0.fma(two, m1.add(m2));
      FloatVector v2 = m3.fma(minusTwo, m1.sub(m2));
      m0 = FloatVector.fromArray(FLOATS, from, at + 3 * step + c);
      m1 = FloatVector.fromArray(FLOATS, from, at1 + 3 * step + c);
      m2 = FloatVector.fromArray(FLOATS, from, at2 + 3 * step + c);
      m3 = FloatVector.fromArray(FLOATS, from, at3 + 3 * step + c);
      FloatVector u3 = m0.fma(two, m1.add(m2));
      FloatVector v3 = m3.fma(minusTwo, m1.sub(m2));
      u0.fma(two, u1.add(u2)).mul(SCALE).intoArray(output, to + c);
      u3.fma(minusTwo, u1.sub(u2)).mul(SCALE).intoArray(output, to + count + c);
      v0.fma(two, v1.add(v2)).mul(SCALE).intoArray(output, to + line + c);
      v3.fma(minusTwo, v1.sub(v2)).mul(SCALE).intoArray(output, to + line + count + c);
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
