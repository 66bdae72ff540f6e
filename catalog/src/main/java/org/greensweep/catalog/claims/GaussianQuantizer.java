package org.greensweep.catalog.claims;

/**
 * The quantiser of a standard normal variable with least squared error, after Lloyd (1957, 1982)
 * and Max (1960): every level is the mean of its cell, every threshold the middle of its levels.
 */
final class GaussianQuantizer {
  private static final int ITERATIONS = 200;
  private static final int STEPS = 2_000;

  /** Beyond eight standard deviations lies 1e-15 of the mass. */
  private static final double FAR = 8;

  private GaussianQuantizer() {}

  /**
   * The inner level over the outer one of the symmetric quantiser with four levels, which is fixed
   * by its one positive threshold.
   */
  static double innerToOuterOfFour() {
    double inner = 0.5;
    double outer = 1.5;
    for (int i = 0; i < ITERATIONS; i++) {
      double threshold = (inner + outer) / 2;
      inner = meanBetween(0, threshold);
      outer = meanBetween(threshold, FAR);
    }
    return inner / outer;
  }

  /** The mean of a cell: (density(a) - density(b)) / mass of the cell. */
  private static double meanBetween(double a, double b) {
    return (density(a) - density(b)) / mass(a, b);
  }

  /** Simpson's rule. */
  private static double mass(double a, double b) {
    double step = (b - a) / STEPS;
    double sum = density(a) + density(b);
    for (int i = 1; i < STEPS; i++) {
      sum += density(a + i * step) * (i % 2 == 0 ? 2 : 4);
    }
    return sum * step / 3;
  }

  private static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}
