package org.greensweep.catalog.carbon;

import org.greensweep.catalog.CatalogError;

/** Energy to CO2e: {@code grams = energy / 3.6e6 x PUE x intensity}, interval included. */
public final class Footprints {
  private Footprints() {}

  /**
   * The operational footprint of many equal inferences.
   *
   * @throws CatalogError when there are no inferences
   */
  public static Footprint of(
      Joules perInference, long inferences, GridIntensity grid, Pue pue, EnergyMethod method) {
    if (inferences < 1) {
      throw new CatalogError("Inferences: %d; a footprint needs at least 1".formatted(inferences));
    }
    Joules energyIt = perInference.times(inferences);
    Interval kilowattHours =
        method.of(energyIt).times(1 / Conversions.JOULES_PER_KILOWATT_HOUR).times(pue.value());
    Interval spread = kilowattHours.times(grid.gramsPerKilowattHour());
    // The centre is computed as a reader would: joules, kilowatt-hours, grams.
    double central = grid.central().of(energyIt.times(pue.value().central())).value();
    Interval grams =
        new Interval(Math.min(spread.low(), central), central, Math.max(spread.high(), central));
    return new Footprint(inferences, energyIt, method, pue, grid, grams);
  }

  /** The operational footprint of an energy as it is. */
  public static Footprint of(Joules energy, GridIntensity grid, Pue pue, EnergyMethod method) {
    return of(energy, 1, grid, pue, method);
  }
}
