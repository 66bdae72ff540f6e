package org.greensweep.hardware;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Orders of the loops of one level, outermost first, that differ in what they reuse.
 *
 * <p>Weights are reused over N, P, Q, inputs over M, outputs over C, R, S; whichever of these three
 * sets lies innermost is reused, and sliding windows overlap along the innermost axis. So the
 * orders are the arrangements of the three sets, with either axis of an image innermost in its set;
 * G, on which everything depends, is outermost.
 */
final class LoopOrders {
  private static final int[][][] SETS = {
    {
      {Dimension.N, Dimension.P, Dimension.Q}, {Dimension.N, Dimension.Q, Dimension.P},
    },
    {{Dimension.M}},
    {
      {Dimension.C, Dimension.R, Dimension.S}, {Dimension.C, Dimension.S, Dimension.R},
    },
  };
  private static final int[][] ARRANGEMENTS = {
    {0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}
  };
  private static final List<int[]> ALL = arrange();

  private LoopOrders() {}

  static List<int[]> all() {
    return ALL;
  }

  /** One order, for a level whose order does not matter. */
  static List<int[]> any() {
    return ALL.subList(0, 1);
  }

  /** All orders with the dimensions in {@code mask} moved innermost. */
  static List<int[]> innermost(int mask) {
    List<int[]> orders = new ArrayList<>();
    for (int[] order : ALL) {
      int[] moved = new int[order.length];
      int at = 0;
      for (int pass = 0; pass < 2; pass++) {
        for (int d : order) {
          if ((mask >> d & 1) == pass) {
            moved[at++] = d;
          }
        }
      }
      if (orders.stream().noneMatch(other -> Arrays.equals(other, moved))) {
        orders.add(moved);
      }
    }
    return orders;
  }

  /** Whether an earlier order arranges the loops of more than one iteration in the same way. */
  static boolean repeats(List<int[]> orders, int index, int[] factors) {
    for (int earlier = 0; earlier < index; earlier++) {
      if (sameLoops(orders.get(earlier), orders.get(index), factors)) {
        return true;
      }
    }
    return false;
  }

  private static boolean sameLoops(int[] one, int[] other, int[] factors) {
    int j = 0;
    for (int d : one) {
      if (factors[d] > 1) {
        while (factors[other[j]] <= 1) {
          j++;
        }
        if (other[j++] != d) {
          return false;
        }
      }
    }
    return true;
  }

  private static List<int[]> arrange() {
    List<int[]> orders = new ArrayList<>();
    for (int[] arrangement : ARRANGEMENTS) {
      for (int[] images : SETS[0]) {
        for (int[] windows : SETS[2]) {
          int[] order = new int[Dimension.COUNT];
          int at = 0;
          order[at++] = Dimension.G;
          for (int set : arrangement) {
            for (int d : set == 0 ? images : set == 1 ? SETS[1][0] : windows) {
              order[at++] = d;
            }
          }
          orders.add(order);
        }
      }
    }
    return List.copyOf(orders);
  }
}
