package org.greensweep.inference.kernel;

import org.greensweep.network.Layer;
import org.greensweep.network.Shape;
import org.greensweep.network.Window;

/**
 * The extents of one pooling: output row {@code y} covers input rows {@code rowBegin[y]} to {@code
 * rowEnd[y]} (exclusive, clipped to the map) in steps of {@code rowStep}; columns likewise. Arrays
 * are shared, not copied: treat them as read-only.
 *
 * @param divisors what the sum of each output pixel is divided by; empty for a maximum
 */
@SuppressWarnings("ArrayRecordComponent") // plain index tables, never compared
public record PoolShape(
    int inputWidth,
    int channels,
    int[] rowBegin,
    int[] rowEnd,
    int rowStep,
    int[] columnBegin,
    int[] columnEnd,
    int columnStep,
    float[] divisors) {

  public static PoolShape of(Layer.MaxPool layer, Shape input, Shape output) {
    return sliding(layer.window(), input, output, new float[0]);
  }

  public static PoolShape of(Layer.AveragePool layer, Shape input, Shape output) {
    Window window = layer.window();
    PoolShape valid = sliding(window, input, output, new float[0]);
    float[] divisors = new float[output.height() * output.width()];
    for (int y = 0; y < output.height(); y++) {
      for (int x = 0; x < output.width(); x++) {
        int rows =
            layer.countPadding()
                ? padded(
                    y,
                    window.strideHeight(),
                    window.padTop(),
                    window.extentHeight(),
                    window.dilationHeight(),
                    input.height() + window.padBottom())
                : steps(valid.rowBegin[y], valid.rowEnd[y], window.dilationHeight());
        int columns =
            layer.countPadding()
                ? padded(
                    x,
                    window.strideWidth(),
                    window.padLeft(),
                    window.extentWidth(),
                    window.dilationWidth(),
                    input.width() + window.padRight())
                : steps(valid.columnBegin[x], valid.columnEnd[x], window.dilationWidth());
        divisors[y * output.width() + x] = rows * columns;
      }
    }
    return sliding(window, input, output, divisors);
  }

  public static PoolShape of(Layer.AdaptiveAveragePool layer, Shape input) {
    int[][] rows = bins(input.height(), layer.height());
    int[][] columns = bins(input.width(), layer.width());
    float[] divisors = new float[layer.height() * layer.width()];
    for (int y = 0; y < layer.height(); y++) {
      for (int x = 0; x < layer.width(); x++) {
        divisors[y * layer.width() + x] =
            (rows[1][y] - rows[0][y]) * (columns[1][x] - columns[0][x]);
      }
    }
    return new PoolShape(
        input.width(), input.channels(), rows[0], rows[1], 1, columns[0], columns[1], 1, divisors);
  }

  public boolean maximum() {
    return divisors.length == 0;
  }

  public int outputHeight() {
    return rowBegin.length;
  }

  public int outputWidth() {
    return columnBegin.length;
  }

  private static PoolShape sliding(Window window, Shape input, Shape output, float[] divisors) {
    int[][] rows =
        spans(
            output.height(),
            window.strideHeight(),
            window.padTop(),
            window.extentHeight(),
            window.dilationHeight(),
            input.height());
    int[][] columns =
        spans(
            output.width(),
            window.strideWidth(),
            window.padLeft(),
            window.extentWidth(),
            window.dilationWidth(),
            input.width());
    return new PoolShape(
        input.width(),
        input.channels(),
        rows[0],
        rows[1],
        window.dilationHeight(),
        columns[0],
        columns[1],
        window.dilationWidth(),
        divisors);
  }

  private static int[][] spans(
      int outputs, int stride, int pad, int extent, int dilation, int limit) {
    int[][] spans = new int[2][outputs];
    for (int i = 0; i < outputs; i++) {
      int begin = i * stride - pad;
      // The first tap inside the map keeps the phase of a dilated window.
      spans[0][i] = begin < 0 ? Math.floorMod(begin, dilation) : begin;
      spans[1][i] = Math.min(begin + extent, limit);
    }
    return spans;
  }

  private static int[][] bins(int input, int outputs) {
    int[][] bins = new int[2][outputs];
    for (int i = 0; i < outputs; i++) {
      bins[0][i] = (int) ((long) i * input / outputs);
      bins[1][i] = (int) (((i + 1L) * input + outputs - 1) / outputs);
    }
    return bins;
  }

  /** Taps of a window that lie in the map or its declared padding (not in what ceil adds). */
  private static int padded(
      int index, int stride, int pad, int extent, int dilation, int paddedLimit) {
    int begin = index * stride - pad;
    return steps(begin, Math.min(begin + extent, paddedLimit), dilation);
  }

  private static int steps(int begin, int end, int step) {
    return (end - begin + step - 1) / step;
  }
}
