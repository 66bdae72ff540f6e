package org.greensweep.catalog.carbon;

import org.greensweep.catalog.CatalogError;

/**
 * R of ISO/IEC 21031: what a score is per.
 *
 * @param name for people, in the singular: 'inference', '1,000 inferences', 'sweep'
 * @param inferences how many inferences one unit stands for
 */
public record FunctionalUnit(String name, double inferences) {
  private static final int THOUSAND = 1000;

  public FunctionalUnit {
    if (!(inferences > 0) || Double.isInfinite(inferences)) {
      throw new CatalogError(
          "Functional unit '%s' has %s inferences; it needs more than none"
              .formatted(name, inferences));
    }
  }

  /** One inference. */
  public static FunctionalUnit inference() {
    return new FunctionalUnit("inference", 1);
  }

  /** A thousand inferences, as inference studies count. */
  public static FunctionalUnit thousandInferences() {
    return new FunctionalUnit("1,000 inferences", THOUSAND);
  }

  /** A year of service at a steady rate. */
  public static FunctionalUnit yearAt(double inferencesPerSecond) {
    return new FunctionalUnit(
        "year at %s inferences/s".formatted(SignificantDigits.plain(inferencesPerSecond, 4)),
        inferencesPerSecond * Conversions.HOURS_PER_YEAR * Conversions.SECONDS_PER_HOUR);
  }

  /** Everything that one sweep ran. */
  public static FunctionalUnit sweep(double inferences) {
    return new FunctionalUnit("sweep", inferences);
  }
}
