package org.greensweep.catalog.carbon;

/**
 * Operational CO2e of a number of inferences, with everything that it rests on.
 *
 * @param inferences how many inferences the figure is about
 * @param energyIt energy of the computing device
 * @param method how that energy was found
 * @param pue facility overhead
 * @param grid intensity of the electricity
 * @param grams low, central and high CO2e in grams
 */
public record Footprint(
    long inferences,
    Joules energyIt,
    EnergyMethod method,
    Pue pue,
    GridIntensity grid,
    Interval grams) {
  /** Energy of the facility: that of the device times the PUE. */
  public Joules energyFacility() {
    return energyIt.times(pue.value().central());
  }

  /** The central mass. */
  public Grams central() {
    return new Grams(grams.central());
  }
}
