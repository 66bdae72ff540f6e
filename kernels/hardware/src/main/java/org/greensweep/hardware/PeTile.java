package org.greensweep.hardware;

/** What runs across the PEs and inside one, and the loops left over for buffer and DRAM. */
final class PeTile {
  final int[] columns;
  final int[] rows;
  final int[] inside;

  /** Iterations left over per dimension. */
  final int[] trips = new int[Dimension.COUNT];

  /** Numbers of iterations that the buffer may take, ascending. */
  final int[][] choices = new int[Dimension.COUNT][];

  private final int[] base = new int[Dimension.COUNT];

  double bound;

  PeTile(int[] columns, int[] rows, int[] inside, int[] extents) {
    this.columns = columns;
    this.rows = rows;
    this.inside = inside;
    for (int d = 0; d < Dimension.COUNT; d++) {
      base[d] = columns[d] * rows[d] * inside[d];
      trips[d] = (extents[d] + base[d] - 1) / base[d];
      choices[d] = Factors.of(trips[d], trips[d]);
    }
  }

  /** Iterations that a buffer tile of {@code factor} covers. */
  int tile(int dimension, int factor, int[] extents) {
    return (int) Math.min(extents[dimension], (long) base[dimension] * factor);
  }

  /** The choice after {@code factor}, or 0 when it is the last. */
  int next(int dimension, int factor) {
    int[] all = choices[dimension];
    for (int index = 0; index < all.length - 1; index++) {
      if (all[index] == factor) {
        return all[index + 1];
      }
    }
    return 0;
  }
}
