package org.greensweep.catalog.carbon;

import java.util.Optional;
import org.greensweep.catalog.CatalogError;

/**
 * One kind of job of a campaign.
 *
 * @param name for people
 * @param developmentShare the part that was on the way to the result (search, tuning, failed runs)
 *     and not the run whose result is used, 0 to 1
 * @param energy what its devices drew
 * @param method how that energy is known
 * @param time the devices and how long they ran, where that is known
 * @param pue overhead of the facility
 * @param grid its electricity
 * @param embodied grams of its share of the devices' manufacture; 0 where that is left out
 */
public record CampaignJob(
    String name,
    double developmentShare,
    Joules energy,
    EnergyMethod method,
    Optional<DeviceTime> time,
    Pue pue,
    GridIntensity grid,
    Interval embodied) {
  public CampaignJob {
    if (!(developmentShare >= 0 && developmentShare <= 1)) {
      throw new CatalogError(
          "Job '%s' has a development share of %s; it is a fraction from 0 to 1"
              .formatted(name, developmentShare));
    }
  }

  /** Its operational footprint. */
  public Footprint footprint() {
    return Footprints.of(energy, grid, pue, method);
  }
}
