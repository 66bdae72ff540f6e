package org.greensweep.catalog.carbon;

import org.greensweep.catalog.CatalogError;

/**
 * How an energy was found, and how far off such figures are: the 90 % interval reaches from {@code
 * lowFactor} to {@code highFactor} times the energy.
 *
 * @param id the row of the reference data
 */
public record EnergyMethod(String id, double lowFactor, double highFactor) {
  /** An energy that is simply given: the question is only what it emits. */
  public static final EnergyMethod GIVEN = new EnergyMethod("given", 1, 1);

  public EnergyMethod {
    if (!(0 < lowFactor && lowFactor <= 1 && 1 <= highFactor) || Double.isInfinite(highFactor)) {
      throw new CatalogError(
          "Energy method '%s' has factors %s and %s; they must enclose 1"
              .formatted(id, lowFactor, highFactor));
    }
  }

  /** The energy with its interval, in joules. */
  Interval of(Joules energy) {
    return Interval.ofFactors(energy.value(), lowFactor, highFactor);
  }
}
