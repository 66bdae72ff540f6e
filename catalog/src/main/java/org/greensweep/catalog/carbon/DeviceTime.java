package org.greensweep.catalog.carbon;

import org.greensweep.catalog.CatalogError;

/**
 * Devices that run for a while.
 *
 * @param count how many machines or devices ran
 * @param hours how long each of them ran
 * @param power average power of each
 */
public record DeviceTime(double count, double hours, Watts power) {
  public DeviceTime {
    if (!(count > 0) || Double.isInfinite(count)) {
      throw new CatalogError("count is %s; at least part of a device must run".formatted(count));
    }
    Quantities.notNegative("Duration", hours, "h");
  }

  /** What they drew together. */
  public Joules energy() {
    return power.times(count).forHours(hours);
  }
}
