package org.greensweep.hardware;

import java.util.List;

/**
 * How often a level's loops make it send a data space again: the bound that all orders of the loops
 * obey, window overlap counted in full.
 *
 * <p>Loops that do not concern a data space and run innermost reuse what lies below; outside of a
 * loop that does concern it they fetch it once per iteration.
 */
final class Reuse {
  private Reuse() {}

  /**
   * Dimensions whose loops fetch {@code space} again under {@code order}, where those in {@code
   * running} have more than one iteration.
   */
  static int refetching(int space, int[] order, int running) {
    int relevant = DataSpace.relevantMask(space);
    int inside = 0;
    for (int at = order.length - 1; at >= 0; at--) {
      int d = order[at];
      if ((running & relevant & 1 << d) != 0) {
        break;
      }
      inside |= 1 << d;
    }
    return running & ~relevant & ~inside;
  }

  /** Product of {@code iterations} over the dimensions in {@code mask}. */
  static double product(int mask, double[] iterations) {
    double product = 1;
    for (int left = mask; left != 0; left &= left - 1) {
      product *= iterations[Integer.numberOfTrailingZeros(left)];
    }
    return product;
  }

  /**
   * Least over {@code orders} of energy sent beyond every word once.
   *
   * @param weighted energy of sending all words of a data space once
   * @param retained share of the inputs that may stay when loops over them start again
   */
  static double excess(
      List<int[]> orders, double[] trips, int running, double[] weighted, double retained) {
    double least = Double.POSITIVE_INFINITY;
    for (int[] order : orders) {
      double sum = 0;
      for (int space = 0; space < DataSpace.COUNT; space++) {
        if (weighted[space] > 0) {
          double again = product(refetching(space, order, running), trips) - 1;
          sum += weighted[space] * (space == DataSpace.I ? again * (1 - retained) : again);
        }
      }
      least = Math.min(least, sum);
    }
    return least;
  }

  /**
   * Share of the inputs that the first and the last tile of windows have in common: it stays when
   * their loops start again, unless tiles differ in image, channel or group.
   *
   * @param tile iterations of a tile
   */
  static double retained(Geometry geometry, int[] tile, double[] trips) {
    if (trips[Dimension.N] > 1 || trips[Dimension.C] > 1 || trips[Dimension.G] > 1) {
      return 0;
    }
    int[] all = geometry.extents;
    double rows = geometry.rows(all[Dimension.P], all[Dimension.R]);
    double columns = geometry.columns(all[Dimension.Q], all[Dimension.S]);
    double height = geometry.rows(tile[Dimension.P], tile[Dimension.R]);
    double width = geometry.columns(tile[Dimension.Q], tile[Dimension.S]);
    boolean oneRow = trips[Dimension.P] <= 1 && trips[Dimension.R] <= 1;
    boolean oneColumn = trips[Dimension.Q] <= 1 && trips[Dimension.S] <= 1;
    return (oneRow ? 1 : Math.max(0, 2 * height - rows) / rows)
        * (oneColumn ? 1 : Math.max(0, 2 * width - columns) / columns);
  }
}
