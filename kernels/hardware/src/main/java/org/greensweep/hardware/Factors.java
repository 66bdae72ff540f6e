package org.greensweep.hardware;

import java.util.ArrayList;
import java.util.List;

/** Ways to split a loop. */
final class Factors {
  private Factors() {}

  /** Divisors of {@code extent}, ascending. */
  static List<Integer> of(int extent) {
    List<Integer> factors = new ArrayList<>();
    for (int factor = 1; factor <= extent; factor++) {
      if (extent % factor == 0) {
        factors.add(factor);
      }
    }
    return factors;
  }
}
