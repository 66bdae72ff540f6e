package org.greensweep.inference.simd;

import java.util.Arrays;
import org.greensweep.inference.kernel.ConvolutionShape;

/**
 * Lays the inputs of a few output pixels out as rows of a matrix, for one range of depth: the
 * im2col of a tile, small enough to stay in cache.
 */
final class Patches {
  private final ConvolutionShape shape;

  /** Whether all kernel columns of one kernel row lie side by side in memory. */
  private final boolean contiguousRows;

  private final Inputs inputs;

  /** What padding becomes. */
  private final float padValue;

  Patches(ConvolutionShape shape, Inputs inputs, float padValue) {
    this.inputs = inputs;
    this.padValue = padValue;
    this.shape = shape;
    this.contiguousRows = shape.groups() == 1 && shape.window().dilationWidth() == 1;
  }

  /**
   * Writes depth {@code k0} to {@code k1} of output pixels {@code from} to {@code to} of {@code
   * group}, a row of {@code k1 - k0} values each.
   *
   * @param input the whole map, as {@link Inputs} takes it
   * @param rows one vector longer than the rows are
   */
  void pack(Object input, int group, int from, int to, int k0, int k1, float[] rows) {
    if (shape.pointwise() && shape.groups() == 1 && k1 - k0 == shape.depth()) {
      inputs.copy(input, from * shape.depth(), rows, 0, (to - from) * shape.depth());
      return;
    }
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
      inputs.copy(input, source, rows, to + begin - k0, end - begin);
      tapY++;
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
      inputs.copy(input, source, rows, at, length);
    } else {
      Arrays.fill(rows, at, at + length, padValue);
    }
    return length;
  }
}
