package org.greensweep.catalog.carbon;

import org.greensweep.catalog.CatalogError;

/**
 * Power usage effectiveness: energy of the facility over energy of its computers, at least 1.
 *
 * @param id the row of the reference data, or a name of the user's own value
 */
public record Pue(String id, Interval value) {
  private static final double ABSURD = 10;

  public Pue {
    checked(value.low());
    checked(value.high());
  }

  /** A PUE that the user knows. */
  public static Pue given(double value) {
    return new Pue("given", Interval.exactly(checked(value)));
  }

  private static double checked(double value) {
    // Written so that NaN is refused too.
    if (!(value >= 1 && value <= ABSURD)) {
      throw new CatalogError(
          "PUE is %s; it is facility energy / IT energy, so use a number from 1 to %s"
              .formatted(value, ABSURD));
    }
    return value;
  }

  /** No facility around the device: the energy at the chip itself. */
  public static Pue none() {
    return new Pue("none", Interval.exactly(1));
  }
}
