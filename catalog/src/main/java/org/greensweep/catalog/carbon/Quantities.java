package org.greensweep.catalog.carbon;

import org.greensweep.catalog.CatalogError;

/** Checks of a number at the place where it becomes a quantity. */
final class Quantities {
  private Quantities() {}

  static void notNegative(String what, double value, String unit) {
    // Written so that NaN is refused too.
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new CatalogError(
          "%s is %s %s; it must be a finite number that is not negative"
              .formatted(what, value, unit));
    }
  }
}
