package org.greensweep.hardware;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Orders of the loops of one level, outermost first, that differ in what they reuse.
 *
 * <p>Weights are reused over N, P, Q, inputs over M, outputs over C, R, S. Only the innermost of
 * these three sets that has any iterations is reused, since its loops change the other two data
 * spaces; and sliding windows overlap along the innermost axis of an image or, inputs being reused
 * over M, along the axis next to it. So six orders stand for all, and four more where outputs and
 * taps of one axis both run; G, on which everything depends, is outermost.
 */
final class LoopOrders {
  private static final List<int[]> ALL =
      List.of(
          order("GMNPQCRS"),
          order("GMNPQCSR"),
          order("GCRSMNPQ"),
          order("GCRSMNQP"),
          order("GCRSNPQM"),
          order("GCRSNQPM"));

  /** Where outputs and taps of one axis both run, windows overlap in either of their orders. */
  private static final List<int[]> WINDOWED =
      List.of(order("GCMNQSPR"), order("GCMNQSRP"), order("GCMNPRQS"), order("GCMNPRSQ"));

  private LoopOrders() {}

  static List<int[]> all() {
    return ALL;
  }

  /** One order, for a level whose order does not matter. */
  static List<int[]> any() {
    return ALL.subList(0, 1);
  }

  /**
   * All orders with the dimensions in {@code mask} moved innermost, and those that matter only
   * where windows slide along two loops of an axis.
   */
  static List<int[]> innermostWithWindows(int mask) {
    List<int[]> orders = new ArrayList<>(ALL);
    orders.addAll(WINDOWED);
    return moved(orders, mask);
  }

  /** Whether windows slide along two loops of an axis. */
  static boolean windowed(int[] factors) {
    return (factors[Dimension.P] > 1 && factors[Dimension.R] > 1)
        || (factors[Dimension.Q] > 1 && factors[Dimension.S] > 1);
  }

  /** All orders with the dimensions in {@code mask} moved innermost. */
  static List<int[]> innermost(int mask) {
    return moved(ALL, mask);
  }

  private static List<int[]> moved(List<int[]> all, int mask) {
    List<int[]> orders = new ArrayList<>();
    for (int[] order : all) {
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

  private static int[] order(String symbols) {
    int[] order = new int[Dimension.COUNT];
    for (Dimension dimension : Dimension.values()) {
      order[symbols.indexOf(dimension.symbol())] = dimension.ordinal();
    }
    return order;
  }
}
