package org.greensweep.catalog;

import static org.greensweep.catalog.Columns.integer;
import static org.greensweep.catalog.Columns.moment;
import static org.greensweep.catalog.Columns.nullable;
import static org.greensweep.catalog.Columns.real;
import static org.greensweep.catalog.Columns.text;

import java.util.List;

/** The tables about a run as a whole: what ran, and what it comes to in CO2e. */
final class SweepTables {
  static final Table SWEEPS =
      new Table(
          "sweeps",
          "One row per finished run of a sweep file.",
          List.of(
              text("sweep_id", "Key of the run; every other table points here."),
              text("sweep_name", "The name in the sweep file."),
              text("sweep_file_sha256", "SHA-256 of the sweep file as it was read."),
              moment("started_at", "When the run began."),
              moment("finished_at", "When its last row was committed."),
              integer("configurations_total", "", "Points of the grid."),
              integer("configurations_reused", "", "Points whose row existed already."),
              integer("configurations_evaluated", "", "Points evaluated by this run."),
              integer("configurations_failed", "", "Points of this run that failed, with a row."),
              integer("workloads_measured", "", "Workloads timed on the host by this run."),
              real("plan_s", "s", "Wall time of reading the file and decoding the grid."),
              real("model_s", "s", "Wall time of the modelled stage."),
              real("measure_s", "s", "Wall time of the measured stage."),
              real("footprint_s", "s", "Wall time of the footprint stage."),
              real("total_s", "s", "Wall time of the run."),
              text("greensweep_version", "Version of this project."),
              text("spark_version", "Version of Spark."),
              text("java_version", "Version of the Java runtime of the driver."),
              text("spark_master", "Where Spark ran, for example local[2]."),
              text("cpu_model", "Processor of the driver's machine."),
              integer("logical_processors", "", "Logical processors of the driver's machine."),
              text("operating_system", "Name, version and architecture of the operating system."),
              integer("seed", "", "Seed of everything random in the run."),
              nullable(real("host_energy_j", "J", "What the run itself drew on its host.")),
              nullable(text("host_energy_method_id", "'counter' (RAPL) or 'model' (rated power).")),
              nullable(text("host_energy_note", "How host_energy_j was found.")),
              nullable(text("host_region", "Region of the host's electricity.")),
              nullable(real("host_footprint_low_g", "g CO2e", "Lower end of the 90 % interval.")),
              nullable(real("host_footprint_g", "g CO2e", "CO2e of the run itself.")),
              nullable(
                  real("host_footprint_high_g", "g CO2e", "Upper end of the 90 % interval."))));

  static final Table FOOTPRINTS =
      new Table(
          "footprints",
          "One row per evaluation and region: modelled energy as grams of CO2e. Each figure follows"
              + " from other columns of its row.",
          List.of(
              text("footprint_key", "SHA-256 of what the row depends on."),
              text("evaluation_key", "The evaluation whose energy this is."),
              text("sweep_id", "The run that wrote the row."),
              text("region", "Region id of the grid data, for example DK."),
              text("scope", "What uses the energy: 'modelled accelerator'."),
              text("functional_unit", "What one row is about: '1000000 inferences'."),
              integer("inferences", "", "Inferences in the functional unit."),
              real("energy_it_j", "J", "Energy of the accelerator: inferences x energy_j."),
              text("energy_method_id", "Id of how the energy was found; gives the next two."),
              real("energy_low_factor", "", "Lower end of the energy, as a factor of energy_it_j."),
              real("energy_high_factor", "", "Upper end of the energy, as a factor."),
              real("pue", "", "Power usage effectiveness: facility energy / IT energy."),
              real("pue_low", "", "Lower end of the PUE."),
              real("pue_high", "", "Upper end of the PUE."),
              text("pue_id", "Id of the PUE row."),
              real("energy_facility_j", "J", "energy_it_j x pue."),
              real("intensity_low_g_per_kwh", "g/kWh", "Lowest of the sources of the region."),
              real("intensity_g_per_kwh", "g/kWh", "CO2e of a kilowatt-hour in the region."),
              real("intensity_high_g_per_kwh", "g/kWh", "Highest of the sources of the region."),
              text("grid_factor_ids", "Ids of the grid rows, the central one first."),
              text("boundary", "'lifecycle' or 'direct': what the intensity counts."),
              real("footprint_low_g", "g CO2e", "Lower end of the 90 % interval."),
              real("footprint_g", "g CO2e", "energy_facility_j / 3.6e6 x intensity_g_per_kwh."),
              real("footprint_high_g", "g CO2e", "Upper end of the 90 % interval."),
              nullable(text("equivalent_id", "Id of the most readable equivalent, if any.")),
              nullable(real("equivalent_unit_g", "g CO2e", "What one of the equivalent emits.")),
              nullable(real("equivalent_count", "", "footprint_g / equivalent_unit_g.")),
              nullable(
                  text("equivalent_text", "For people, for example '3.1 smartphone charges'."))));

  static final Table CLAIMS =
      new Table(
          "claims",
          "One row per published number and run of 'reproduce'.",
          List.of(
              text("claim_id", "Id in the ledger."),
              moment("recomputed_at", "When it was recomputed."),
              text("greensweep_version", "Version of this project."),
              text("source", "Who published it."),
              text("statement", "What was said."),
              text("published", "The figures as printed."),
              text("unit", "Their unit."),
              text("kind", "arithmetic, reference, model or measured."),
              text("tolerance", "How far ours may be off."),
              text("method", "How it is recomputed."),
              nullable(text("ours", "Our figures; null when not computed.")),
              text("verdict", "'holds', 'differs' or 'not yet'."),
              nullable(text("reason", "Why it differs or is not there yet.")),
              nullable(text("beside", "What is true beside the claim."))));

  private SweepTables() {}
}
