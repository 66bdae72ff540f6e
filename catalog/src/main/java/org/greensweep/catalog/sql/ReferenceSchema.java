package org.greensweep.catalog.sql;

import static org.greensweep.catalog.Columns.flag;
import static org.greensweep.catalog.Columns.integer;
import static org.greensweep.catalog.Columns.nullable;
import static org.greensweep.catalog.Columns.real;
import static org.greensweep.catalog.Columns.text;

import java.util.List;
import org.greensweep.catalog.Table;

/** The columns of the reference tables. */
final class ReferenceSchema {
  static final Table GRID_FACTORS =
      new Table(
          "grid_factors",
          "One row per published grid intensity; several a region.",
          List.of(
              text("factor_id", "Key."),
              text("region", "Region id: DK, US-CA, gcp:europe-west1, WORLD."),
              text("region_name", "The region for people."),
              text("country", "Its country."),
              real("g_per_kwh", "g/kWh", "CO2e of a kilowatt-hour."),
              text("boundary", "'lifecycle' or 'direct'."),
              text("averaging", "'average' or 'marginal'."),
              text("accounting", "'location' or 'market'."),
              integer("year", "", "Year that it describes."),
              text("source", "Who printed it, and where."),
              text("licence", "Terms of the source.")));

  static final Table GRID_INTENSITIES =
      new Table(
          "grid_intensities",
          "One row per region: the intensity used by default, with its interval.",
          List.of(
              text("region", "Region id."),
              text("region_name", "The region for people."),
              real("low_g_per_kwh", "g/kWh", "Lowest of the sources."),
              real("g_per_kwh", "g/kWh", "Central factor."),
              real("high_g_per_kwh", "g/kWh", "Highest of the sources."),
              text("boundary", "What all of them count."),
              integer("year", "", "Year of the central factor."),
              text("factor_ids", "Rows of grid_factors, the central one first.")));

  static final Table PUES =
      new Table(
          "pues",
          "One row per published overhead of facilities.",
          List.of(
              text("pue_id", "Key."),
              real("pue_low", "", "Lower end."),
              real("pue", "", "Facility energy / IT energy."),
              real("pue_high", "", "Upper end.")));

  static final Table EQUIVALENTS =
      new Table(
          "equivalents",
          "One row per thing that emissions can be compared with.",
          List.of(
              text("equivalent_id", "Key."),
              text("family", "Rows of a family differ in source or unit."),
              text("singular", "What one is called."),
              text("plural", "What several are called."),
              real("unit_g", "g CO2e", "What one emits."),
              flag("headline", "Whether it may stand alone.")));

  static final Table REFERENCE_FOOTPRINTS =
      new Table(
          "reference_footprints",
          "One row per footprint that others published; corrections point at what they correct.",
          List.of(
              text("reference_id", "Key."),
              text("label", "What it is."),
              real("footprint_g", "g CO2e", "The published figure."),
              nullable(real("energy_kwh", "kWh", "Its energy.")),
              integer("year", "", "When it was published."),
              text("boundary", "What it counts."),
              nullable(text("chart", "The chart that made it known.")),
              nullable(text("corrects", "The row that it corrects.")),
              flag("verified", "Whether it was read in the source."),
              text("source", "Who published it.")));

  static final Table TRAINING_STUDY =
      new Table(
          "training_study",
          "One row per network and setting of the medical-imaging study (Selvan 2023), with its radar.",
          List.of(
              text("dataset", "RSNA or LIDC."),
              text("model", "Network."),
              real("parameters_m", "million", "Learned parameters."),
              text("setting", "baseline, amp, 8bit, 8bit+amp or 8bit+half."),
              real("accuracy", "", "Mean over seeds."),
              real("accuracy_deviation", "", "Standard deviation over seeds."),
              flag("diverged", "Whether a seed diverged."),
              real("gpu_memory_gb", "GB", "Average GPU memory as printed."),
              real("training_s", "s", "Time to convergence."),
              real("inference_s", "s", "Time of the test set."),
              real("energy_wh", "Wh", "Energy of training."),
              real("radar_accuracy", "", "Axis of the radar, 0 centre to 1 rim."),
              real("radar_energy", "", "Axis of the radar."),
              real("radar_gpu_memory", "", "Axis of the radar."),
              real("radar_training_time", "", "Axis of the radar."),
              flag("pareto", "On the front of accuracy and energy of its data set."),
              real("pepr_energy", "", "accuracy / (1 + energy from 0 to 1)."),
              nullable(text("doubt", "What looks wrong in the print."))));

  static final Table PUBLISHED_CAMPAIGNS =
      new Table(
          "published_campaigns",
          "One row per published training campaign, as printed and as recomputed.",
          List.of(
              text("campaign_id", "Key."),
              text("name", "What it is."),
              real("published_g", "g CO2e", "As printed."),
              real("recomputed_g", "g CO2e", "From its inputs."),
              real("ratio", "", "Ours over theirs."),
              real("tolerance", "", "What rounding of the inputs explains."),
              real("recomputed_kwh", "kWh", "Energy of the facility."),
              text("source", "Who published it.")));

  static final Table FOOTPRINTS_ANYWHERE =
      new Table(
          "footprints_anywhere",
          "View: every evaluation with every grid factor and PUE, from the stored energy.",
          List.of(
              text("evaluation_key", "The evaluation."),
              text("network", "Network."),
              text("precision", "Precision."),
              text("dataflow", "Dataflow."),
              integer("resolution", "pixel", "Resolution."),
              text("accelerator", "Accelerator."),
              text("region", "Region id."),
              text("factor_id", "Row of grid_factors."),
              integer("year", "", "Year of the factor."),
              text("boundary", "What the factor counts."),
              text("averaging", "average or marginal."),
              real("g_per_kwh", "g/kWh", "The factor."),
              text("pue_id", "Row of pues."),
              real("pue", "", "The overhead."),
              real("energy_j", "J", "Energy of one inference on the accelerator."),
              real(
                  "footprint_g_per_inference",
                  "g CO2e/inference",
                  "energy_j x pue / 3.6e6 x g_per_kwh.")));

  private ReferenceSchema() {}
}
