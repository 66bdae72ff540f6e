package org.greensweep.catalog.carbon;

import org.greensweep.catalog.CatalogError;

/**
 * A central value with its 90 % interval: {@code 0 <= low <= central <= high}. The two sides are
 * factors, not differences: factors and masses cannot be negative and their errors multiply, so
 * intervals are combined in log space, sides apart, as independent errors.
 */
public record Interval(double low, double central, double high) {
  public Interval {
    if (!(0 <= low && low <= central && central <= high) || Double.isInfinite(high)) {
      throw new CatalogError(
          "Interval %s .. %s .. %s must be finite, not negative and in order low, central, high"
              .formatted(low, central, high));
    }
  }

  /** A value that is known exactly. */
  public static Interval exactly(double value) {
    return new Interval(value, value, value);
  }

  /** A value whose interval reaches from a fraction of it to a multiple. */
  public static Interval ofFactors(double central, double lowFactor, double highFactor) {
    return new Interval(central * lowFactor, central, central * highFactor);
  }

  /**
   * The product of two independent values: the logarithms of the half-widths add in quadrature,
   * ln(high/central)^2 = ln(high1/central1)^2 + ln(high2/central2)^2, likewise below.
   */
  public Interval times(Interval other) {
    double product = central * other.central;
    double down = Math.hypot(downLog(), other.downLog());
    double up = Math.hypot(upLog(), other.upLog());
    return around(product, down, up);
  }

  /** This value, several times, the factor being exact. */
  public Interval times(double factor) {
    return new Interval(low * factor, central * factor, high * factor);
  }

  /**
   * The sum of two independent values, to first order in log space: each half-width in logarithms
   * counts by the share of its value in the sum.
   */
  public Interval plus(Interval other) {
    double sum = central + other.central;
    if (sum == 0) {
      return exactly(0);
    }
    double share = central / sum;
    double otherShare = other.central / sum;
    double down = Math.hypot(weighted(share, downLog()), weighted(otherShare, other.downLog()));
    double up = Math.hypot(weighted(share, upLog()), weighted(otherShare, other.upLog()));
    return around(sum, down, up);
  }

  /**
   * The sum of two values whose errors are the same error (one grid, one method): both ends add.
   */
  public Interval plusTogether(Interval other) {
    return new Interval(low + other.low, central + other.central, high + other.high);
  }

  /** The high end over the low end: 1 when exact, infinite when the low end is zero. */
  public double spread() {
    return central == 0 ? 1 : high / low;
  }

  private static double weighted(double share, double log) {
    return share == 0 ? 0 : share * log;
  }

  private double downLog() {
    return central == 0 ? 0 : Math.log(central / low);
  }

  private double upLog() {
    return central == 0 ? 0 : Math.log(high / central);
  }

  private static Interval around(double central, double downLog, double upLog) {
    // exp and log round: keep the order that the constructor checks.
    double low = Math.min(central, central * Math.exp(-downLog));
    double high = Math.max(central, central * Math.exp(upLog));
    return new Interval(low, central, high);
  }
}
