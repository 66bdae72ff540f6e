package org.greensweep.jobs.sweep;

import java.util.List;
import org.greensweep.catalog.Row;
import org.greensweep.catalog.carbon.EnergyMethod;
import org.greensweep.catalog.carbon.EquivalentCount;
import org.greensweep.catalog.carbon.FootprintRows;
import org.greensweep.catalog.carbon.FunctionalUnit;
import org.greensweep.catalog.carbon.GridIntensity;
import org.greensweep.catalog.carbon.Joules;
import org.greensweep.catalog.carbon.Pue;
import org.greensweep.catalog.carbon.ServiceFootprint;
import org.greensweep.catalog.reference.EnergyMethods;
import org.greensweep.catalog.reference.Equivalents;
import org.greensweep.catalog.reference.GridIntensities;
import org.greensweep.catalog.reference.Pues;
import org.jspecify.annotations.Nullable;

/**
 * Footprints of a sweep's evaluations in its regions, for each of its functional units, with the
 * factors that they rest on.
 */
public final class SweepFootprints {
  private final Sweep sweep;
  private final List<GridIntensity> grids;
  private final Pue pue;
  private final EnergyMethod method;
  private final Equivalents equivalents;

  public SweepFootprints(Sweep sweep) {
    this.sweep = sweep;
    this.grids = sweep.regions().stream().map(GridIntensities.load()::of).toList();
    this.pue = pue(sweep);
    this.method = EnergyMethods.load().modelled();
    this.equivalents = Equivalents.load();
  }

  /** The overhead that a sweep file states, or what is assumed of a facility not known. */
  public static Pue pue(Sweep sweep) {
    return sweep.pue() == null ? Pues.load().unknownFacility() : Pue.given(sweep.pue());
  }

  /**
   * One row per region and functional unit.
   *
   * @param energyJ modelled energy of one inference
   * @param latencyS modelled time of one inference
   */
  public List<Row> rows(String sweepId, String evaluationKey, double energyJ, double latencyS) {
    return grids.stream()
        .flatMap(
            grid -> sweep.functionalUnits().stream().map(unit -> of(unit, grid, energyJ, latencyS)))
        .map(
            footprint ->
                FootprintRows.of(
                    evaluationKey,
                    sweepId,
                    footprint,
                    equivalents.mostReadable(footprint.operational().central())))
        .toList();
  }

  /** The one that a person sees first: in the first region, for the first functional unit. */
  public ServiceFootprint first(double energyJ, double latencyS) {
    return of(sweep.functionalUnits().get(0), grids.get(0), energyJ, latencyS);
  }

  /** What its mass is said to equal; {@code null} for nothing. */
  public @Nullable String equivalent(ServiceFootprint footprint) {
    return equivalents
        .mostReadable(footprint.operational().central())
        .map(EquivalentCount::text)
        .orElse(null);
  }

  private ServiceFootprint of(
      FunctionalUnit unit, GridIntensity grid, double energyJ, double latencyS) {
    return ServiceFootprint.of(
        unit, sweep.service(), new Joules(energyJ), latencyS, grid, pue, method);
  }
}
