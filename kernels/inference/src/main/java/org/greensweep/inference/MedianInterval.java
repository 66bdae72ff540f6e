package org.greensweep.inference;

/**
 * Distribution-free confidence interval of a median (David and Nagaraja, Order Statistics, 7.1):
 * the number of samples below the true median is binomial with probability one half.
 */
public final class MedianInterval {
  private static final double TAIL = 0.025;

  private MedianInterval() {}

  /**
   * The rank r, counted from 1, such that the r-th smallest and the r-th largest of {@code samples}
   * enclose the median with at least 95 % confidence, as narrowly as possible; 1 where even the
   * extremes do not (fewer than 6 samples).
   */
  public static int lowerRank(int samples) {
    double logHalves = samples * Math.log(0.5);
    double logChoose = 0;
    double below = Math.exp(logHalves);
    int rank = 1;
    // below = P(at most rank - 1 samples lie under the median)
    while (rank < samples) {
      logChoose += Math.log((double) (samples - rank + 1) / rank);
      below += Math.exp(logHalves + logChoose);
      if (below > TAIL) {
        return rank;
      }
      rank++;
    }
    return rank;
  }
}
