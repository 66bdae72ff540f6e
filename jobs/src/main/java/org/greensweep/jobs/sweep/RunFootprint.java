package org.greensweep.jobs.sweep;

import java.util.Optional;
import org.greensweep.catalog.Row;
import org.greensweep.catalog.carbon.EquivalentCount;
import org.greensweep.catalog.carbon.Footprint;
import org.greensweep.catalog.carbon.Footprints;
import org.greensweep.catalog.carbon.GridIntensity;
import org.greensweep.catalog.carbon.HostEnergy;
import org.greensweep.catalog.carbon.Interval;
import org.greensweep.catalog.carbon.Pue;
import org.greensweep.catalog.carbon.Readable;
import org.greensweep.catalog.carbon.Statements;
import org.greensweep.catalog.reference.EnergyMethods;
import org.greensweep.catalog.reference.Equivalents;
import org.greensweep.catalog.reference.GridIntensities;

/**
 * What a run of a sweep itself cost on the machines that ran it.
 *
 * @param energy the energy and how it is known
 * @param operational its CO2e
 */
public record RunFootprint(HostEnergy energy, Footprint operational) {
  /** In the region that the sweep file names for its host, in a facility like that of the file. */
  public static RunFootprint of(Sweep sweep, HostEnergy energy) {
    return new RunFootprint(
        energy,
        Footprints.of(
            energy.energy(),
            GridIntensities.load().of(sweep.hostRegion()),
            SweepFootprints.pue(sweep),
            EnergyMethods.load().of(energy.method())));
  }

  /** Fills in the columns of table {@code sweeps} that are about the run itself. */
  public void set(Row.Builder row) {
    GridIntensity grid = operational.grid();
    Pue pue = operational.pue();
    Interval grams = operational.grams();
    row.set("host_energy_j", energy.energy().value())
        .set("host_energy_method_id", operational.method().id())
        .set("host_energy_note", energy.explanation())
        .set("host_energy_low_factor", operational.method().lowFactor())
        .set("host_energy_high_factor", operational.method().highFactor())
        .set("host_pue", pue.value().central())
        .set("host_pue_low", pue.value().low())
        .set("host_pue_high", pue.value().high())
        .set("host_pue_id", pue.id())
        .set("host_region", grid.region())
        .set("host_intensity_low_g_per_kwh", grid.gramsPerKilowattHour().low())
        .set("host_intensity_g_per_kwh", grid.gramsPerKilowattHour().central())
        .set("host_intensity_high_g_per_kwh", grid.gramsPerKilowattHour().high())
        .set("host_grid_factor_ids", String.join(" ", grid.factorIds()))
        .set("host_footprint_low_g", grams.low())
        .set("host_footprint_g", grams.central())
        .set("host_footprint_high_g", grams.high());
    energy
        .estimate()
        .ifPresent(
            estimate ->
                row.set("host_processor_s", estimate.processorSeconds())
                    .set("host_processor_w", estimate.perLogicalProcessor().value())
                    .set("host_memory_gb", estimate.memoryGigabytes())
                    .set("host_memory_w_per_gb", estimate.gigabyte().rated().value())
                    .set("host_wall_s", estimate.wallSeconds()));
  }

  /** In a line: energy, how it is known, CO2e. */
  public String line() {
    return "This run itself drew %s on its host (%s: %s) and emitted %s CO2e in %s with its facility."
        .formatted(
            Readable.energy(energy.energy()),
            energy.method().equals("counter") ? "counted" : "modelled",
            energy.explanation(),
            Readable.mass(operational.grams()),
            operational.grid().regionName());
  }

  /** The paragraph for a paper or a report. */
  public String statement(String sweepName) {
    Optional<EquivalentCount> equivalent = Equivalents.load().mostReadable(operational.central());
    return Statements.full(
        "The run of the sweep '" + sweepName + "'",
        "host of the run, not the modelled accelerators",
        operational,
        Optional.empty(),
        equivalent);
  }
}
