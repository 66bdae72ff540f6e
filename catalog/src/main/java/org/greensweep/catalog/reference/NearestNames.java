package org.greensweep.catalog.reference;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The names that a misspelt one most likely meant. */
public final class NearestNames {
  private NearestNames() {}

  /**
   * The most likely names, case aside: those with the given text as a word, then those that begin
   * with it, then by edit distance in proportion to length; ties in alphabetic order.
   */
  public static List<String> of(String given, Collection<String> names, int most) {
    String lower = given.toLowerCase(Locale.ROOT);
    return names.stream()
        .sorted(
            Comparator.comparingDouble((String name) -> rank(lower, name.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()))
        .limit(most)
        .toList();
  }

  /**
   * 0 for a word of the name, 1 for its beginning, else from 2 (equal) to 3 (nothing in common).
   */
  private static double rank(String given, String name) {
    if (!given.isEmpty() && Arrays.asList(name.split("[^a-z0-9]+")).contains(given)) {
      return 0;
    }
    if (!given.isEmpty() && name.startsWith(given)) {
      return 1;
    }
    int longer = Math.max(1, Math.max(given.length(), name.length()));
    return 2 + distance(given, name) / (double) longer;
  }

  /** Levenshtein's distance: single letters put in, taken out or exchanged. */
  static int distance(String a, String b) {
    int[] before = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] now = new int[b.length() + 1];
      now[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int exchange = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(exchange, Math.min(before[j], now[j - 1]) + 1);
      }
      before = now;
    }
    return before[b.length()];
  }
}
