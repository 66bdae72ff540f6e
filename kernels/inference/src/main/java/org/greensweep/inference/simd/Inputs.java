package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.BYTES;
import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;

import jdk.incubator.vector.FloatVector;
import org.greensweep.inference.kernel.Float16;

/** How the values of a map, whatever they are stored in, become the fp32 factors of a tile. */
final class Inputs {
  /** From here on an array copy is faster than a loop. */
  private static final int LONG_RUN = 64;

  /** What is taken off int8 inputs. */
  private final int zeroPoint;

  /** What inputs of 16 bits are. */
  private final Float16 format;

  private Inputs(int zeroPoint, Float16 format) {
    this.zeroPoint = zeroPoint;
    this.format = format;
  }

  static Inputs floats() {
    return new Inputs(0, Float16.FP16);
  }

  /** int8 inputs, which become floats less their zero point. */
  static Inputs codes(int zeroPoint) {
    return new Inputs(zeroPoint, Float16.FP16);
  }

  static Inputs halves(Float16 format) {
    return new Inputs(0, format);
  }

  /**
   * Copies {@code count} values, in whole vectors: up to {@link Species#LANES} - 1 values behind
   * the last may be overwritten.
   *
   * @param input the whole map as {@code float[]}, in 16 bits {@code short[]}, in int8 {@code
   *     byte[]}
   */
  void copy(Object input, int from, float[] to, int at, int count) {
    if (input instanceof float[] floats) {
      copyFloats(floats, from, to, at, count);
    } else if (input instanceof short[] shorts) {
      Float16Vector.widenWhole(format, shorts, from, to, at, count);
    } else {
      QuantizerVector.widen((byte[]) input, from, zeroPoint, to, at, count);
    }
  }

  /**
   * Copies the same vector of each of {@code count} pixels, in whole vectors as {@link #copy} does.
   *
   * @param step from one pixel to the next of the map
   * @param width values that count, at most a vector
   * @param stride from one pixel to the next in {@code to}
   */
  void copyColumn(
      Object input, int from, int step, int width, float[] to, int at, int stride, int count) {
    int done = 0;
    if (input instanceof float[] floats) {
      done = whole(floats.length - LANES, from, step, count);
      copyVectors(floats, from, step, to, at, stride, done);
    } else if (input instanceof byte[] bytes) {
      done = whole(bytes.length - BYTES.length(), from, step, count);
      QuantizerVector.widenColumn(bytes, from, step, zeroPoint, to, at, stride, done);
    }
    for (int i = done; i < count; i++) {
      copy(input, from + i * step, to, at + i * stride, width);
    }
  }

  /** How many of {@code count} vectors begin at {@code last} at most. */
  private static int whole(int last, int from, int step, int count) {
    return from > last ? 0 : Math.min(count, (last - from) / step + 1);
  }

  /** Copies {@code count} vectors that lie {@code step} values apart to every {@code stride}. */
  static void copyVectors(
      float[] input, int from, int step, float[] to, int at, int stride, int count) {
    int source = from;
    int target = at;
    for (int i = 0; i < count; i++) {
      FloatVector.fromArray(FLOATS, input, source).intoArray(to, target);
      source += step;
      target += stride;
    }
  }

  private static void copyFloats(float[] from, int at, float[] to, int toAt, int count) {
    if (count >= LONG_RUN) {
      System.arraycopy(from, at, to, toAt, count);
      return;
    }
    int i = 0;
    for (;
        i < count && at + i <= from.length - LANES && toAt + i <= to.length - LANES;
        i += LANES) {
      FloatVector.fromArray(FLOATS, from, at + i).intoArray(to, toAt + i);
    }
    for (; i < count; i++) {
      to[toAt + i] = from[at + i];
    }
  }
}
