package org.greensweep.hardware;

import java.util.Arrays;

/** What runs across the PEs and inside one, and the iterations left over for the levels above. */
final class PeTile {
  final int[] columns;
  final int[] rows;
  final int[] inside;

  /** Iterations of an array of PEs. */
  final int[] base = new int[Dimension.COUNT];

  /** Iterations left over per dimension. */
  final int[] trips = new int[Dimension.COUNT];

  /** Energy by order of the loops above, if all levels above were unlimited. */
  double[] energies = new double[0];

  /** Lower bounds. */
  double energy;

  double cycles;
  double value;

  PeTile(int[] columns, int[] rows, int[] inside, int[] extents) {
    this.columns = columns;
    this.rows = rows;
    this.inside = inside;
    for (int d = 0; d < Dimension.COUNT; d++) {
      base[d] = columns[d] * rows[d] * inside[d];
      trips[d] = (extents[d] + base[d] - 1) / base[d];
    }
  }

  /** Whether {@code other} cuts the layer into the same tiles at no less cost in any order. */
  boolean covers(PeTile other) {
    if (other.cycles < cycles || !Arrays.equals(base, other.base)) {
      return false;
    }
    for (int order = 0; order < energies.length; order++) {
      if (other.energies[order] < energies[order]) {
        return false;
      }
    }
    return true;
  }
}
