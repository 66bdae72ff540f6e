package org.greensweep.catalog.carbon;

import java.util.Optional;

/**
 * CO2e of a functional unit of inferences on an accelerator in service.
 *
 * @param unit what it is about
 * @param service what stands around the accelerator
 * @param perInference energy of the accelerator for one inference
 * @param latencySeconds time that one inference keeps it busy
 * @param use what the unit took
 * @param operational CO2e of its electricity
 */
public record ServiceFootprint(
    FunctionalUnit unit,
    Service service,
    Joules perInference,
    double latencySeconds,
    Service.Use use,
    Footprint operational) {
  /** Serves the unit on a grid. */
  public static ServiceFootprint of(
      FunctionalUnit unit,
      Service service,
      Joules perInference,
      double latencySeconds,
      GridIntensity grid,
      Pue pue,
      EnergyMethod method) {
    Service.Use use = service.serve(unit, perInference, latencySeconds);
    Footprint operational = Footprints.of(use.energy().it(), grid, pue, method);
    return new ServiceFootprint(unit, service, perInference, latencySeconds, use, operational);
  }

  /** The score of ISO/IEC 21031, where manufacture is counted; without it there is none. */
  public Optional<SoftwareCarbonIntensity> score() {
    return use.embodied()
        .map(
            embodied ->
                new SoftwareCarbonIntensity(
                    operational.grams(), embodied, unit.inferences(), unit));
  }
}
