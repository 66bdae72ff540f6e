package org.greensweep.jobs.sweep;

import java.util.List;
import org.greensweep.catalog.Row;
import org.greensweep.catalog.carbon.EnergyMethod;
import org.greensweep.catalog.carbon.Footprint;
import org.greensweep.catalog.carbon.FootprintRows;
import org.greensweep.catalog.carbon.Footprints;
import org.greensweep.catalog.carbon.GridIntensity;
import org.greensweep.catalog.carbon.Joules;
import org.greensweep.catalog.carbon.Pue;
import org.greensweep.catalog.reference.EnergyMethods;
import org.greensweep.catalog.reference.Equivalents;
import org.greensweep.catalog.reference.GridIntensities;
import org.greensweep.catalog.reference.Pues;

/** Footprints of a sweep's evaluations in its regions, with the factors that they rest on. */
public final class SweepFootprints {
  private final long inferences;
  private final List<GridIntensity> grids;
  private final Pue pue;
  private final EnergyMethod method;
  private final Equivalents equivalents;

  public SweepFootprints(Sweep sweep) {
    GridIntensities intensities = GridIntensities.load();
    this.inferences = sweep.inferences();
    this.grids = sweep.regions().stream().map(intensities::of).toList();
    this.pue = sweep.pue() == null ? Pues.load().unknownFacility() : Pue.given(sweep.pue());
    this.method = EnergyMethods.load().modelled();
    this.equivalents = Equivalents.load();
  }

  /** One row per region for an evaluation that costs {@code energyJ} joules per inference. */
  public List<Row> rows(String sweepId, String evaluationKey, double energyJ) {
    return grids.stream()
        .map(grid -> Footprints.of(new Joules(energyJ), inferences, grid, pue, method))
        .map(footprint -> row(sweepId, evaluationKey, footprint))
        .toList();
  }

  private Row row(String sweepId, String evaluationKey, Footprint footprint) {
    return FootprintRows.of(
        evaluationKey, sweepId, footprint, equivalents.mostReadable(footprint.central()));
  }
}
