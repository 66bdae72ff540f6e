package org.greensweep.catalog.carbon;

import org.greensweep.catalog.CatalogError;

/**
 * One kind of job of a campaign.
 *
 * @param name for people
 * @param stage whether it was on the way or the end
 * @param count how many machines or devices ran
 * @param hours how long each of them ran
 * @param power average power of each
 * @param pue overhead of the facility
 * @param grid its electricity
 * @param method how the power is known
 */
public record CampaignJob(
    String name,
    Stage stage,
    double count,
    double hours,
    Watts power,
    Pue pue,
    GridIntensity grid,
    EnergyMethod method) {
  /** The part of an effort that a job belongs to. */
  public enum Stage {
    /** Search, tuning, runs that failed. */
    DEVELOPMENT,
    /** The run whose result is used. */
    FINAL
  }

  public CampaignJob {
    if (!(count > 0) || Double.isInfinite(count)) {
      throw new CatalogError(
          "Job '%s' has count %s; at least part of a device must run".formatted(name, count));
    }
  }

  /** Its operational footprint. */
  public Footprint footprint() {
    return Footprints.of(power.times(count).forHours(hours), grid, pue, method);
  }
}
