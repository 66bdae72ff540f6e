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
    if (value.low() < 1 || value.high() > ABSURD) {
      throw new CatalogError(
          "PUE '%s' is %s .. %s; it is facility energy / IT energy, so it lies between 1 and %s"
              .formatted(id, value.low(), value.high(), ABSURD));
    }
  }

  /** A PUE that the user knows. */
  public static Pue given(double value) {
    return new Pue("given", Interval.exactly(Quantities.notNegative("PUE", value, "")));
  }

  /** No facility around the device: the energy at the chip itself. */
  public static Pue none() {
    return new Pue("none", Interval.exactly(1));
  }
}
