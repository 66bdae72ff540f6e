package org.greensweep.hardware;

/**
 * Extents of a convolution as the counting engine needs them, in arrays by {@link Dimension}
 * ordinal.
 *
 * <p>Strides and dilations are reduced to what moves data. Rows that no output reads are never
 * fetched: a stride longer than the dilated filter becomes the filter's height, a common divisor of
 * stride and dilation is taken out, and a stride over one output or a dilation of one tap is 1.
 */
final class Geometry {
  final int[] extents = new int[Dimension.COUNT];
  final int strideRows;
  final int strideColumns;
  final int dilationRows;
  final int dilationColumns;

  private Geometry(ConvolutionProblem problem) {
    for (Dimension dimension : Dimension.values()) {
      extents[dimension.ordinal()] = problem.extent(dimension);
    }
    int[] rows =
        reduce(
            problem.outputRows(),
            problem.filterRows(),
            problem.strideRows(),
            problem.dilationRows());
    int[] columns =
        reduce(
            problem.outputColumns(),
            problem.filterColumns(),
            problem.strideColumns(),
            problem.dilationColumns());
    strideRows = rows[0];
    dilationRows = rows[1];
    strideColumns = columns[0];
    dilationColumns = columns[1];
  }

  static Geometry of(ConvolutionProblem problem) {
    return new Geometry(problem);
  }

  /** Reduced stride and dilation of one axis. */
  private static int[] reduce(int outputs, int taps, int stride, int dilation) {
    int apart = taps == 1 ? 1 : dilation;
    int step = outputs == 1 ? 1 : stride;
    if (outputs > 1 && taps > 1) {
      int divisor = gcd(step, apart);
      step /= divisor;
      apart /= divisor;
    } else if (outputs == 1) {
      apart = 1;
    }
    return new int[] {Math.min(step, (taps - 1) * apart + 1), apart};
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** Rows of input under {@code outputs} output rows and {@code taps} filter rows. */
  long rows(long outputs, long taps) {
    return (outputs - 1) * strideRows + (taps - 1) * dilationRows + 1;
  }

  long columns(long outputs, long taps) {
    return (outputs - 1) * strideColumns + (taps - 1) * dilationColumns + 1;
  }

  /** What {@code factor} times {@code inner} iterations cover of {@code dimension}. */
  int covered(int inner, int factor, int dimension) {
    return (int) Math.min(extents[dimension], (long) inner * factor);
  }

  /**
   * Words of {@code space} in a tile of {@code tile} loop iterations, starting at {@code offset}.
   */
  long words(int space, int[] tile, int offset) {
    long groups = tile[offset + Dimension.G];
    long m = tile[offset + Dimension.M];
    long c = tile[offset + Dimension.C];
    long p = tile[offset + Dimension.P];
    long q = tile[offset + Dimension.Q];
    long r = tile[offset + Dimension.R];
    long s = tile[offset + Dimension.S];
    long n = tile[offset + Dimension.N];
    return switch (space) {
      case DataSpace.W -> product(product(groups, m), product(c, r * s));
      case DataSpace.I ->
          product(product(groups, n), product(c, product(rows(p, r), columns(q, s))));
      default -> product(product(groups, n), product(m, p * q));
    };
  }

  private static long product(long a, long b) {
    return Math.multiplyExact(a, b);
  }
}
