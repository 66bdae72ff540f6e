package org.greensweep.inference.simd;

import org.greensweep.inference.kernel.PoolShape;

/**
 * The maxima of a row of windows, of arrays of type {@code A}: down the columns of the map first,
 * which windows side by side share, then across.
 */
abstract class WindowMaxima<A> {
  /** Rows or columns whose maximum is taken at once: as many as most windows have. */
  private static final int TOGETHER = 3;

  private final PoolShape shape;

  WindowMaxima(PoolShape shape) {
    this.shape = shape;
  }

  /** Values of a line of the map, for which {@link #row} needs room. */
  final int line() {
    return shape.inputWidth() * shape.channels();
  }

  /** Computes output row {@code row}; {@code columns} is overwritten. */
  final void row(int row, A input, A columns, A output) {
    int channels = shape.channels();
    int begin = shape.rowBegin()[row];
    highest(input, begin, shape.rowEnd()[row], shape.rowStep(), line(), columns, 0);
    for (int x = 0; x < shape.outputWidth(); x++) {
      int at = (row * shape.outputWidth() + x) * channels;
      int first = shape.columnBegin()[x];
      highest(columns, first, shape.columnEnd()[x], shape.columnStep(), channels, output, at);
    }
  }

  /** The highest of some of the rows of {@code length} values that follow each other. */
  private void highest(A from, int begin, int end, int step, int length, A to, int toAt) {
    if (begin >= end) {
      empty(to, toAt, toAt + length);
    }
    int last = begin + (end - 1 - begin) / step * step;
    for (int row = begin; row < end; row += TOGETHER * step) {
      boolean fresh = row == begin;
      highest(
          fresh ? from : to,
          fresh ? row * length : toAt,
          from,
          row * length,
          Math.min(row + step, last) * length,
          Math.min(row + 2 * step, last) * length,
          to,
          toAt,
          length);
    }
  }

  /** Writes the maximum of nothing. */
  abstract void empty(A to, int begin, int end);

  /** {@code to = max(known, from at a, at b, at c)} for {@code length} values. */
  abstract void highest(A known, int at, A from, int a, int b, int c, A to, int toAt, int length);
}
