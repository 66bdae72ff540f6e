package org.greensweep.catalog.carbon;

/**
 * Operational CO2e of an energy, with everything that it rests on.
 *
 * @param energyIt energy of the computing devices
 * @param method how that energy was found
 * @param pue facility overhead
 * @param grid intensity of the electricity
 * @param grams low, central and high CO2e in grams
 */
public record Footprint(
    Joules energyIt, EnergyMethod method, Pue pue, GridIntensity grid, Interval grams) {
  /** Energy of the facility: that of the devices times the PUE. */
  public Joules energyFacility() {
    return energyIt.times(pue.value().central());
  }

  /** The central mass. */
  public Grams central() {
    return new Grams(grams.central());
  }
}
