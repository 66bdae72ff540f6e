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
   * Least of {@code perWord}-weighted words sent beyond each one once, over {@code orders}.
   *
   * @param weighted energy of sending all words of a data space once
   */
  static double excess(List<int[]> orders, double[] trips, int running, double[] weighted) {
    double least = Double.POSITIVE_INFINITY;
    for (int[] order : orders) {
      double sum = 0;
      for (int space = 0; space < DataSpace.COUNT; space++) {
        if (weighted[space] > 0) {
          sum += weighted[space] * (product(refetching(space, order, running), trips) - 1);
        }
      }
      least = Math.min(least, sum);
    }
    return least;
  }
}
