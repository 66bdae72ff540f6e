package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.LANES;

import java.util.Arrays;
import org.greensweep.inference.kernel.ConvolutionShape;

/**
 * Lays the inputs of a few output pixels out as rows of a matrix, for one range of depth: the
 * im2col of a tile, small enough to stay in cache.
 */
final class Patches {
  /** Kernel rows of up to so many values are copied a vector of all pixels at a time. */
  private static final int SHORT_RUN = 64;

  private final ConvolutionShape shape;

  /** Whether all kernel columns of one kernel row lie side by side in memory. */
  private final boolean contiguousRows;

  /** Output columns none of whose taps lies in the padding beside the map: from, to. */
  private final int firstInside;

  private final int endInside;

  private final Inputs inputs;

  /** What padding becomes. */
  private final float padValue;

  Patches(ConvolutionShape shape, Inputs inputs, float padValue) {
    this.inputs = inputs;
    this.padValue = padValue;
    this.shape = shape;
    this.contiguousRows = shape.groups() == 1 && shape.window().dilationWidth() == 1;
    int lastTap = shape.window().kernelWidth() - 1;
    int first = 0;
    while (first < shape.outputWidth() && shape.inputColumn(first, 0) < 0) {
      first++;
    }
    int end = shape.outputWidth();
    while (end > first && shape.inputColumn(end - 1, lastTap) >= shape.inputWidth()) {
      end--;
    }
    this.firstInside = first;
    this.endInside = end;
  }

  /** From one row of {@code depth} values to the next. */
  int stride(int depth) {
    return copiesWhole(depth) ? depth : depth + LANES;
  }

  private boolean copiesWhole(int depth) {
    return shape.pointwise() && shape.groups() == 1 && depth == shape.depth();
  }

  /**
   * Writes depth {@code k0} to {@code k1} of output pixels {@code from} to {@code to} of {@code
   * group}, a row of {@code k1 - k0} values each, {@link #stride} apart.
   *
   * @param input the whole map, as {@link Inputs} takes it
   * @param rows one vector longer than the rows are
   */
  void pack(Object input, int group, int from, int to, int k0, int k1, float[] rows) {
    if (copiesWhole(k1 - k0)) {
      inputs.copy(input, from * shape.depth(), rows, 0, (to - from) * shape.depth());
      return;
    }
    int stride = stride(k1 - k0);
    int pixel = from;
    while (pixel < to) {
      int x = pixel % shape.outputWidth();
      int end = Math.min(x + to - pixel, shape.outputWidth());
      packLine(
          input, group, pixel / shape.outputWidth(), x, end, k0, k1, rows, (pixel - from) * stride);
      pixel += end - x;
    }
  }

  /** Output pixels {@code from} to {@code to} of one line. */
  private void packLine(
      Object input, int group, int y, int from, int to, int k0, int k1, float[] rows, int at) {
    int stride = stride(k1 - k0);
    int first = to;
    int end = to;
    if (contiguousRows && insideRows(y)) {
      first = Math.min(Math.max(from, firstInside), to);
      end = Math.max(Math.min(to, endInside), first);
    }
    packBorder(input, group, y, from, first, k0, k1, rows, at);
    if (shape.window().kernelWidth() * shape.inputChannels() <= SHORT_RUN) {
      packColumns(input, y, first, end, k0, k1, rows, at + (first - from) * stride);
    } else {
      for (int x = first; x < end; x++) {
        packInterior(input, y, x, k0, k1, rows, at + (x - from) * stride);
      }
    }
    packBorder(input, group, y, end, to, k0, k1, rows, at + (end - from) * stride);
  }

  /** Whether no tap of an output line lies in the padding above or below the map. */
  private boolean insideRows(int y) {
    return shape.inputRow(y, 0) >= 0
        && shape.inputRow(y, shape.window().kernelHeight() - 1) < shape.inputHeight();
  }

  private void packBorder(
      Object input, int group, int y, int from, int to, int k0, int k1, float[] rows, int at) {
    int row = at;
    for (int x = from; x < to; x++) {
      int k = k0;
      while (k < k1) {
        k += run(input, group, y, x, k, k1, rows, row + k - k0);
      }
      row += stride(k1 - k0);
    }
  }

  /** Pixels whose kernel rows are short: the same few vectors of each pixel in turn. */
  private void packColumns(
      Object input, int y, int from, int to, int k0, int k1, float[] rows, int at) {
    int run = shape.window().kernelWidth() * shape.inputChannels();
    int line = shape.inputWidth() * shape.inputChannels();
    int column = shape.inputColumn(from, 0) * shape.inputChannels();
    int step = shape.window().strideWidth() * shape.inputChannels();
    int stride = stride(k1 - k0);
    int tapY = k0 / run;
    for (int first = tapY * run; first < k1; first += run) {
      int end = Math.min(k1, first + run);
      for (int k = Math.max(k0, first); k < end; k += LANES) {
        int source = shape.inputRow(y, tapY) * line + column + k - first;
        int width = Math.min(LANES, end - k);
        inputs.copyColumn(input, source, step, width, rows, at + k - k0, stride, to - from);
      }
      tapY++;
    }
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
