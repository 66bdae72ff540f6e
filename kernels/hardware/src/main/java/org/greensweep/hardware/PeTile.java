package org.greensweep.hardware;

import java.util.Arrays;

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
      // All data depends on the group: nothing is reused across groups in a buffer.
      choices[d] = d == Dimension.G ? new int[] {1} : Factors.of(trips[d], trips[d]);
    }
  }

  /** Keeps whole filter rows in the buffer, one or all of them. */
  void wholeFilters() {
    int rowsLeft = trips[Dimension.R];
    choices[Dimension.R] = rowsLeft == 1 ? new int[] {1} : new int[] {1, rowsLeft};
    choices[Dimension.S] = new int[] {trips[Dimension.S]};
  }

  /** Whether {@code other} cuts the layer into the same tiles. */
  boolean sameTile(PeTile other) {
    return Arrays.equals(base, other.base);
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
