package org.greensweep.inference.simd;

import java.util.Arrays;
import org.greensweep.inference.kernel.ConvolutionShape;

/**
 * How the input rows of some output rows lie in memory with the padding around them, so that loops
 * know no borders and neighbours lie a constant apart: for {@link DepthwiseRows} and {@link
 * Int16DepthwiseRows} a plane for each vector of channels, for {@link PopcountDots} and {@link
 * BitPlanes} all words of a pixel.
 */
final class PaddedFrame {
  private final ConvolutionShape shape;
  private final int lanes;
  private final float padValue;
  private final int width;

  /** Columns of padding before those of the map. */
  private final int left;

  /**
   * A frame with {@code lanes} values in each column; {@code padValue} is what padding becomes
   * among the inputs.
   */
  PaddedFrame(ConvolutionShape shape, int lanes, float padValue) {
    this.shape = shape;
    this.lanes = lanes;
    this.padValue = padValue;
    this.width =
        (shape.outputWidth() - 1) * shape.window().strideWidth() + shape.window().extentWidth();
    this.left = Math.max(0, -shape.inputColumn(0, 0));
  }

  /** Values of one line: a vector of channels of each column that is read. */
  int lineValues() {
    return width * lanes;
  }

  /** From the first line of an output row to that of the next. */
  int lineStep() {
    return shape.window().strideHeight() * lineValues();
  }

  /** Where each tap reads, relative to the first. */
  int[] offsets() {
    int[] offsets = new int[shape.taps()];
    int kernelWidth = shape.window().kernelWidth();
    for (int tap = 0; tap < offsets.length; tap++) {
      int down = tap / kernelWidth * shape.window().dilationHeight();
      int right = tap % kernelWidth * shape.window().dilationWidth();
      offsets[tap] = (down * width + right) * lanes;
    }
    return offsets;
  }

  /** The input row, perhaps above the map, that output row {@code from} reads first. */
  int firstLine(int from) {
    return shape.inputRow(from, 0);
  }

  /** How many input rows output rows {@code from} to {@code to} read, padding included. */
  int lines(int from, int to) {
    return shape.inputRow(to - 1, shape.window().kernelHeight() - 1) - firstLine(from) + 1;
  }

  /** The first column of the map that a line holds. */
  int firstColumn() {
    return Math.max(0, shape.inputColumn(0, 0));
  }

  /** How many columns of the map a line holds. */
  int columns() {
    return Math.max(0, Math.min(shape.inputWidth() - firstColumn(), width - left));
  }

  /**
   * Where {@link #firstColumn} of input row {@code row} lies in a plane for output rows from {@code
   * from} on.
   */
  int lineAt(int row, int from) {
    return ((row - firstLine(from)) * width + left) * lanes;
  }

  /** Writes the padding of the plane for output rows {@code from} to {@code to}. */
  void pad(int from, int to, float[] values, int plane) {
    int line = plane;
    int first = firstLine(from);
    for (int row = first; row < first + lines(from, to); row++) {
      Arrays.fill(values, line, line + before(row), padValue);
      Arrays.fill(values, line + lineValues() - behind(row), line + lineValues(), padValue);
      line += lineValues();
    }
  }

  /** As above, in 16 bits. */
  void pad(int from, int to, short[] values, int plane) {
    int line = plane;
    int first = firstLine(from);
    for (int row = first; row < first + lines(from, to); row++) {
      Arrays.fill(values, line, line + before(row), (short) padValue);
      Arrays.fill(values, line + lineValues() - behind(row), line + lineValues(), (short) padValue);
      line += lineValues();
    }
  }

  /** As above, in bytes. */
  void pad(int from, int to, byte[] values, byte value) {
    int line = 0;
    int first = firstLine(from);
    for (int row = first; row < first + lines(from, to); row++) {
      Arrays.fill(values, line, line + before(row), value);
      Arrays.fill(values, line + lineValues() - behind(row), line + lineValues(), value);
      line += lineValues();
    }
  }

  /** As above, in packed signs: {@code column} is what each column of padding holds. */
  void pad(int from, int to, long[] values, long[] column) {
    int line = 0;
    int first = firstLine(from);
    for (int row = first; row < first + lines(from, to); row++) {
      fill(values, line, line + before(row), column);
      fill(values, line + lineValues() - behind(row), line + lineValues(), column);
      line += lineValues();
    }
  }

  private static void fill(long[] values, int from, int to, long[] column) {
    for (int at = from; at < to; at += column.length) {
      System.arraycopy(column, 0, values, at, column.length);
    }
  }

  /** Values of padding before those of input row {@code row}: a whole line outside the map. */
  private int before(int row) {
    return isInside(row) ? left * lanes : lineValues();
  }

  private int behind(int row) {
    return isInside(row) ? (width - left - columns()) * lanes : 0;
  }

  private boolean isInside(int row) {
    return row >= 0 && row < shape.inputHeight();
  }
}
