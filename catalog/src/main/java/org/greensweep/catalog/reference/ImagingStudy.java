package org.greensweep.catalog.reference;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.greensweep.catalog.reference.TrainingResult.Group;

/**
 * Tables 1 and 2 of Selvan 2023 (arXiv 2303.10181): five networks trained under five settings. The
 * marks of the settings are lost in the text form of Table 1; its fourth row is half precision
 * because only half precision shortens the inference time.
 */
public final class ImagingStudy {
  private static final double MOST = 1e6;
  private static final int SETTINGS = 5;

  /** Every row was trained this often. */
  public static final int SEEDS = 3;

  /** The radar's centre lies a tenth below the smallest value, as the paper's own plots have it. */
  private static final double CENTRE = 0.9;

  private static final List<String> COLUMNS =
      List.of(
          "id",
          "dataset",
          "model",
          "parameters_m",
          "setting",
          "accuracy",
          "accuracy_deviation",
          "diverged",
          "gpu_memory_gb",
          "training_s",
          "inference_s",
          "energy_wh",
          "doubt",
          "year",
          "source",
          "licence");

  private final List<TrainingResult> rows;

  private ImagingStudy(List<TrainingResult> rows) {
    this.rows = rows;
  }

  /**
   * One polygon of a radar chart, each axis from 0 (centre) to 1 (the group's largest value).
   *
   * @param setting what it shows
   */
  public record Radar(
      String setting, double accuracy, double energy, double gpuMemory, double trainingTime) {}

  /** The tables that ship with this module. */
  public static ImagingStudy load() {
    return new ImagingStudy(
        CsvFile.resource("selvan-2023.csv", COLUMNS).stream().map(ImagingStudy::row).toList());
  }

  private static TrainingResult row(CsvRow row) {
    row.year();
    row.source();
    row.text("licence");
    return new TrainingResult(
        new Group(
            row.text("dataset"), row.text("model"), row.number("parameters_m", 0, MOST), SETTINGS),
        row.text("setting"),
        row.number("accuracy", 0, 1),
        row.number("accuracy_deviation", 0, 1),
        row.yes("diverged"),
        row.number("gpu_memory_gb", 0, MOST),
        row.number("training_s", 0, MOST),
        row.number("inference_s", 0, MOST),
        row.number("energy_wh", 0, MOST),
        row.optionalText("doubt"));
  }

  /** All rows, as printed. */
  public List<TrainingResult> rows() {
    return rows;
  }

  /** The rows of one network on one data set, as printed. */
  public List<TrainingResult> rows(Group group) {
    return rows.stream().filter(row -> row.group().equals(group)).toList();
  }

  /** The networks on their data sets, in printed order. */
  public List<Group> groups() {
    return rows.stream().map(TrainingResult::group).distinct().toList();
  }

  /** The energy of all printed rows, in watt-hours, each row being the mean of its seeds. */
  public double energyWattHours() {
    return rows.stream().mapToDouble(TrainingResult::energyWattHours).sum();
  }

  /** What looks wrong in the print, each once. */
  public List<String> doubts() {
    return rows.stream().flatMap(row -> row.doubt().stream()).distinct().toList();
  }

  /** The polygons of one network: the paper's four axes. */
  public List<Radar> radar(Group group) {
    List<TrainingResult> settings = rows.stream().filter(row -> row.group().equals(group)).toList();
    return settings.stream()
        .map(
            row ->
                new Radar(
                    row.setting(),
                    axis(row, settings, TrainingResult::accuracy),
                    axis(row, settings, TrainingResult::energyWattHours),
                    axis(row, settings, TrainingResult::gpuMemoryGigabytes),
                    axis(row, settings, TrainingResult::trainingSeconds)))
        .toList();
  }

  private static double axis(
      TrainingResult row, List<TrainingResult> settings, ToDoubleFunction<TrainingResult> measure) {
    double centre = CENTRE * settings.stream().mapToDouble(measure).min().orElseThrow();
    double rim = settings.stream().mapToDouble(measure).max().orElseThrow();
    return (measure.applyAsDouble(row) - centre) / (rim - centre);
  }
}
