package org.greensweep.hardware;

import java.util.TreeSet;

/** Ways to split a loop. */
final class Factors {
  private Factors() {}

  /**
   * Iterations that an inner loop over {@code extent} may take, ascending, at most {@code limit}:
   * the divisors; where two neighbours are more than a factor of two apart, also sizes between
   * them; and the largest useful one. A size is useful when no smaller one needs as few outer
   * iterations.
   */
  static int[] of(int extent, int limit) {
    int most = Math.min(extent, limit);
    TreeSet<Integer> sizes = new TreeSet<>();
    for (int size = 1; size <= extent / size; size++) {
      if (extent % size == 0) {
        sizes.add(size);
        sizes.add(extent / size);
      }
    }
    sizes.tailSet(most, false).clear();
    sizes.add(useful(extent, most));
    for (int size = sizes.last(); size > 2; ) {
      Integer below = sizes.lower(size);
      if (below == null) {
        break;
      }
      if (below * 2 < size) {
        sizes.add(useful(extent, size / 2));
      }
      size = sizes.lower(size) == null ? 1 : sizes.lower(size);
    }
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The smallest size that needs no more outer iterations than {@code size}. */
  private static int useful(int extent, int size) {
    int outer = (extent + size - 1) / size;
    return (extent + outer - 1) / outer;
  }
}
