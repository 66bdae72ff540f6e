package org.greensweep.catalog.carbon;

/** Energy to CO2e: {@code grams = energy / 3.6e6 x PUE x intensity}, interval included. */
public final class Footprints {
  private Footprints() {}

  /** The operational footprint of an energy. */
  public static Footprint of(Joules energyIt, GridIntensity grid, Pue pue, EnergyMethod method) {
    Interval kilowattHours =
        method.of(energyIt).times(1 / Conversions.JOULES_PER_KILOWATT_HOUR).times(pue.value());
    Interval spread = kilowattHours.times(grid.gramsPerKilowattHour());
    // The centre is computed as a reader would: joules, kilowatt-hours, grams.
    double central = grid.central().of(energyIt.times(pue.value().central())).value();
    Interval grams =
        central == 0
            ? Interval.exactly(0)
            : Interval.ofFactors(
                central, spread.low() / spread.central(), spread.high() / spread.central());
    return new Footprint(energyIt, method, pue, grid, grams);
  }
}
