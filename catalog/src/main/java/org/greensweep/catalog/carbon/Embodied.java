package org.greensweep.catalog.carbon;

import org.greensweep.catalog.CatalogError;

/**
 * The share of a device's manufacture that a use of it carries, as ISO/IEC 21031 (SCI) has it:
 * {@code M = TE x (TiR / EL) x (RR / ToR)}.
 *
 * @param id the row of the reference data, or a name of the user's own device
 * @param total TE: CO2e of making, shipping and disposing of the device, in grams
 * @param lifetimeHours EL: how long it is used in all
 */
public record Embodied(String id, Interval total, double lifetimeHours) {
  public Embodied {
    if (!(lifetimeHours > 0) || Double.isInfinite(lifetimeHours)) {
      throw new CatalogError(
          "Device '%s' lives %s h; a lifetime must be above zero".formatted(id, lifetimeHours));
    }
  }

  /**
   * M in grams of the whole device.
   *
   * @param hoursReserved TiR: how long the device was kept for this use, busy or not
   */
  public Interval share(double hoursReserved) {
    Quantities.notNegative("Time reserved", hoursReserved, "h");
    return total.times(hoursReserved / lifetimeHours);
  }
}
