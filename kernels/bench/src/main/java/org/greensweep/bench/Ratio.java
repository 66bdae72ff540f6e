package org.greensweep.bench;

import java.util.Arrays;
import java.util.List;
import org.greensweep.inference.MedianInterval;

/**
 * How many times as long one contestant takes as another: the median over pairs of turns, with the
 * interval that holds the true median with at least 95 % confidence.
 */
record Ratio(double median, double low, double high) {

  /** Of {@code numerator[i] / denominator[i]}. */
  static Ratio of(double[] numerator, double[] denominator) {
    double[] ratios = new double[numerator.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = numerator[i] / denominator[i];
    }
    return ofSamples(ratios);
  }

  /** The median of {@code samples} and its interval. */
  static Ratio ofSamples(double[] samples) {
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    int rank = MedianInterval.lowerRank(sorted.length);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Ratio(median, sorted[rank - 1], sorted[sorted.length - rank]);
  }

  /** The geometric mean; its interval takes the members' errors, as logarithms, for independent. */
  static Ratio geometricMean(List<Ratio> members) {
    double sum = 0;
    double below = 0;
    double above = 0;
    for (Ratio member : members) {
      sum += Math.log(member.median);
      below += Math.pow(Math.log(member.median / member.low), 2);
      above += Math.pow(Math.log(member.high / member.median), 2);
    }
    int count = members.size();
    double mean = sum / count;
    return new Ratio(
        Math.exp(mean),
        Math.exp(mean - Math.sqrt(below) / count),
        Math.exp(mean + Math.sqrt(above) / count));
  }
}
