package org.greensweep.jobs.sweep;

import java.util.List;
import java.util.Optional;
import org.greensweep.catalog.Row;
import org.greensweep.catalog.Tables;
import org.greensweep.catalog.carbon.EnergyMethod;
import org.greensweep.catalog.carbon.EquivalentCount;
import org.greensweep.catalog.carbon.Footprint;
import org.greensweep.catalog.carbon.Footprints;
import org.greensweep.catalog.carbon.GridIntensity;
import org.greensweep.catalog.carbon.Joules;
import org.greensweep.catalog.carbon.Pue;
import org.greensweep.catalog.reference.EnergyMethods;
import org.greensweep.catalog.reference.Equivalents;
import org.greensweep.catalog.reference.GridIntensities;
import org.greensweep.catalog.reference.Pues;

/** Footprints of a sweep's evaluations in its regions, with the factors that they rest on. */
public final class FootprintRows {
  private static final String SCOPE = "modelled accelerator";

  private final Sweep sweep;
  private final List<GridIntensity> grids;
  private final Pue pue;
  private final EnergyMethod method;
  private final Equivalents equivalents;

  public FootprintRows(Sweep sweep) {
    GridIntensities intensities = GridIntensities.load();
    this.sweep = sweep;
    this.grids = sweep.regions().stream().map(intensities::of).toList();
    this.pue = sweep.pue() == null ? Pues.load().unknownFacility() : Pue.given(sweep.pue());
    this.method = EnergyMethods.load().modelled();
    this.equivalents = Equivalents.load();
  }

  /** One row per region for an evaluation that costs {@code energyJ} joules per inference. */
  public List<Row> of(String sweepId, String evaluationKey, double energyJ) {
    return grids.stream().map(grid -> row(sweepId, evaluationKey, energyJ, grid)).toList();
  }

  private Row row(String sweepId, String evaluationKey, double energyJ, GridIntensity grid) {
    Footprint footprint = Footprints.of(new Joules(energyJ), sweep.inferences(), grid, pue, method);
    Optional<EquivalentCount> equivalent = equivalents.mostReadable(footprint.central());
    return Row.of(Tables.FOOTPRINTS)
        .set(
            "footprint_key",
            Keys.of(
                "footprint",
                evaluationKey,
                energyJ,
                sweep.inferences(),
                grid,
                pue,
                method,
                equivalent))
        .set("evaluation_key", evaluationKey)
        .set("sweep_id", sweepId)
        .set("region", grid.region())
        .set("scope", SCOPE)
        .set("functional_unit", sweep.inferences() + " inferences")
        .set("inferences", sweep.inferences())
        .set("energy_it_j", footprint.energyIt().value())
        .set("energy_method_id", method.id())
        .set("energy_low_factor", method.lowFactor())
        .set("energy_high_factor", method.highFactor())
        .set("pue", pue.value().central())
        .set("pue_low", pue.value().low())
        .set("pue_high", pue.value().high())
        .set("pue_id", pue.id())
        .set("energy_facility_j", footprint.energyFacility().value())
        .set("intensity_low_g_per_kwh", grid.gramsPerKilowattHour().low())
        .set("intensity_g_per_kwh", grid.gramsPerKilowattHour().central())
        .set("intensity_high_g_per_kwh", grid.gramsPerKilowattHour().high())
        .set("grid_factor_ids", String.join(" ", grid.factorIds()))
        .set("boundary", grid.boundary().name().toLowerCase(java.util.Locale.ROOT))
        .set("footprint_low_g", footprint.grams().low())
        .set("footprint_g", footprint.grams().central())
        .set("footprint_high_g", footprint.grams().high())
        .set("equivalent_id", equivalent.map(e -> e.equivalent().id()).orElse(null))
        .set("equivalent_unit_g", equivalent.map(e -> e.equivalent().unit().value()).orElse(null))
        .set("equivalent_count", equivalent.map(EquivalentCount::count).orElse(null))
        .set("equivalent_text", equivalent.map(EquivalentCount::text).orElse(null))
        .build();
  }
}
