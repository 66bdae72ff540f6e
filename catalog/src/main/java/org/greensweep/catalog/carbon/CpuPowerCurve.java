package org.greensweep.catalog.carbon;

import org.greensweep.catalog.CatalogError;

/**
 * Power of a server processor by its load, {@code W(x) = a ln(b (x + c)) + d} with x in percent:
 * the form and the constants of Boavizta, fitted to measurements of processor families.
 *
 * @param id the row of the reference data
 */
public record CpuPowerCurve(String id, double a, double b, double c, double d) {
  private static final double PERCENT = 100;

  /**
   * The power at a load.
   *
   * @param load from 0 (idle) to 1
   */
  public Watts at(double load) {
    return new Watts(a * Math.log(b * (checkedLoad(load) * PERCENT + c)) + d);
  }

  /** A load that can be. */
  static double checkedLoad(double load) {
    if (!(load >= 0 && load <= 1)) {
      throw new CatalogError("Load is %s; it is a fraction from 0 to 1".formatted(load));
    }
    return load;
  }
}
