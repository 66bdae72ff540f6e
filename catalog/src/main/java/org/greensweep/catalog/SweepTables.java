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
              nullable(real("host_energy_low_factor", "", "Lower end of the energy, as a factor.")),
              nullable(real("host_energy_high_factor", "", "Upper end, as a factor.")),
              nullable(real("host_processor_s", "s", "Processor time of driver and executors.")),
              nullable(
                  real("host_processor_w", "W", "Rated power of one logical processor's share.")),
              nullable(real("host_memory_gb", "GB", "Memory of the machines.")),
              nullable(real("host_memory_w_per_gb", "W/GB", "Power of a gigabyte of memory.")),
              nullable(real("host_wall_s", "s", "Time that the memory is counted for.")),
              nullable(real("host_pue", "", "Facility energy / IT energy.")),
              nullable(real("host_pue_low", "", "Lower end of the PUE.")),
              nullable(real("host_pue_high", "", "Upper end of the PUE.")),
              nullable(text("host_pue_id", "Id of the PUE row.")),
              nullable(text("host_region", "Region of the host's electricity.")),
              nullable(real("host_intensity_low_g_per_kwh", "g/kWh", "Lowest of the sources.")),
              nullable(real("host_intensity_g_per_kwh", "g/kWh", "CO2e of a kilowatt-hour.")),
              nullable(real("host_intensity_high_g_per_kwh", "g/kWh", "Highest of the sources.")),
              nullable(
                  text("host_grid_factor_ids", "Ids of the grid rows, the central one first.")),
              nullable(real("host_footprint_low_g", "g CO2e", "Lower end of the 90 % interval.")),
              nullable(
                  real(
                      "host_footprint_g",
                      "g CO2e",
                      "host_energy_j x host_pue / 3.6e6 x host_intensity_g_per_kwh.")),
              nullable(
                  real("host_footprint_high_g", "g CO2e", "Upper end of the 90 % interval."))));

  static final Table FOOTPRINTS =
      new Table(
          "footprints",
          "One row per evaluation, region and functional unit: modelled energy as grams of CO2e. Each"
              + " figure follows from other columns of its row.",
          List.of(
              text("footprint_key", "SHA-256 of what the row depends on."),
              text("evaluation_key", "The evaluation whose energy this is."),
              text("sweep_id", "The run that wrote the row."),
              text("region", "Region id of the grid data, for example DK."),
              text("scope", "What uses the energy: 'modelled accelerator', with or without host."),
              text("functional_unit", "What one row is about: '1000000 inferences'."),
              integer("inferences", "", "Inferences in the functional unit."),
              real("energy_per_inference_j", "J", "energy_j of the evaluation."),
              real("latency_s", "s", "latency_s of the evaluation."),
              real("busy_h", "h", "inferences x latency_s / 3600."),
              real("idle_h", "h", "Time kept but not busy; above 0 for a year of service only."),
              real("host_w", "W", "Stated power of the host while the accelerator works."),
              real("idle_w", "W", "Stated power of host and accelerator while they wait."),
              real("energy_accelerator_j", "J", "inferences x energy_per_inference_j."),
              real("energy_host_j", "J", "host_w x busy_h x 3600."),
              real("energy_idle_j", "J", "idle_w x idle_h x 3600."),
              real("energy_it_j", "J", "Sum of accelerator, host and idle energy."),
              real("energy_overhead_j", "J", "Facility's overhead: energy_it_j x (pue - 1)."),
              real("energy_facility_j", "J", "energy_it_j x pue."),
              text("energy_method_id", "Id of how the energy was found; gives the next two."),
              real("energy_low_factor", "", "Lower end of the energy, as a factor of energy_it_j."),
              real("energy_high_factor", "", "Upper end of the energy, as a factor."),
              real("pue", "", "Power usage effectiveness: facility energy / IT energy."),
              real("pue_low", "", "Lower end of the PUE."),
              real("pue_high", "", "Upper end of the PUE."),
              text("pue_id", "Id of the PUE row."),
              real("intensity_low_g_per_kwh", "g/kWh", "Lowest of the sources of the region."),
              real("intensity_g_per_kwh", "g/kWh", "CO2e of a kilowatt-hour in the region."),
              real("intensity_high_g_per_kwh", "g/kWh", "Highest of the sources of the region."),
              text("grid_factor_ids", "Ids of the grid rows, the central one first."),
              integer("grid_year", "", "Year of the central grid row."),
              text("boundary", "'lifecycle' or 'direct': what the intensity counts."),
              real("footprint_low_g", "g CO2e", "Lower end of the 90 % interval."),
              real("footprint_g", "g CO2e", "energy_facility_j / 3.6e6 x intensity_g_per_kwh."),
              real("footprint_high_g", "g CO2e", "Upper end of the 90 % interval."),
              nullable(text("embodied_device_id", "Device whose manufacture is counted, if any.")),
              nullable(real("embodied_device_low_g", "g CO2e", "Lower end of making it.")),
              nullable(real("embodied_device_g", "g CO2e", "Making the device.")),
              nullable(real("embodied_device_high_g", "g CO2e", "Upper end of making it.")),
              nullable(real("embodied_lifetime_h", "h", "How long the device is used in all.")),
              nullable(real("embodied_share", "", "Part of the device that is kept for this use.")),
              nullable(real("embodied_low_g", "g CO2e", "Lower end of embodied_g.")),
              nullable(
                  real(
                      "embodied_g",
                      "g CO2e",
                      "embodied_device_g x (busy_h + idle_h) / embodied_lifetime_h x"
                          + " embodied_share.")),
              nullable(real("embodied_high_g", "g CO2e", "Upper end of embodied_g.")),
              nullable(real("sci_low_g", "g CO2e", "Lower end of sci_g.")),
              nullable(
                  real("sci_g", "g CO2e", "ISO/IEC 21031 per unit: footprint_g + embodied_g.")),
              nullable(real("sci_high_g", "g CO2e", "Upper end of sci_g.")),
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
