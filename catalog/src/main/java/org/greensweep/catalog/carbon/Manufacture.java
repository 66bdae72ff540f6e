package org.greensweep.catalog.carbon;

import org.greensweep.catalog.CatalogError;

/**
 * A device whose manufacture a use of it carries in part.
 *
 * @param device what it is, what making it emits and how long it lives
 * @param share RR / ToR of ISO/IEC 21031: the part of the device that is kept for the use, above 0
 *     up to 1
 */
public record Manufacture(Embodied device, double share) {
  public Manufacture {
    if (!(share > 0 && share <= 1)) {
      throw new CatalogError(
          "Share of device '%s' is %s; it must be above 0 and at most 1"
              .formatted(device.id(), share));
    }
  }

  /** M in grams for some hours, busy or not. */
  public Interval of(double hoursReserved) {
    return device.share(hoursReserved).times(share);
  }
}
