package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.greensweep.inference.kernel.ConvolutionShape;

/**
 * Lays the inputs of a few output pixels out as rows of a matrix, for one range of depth: the
 * im2col of a tile, small enough to stay in cache.
 */
final class Patches {
  private static final int LONG_RUN = 64;

  private final ConvolutionShape shape;

  /** Whether all kernel columns of one kernel row lie side by side in memory. */
  private final boolean contiguousRows;

  private final float padValue;

  /** What is taken off int8 inputs. */
  private final int zeroPoint;

  Patches(ConvolutionShape shape) {
    this(shape, shape.padValue(), 0);
  }

  /** For int8 inputs, which become floats less their zero point; so is {@code padValue}. */
  Patches(ConvolutionShape shape, float padValue, int zeroPoint) {
    this.padValue = padValue;
    this.zeroPoint = zeroPoint;
    this.shape = shape;
    this.contiguousRows = shape.groups() == 1 && shape.window().dilationWidth() == 1;
  }

  /**
   * Writes depth {@code k0} to {@code k1} of output pixels {@code from} to {@code to} of {@code
   * group}, a row of {@code k1 - k0} values each.
   *
   * @param input the whole map as {@code float[]} or, in int8, {@code byte[]}
   */
  void pack(Object input, int group, int from, int to, int k0, int k1, float[] rows) {
    int at = 0;
    int y = from / shape.outputWidth();
    int x = from % shape.outputWidth();
    for (int pixel = from; pixel < to; pixel++) {
      if (contiguousRows && interior(y, x)) {
        packInterior(input, y, x, k0, k1, rows, at);
        at += k1 - k0;
      } else {
        int k = k0;
        while (k < k1) {
          int run = run(input, group, y, x, k, k1, rows, at);
          at += run;
          k += run;
        }
      }
      x++;
      if (x == shape.outputWidth()) {
        x = 0;
        y++;
      }
    }
  }

  /** Whether no tap of an output pixel lies in the padding. */
  private boolean interior(int y, int x) {
    return shape.inside(shape.inputRow(y, 0), shape.inputColumn(x, 0))
        && shape.inside(
            shape.inputRow(y, shape.window().kernelHeight() - 1),
            shape.inputColumn(x, shape.window().kernelWidth() - 1));
  }

  private void packInterior(Object input, int y, int x, int k0, int k1, float[] rows, int to) {
    int run = shape.window().kernelWidth() * shape.inputChannels();
    int line = shape.inputWidth() * shape.inputChannels();
    int column = shape.inputColumn(x, 0) * shape.inputChannels();
    int tapY = k0 / run;
    for (int first = tapY * run; first < k1; first += run) {
      int begin = Math.max(k0, first);
      int end = Math.min(k1, first + run);
      int source = shape.inputRow(y, tapY) * line + column + begin - first;
      if (input instanceof float[] floats) {
        copyShort(floats, source, rows, to + begin - k0, end - begin);
      } else {
        QuantizerVector.widen(
            (byte[]) input, source, zeroPoint, rows, to + begin - k0, end - begin);
      }
      tapY++;
    }
  }

  /** Runs of a first layer are a few values, for which an array copy costs more than they do. */
  private static void copyShort(float[] from, int at, float[] to, int toAt, int length) {
    if (length >= LONG_RUN) {
      System.arraycopy(from, at, to, toAt, length);
      return;
    }
    int i = 0;
    for (; i <= length - LANES; i += LANES) {
      FloatVector.fromArray(FLOATS, from, at + i).intoArray(to, toAt + i);
    }
    for (; i < length; i++) {
      to[toAt + i] = from[at + i];
    }
  }

  /** Copies as many values from depth {@code k} on as lie side by side; returns how many. */
  private int run(Object input, int group, int y, int x, int k, int k1, float[] rows, int at) {
    int channels = shape.groupInputs();
    int kernelWidth = shape.window().kernelWidth();
    int tap = k / channels;
    int row = shape.inputRow(y, tap / kernelWidth);
    int column = shape.inputColumn(x, tap % kernelWidth);
    int length = Math.min(channels - k % channels, k1 - k);
    boolean inside = shape.inside(row, column);
    if (inside && contiguousRows) {
      int lastColumn = shape.inputColumn(x, kernelWidth - 1);
      int columns = Math.min(lastColumn + 1, shape.inputWidth()) - column;
      length = Math.min(columns * channels - k % channels, k1 - k);
    }
    if (inside) {
      int pixel = row * shape.inputWidth() + column;
      int source = pixel * shape.inputChannels() + group * channels + k % channels;
      if (input instanceof byte[] bytes) {
        QuantizerVector.widen(bytes, source, zeroPoint, rows, at, length);
      } else {
        System.arraycopy(input, source, rows, at, length);
      }
    } else {
      Arrays.fill(rows, at, at + length, padValue);
    }
    return length;
  }
}
