package org.greensweep.jobs.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.greensweep.jobs.spark.SweepResult;
import org.greensweep.jobs.spark.SweepSummary;
import org.greensweep.jobs.sweep.Sweep;

/**
 * The end of a sweep for a person: a line per configuration, what the columns mean, and where the
 * rows are.
 */
final class SweepReport {
  private static final double MACS_PER_GIGAMAC = 1e9;

  private SweepReport() {}

  static String text(Sweep sweep, SweepSummary summary, List<SweepResult> results) {
    return String.join(
        "\n",
        table(sweep, results),
        "",
        notes(sweep),
        "",
        outcome(summary, results.size()),
        "",
        summary.run().line(),
        "",
        "For a paper or a report: " + summary.run().statement(sweep.name()),
        "In the forms of ISO/IEC 21031 and the calculators: jobs/greensweep footprint --joules %s --region %s --statement"
            .formatted(
                Quantity.digits(summary.run().energy().energy().value()).replace(",", ""),
                sweep.hostRegion()));
  }

  private static String table(Sweep sweep, List<SweepResult> results) {
    boolean accelerators = sweep.accelerators().size() > 1;
    boolean batches = sweep.batches().size() > 1;
    boolean zeros = sweep.inputZeroFractions().size() > 1;
    boolean weightZeros = sweep.weightZeroFractions().size() > 1;
    List<String> headers = new ArrayList<>(List.of("network", "precision", "dataflow", "px"));
    addIf(accelerators, headers, "accelerator");
    addIf(batches, headers, "batch");
    addIf(zeros, headers, "zeros");
    addIf(weightZeros, headers, "weight zeros");
    headers.addAll(
        List.of(
            "GMACs",
            "energy/inf",
            "latency/inf",
            "host latency [95 %]",
            sweep.functionalUnits().get(0).name() + ": g CO2e",
            "equals"));
    TextTable table = new TextTable(headers);
    for (SweepResult result : results) {
      List<String> cells =
          new ArrayList<>(
              List.of(
                  result.network(),
                  result.precision(),
                  result.dataflow(),
                  "" + result.resolution()));
      addIf(accelerators, cells, result.accelerator());
      addIf(batches, cells, "" + result.batch());
      addIf(zeros, cells, "" + result.inputZeroFraction());
      addIf(weightZeros, cells, "" + result.weightZeroFraction());
      cells.addAll(figures(result));
      table.add(cells);
    }
    return table.toString();
  }

  private static void addIf(boolean wanted, List<String> list, String value) {
    if (wanted) {
      list.add(value);
    }
  }

  private static List<String> figures(SweepResult result) {
    String host =
        Quantity.withInterval(result.hostMedianS(), result.hostLowS(), result.hostHighS(), "s");
    Long macs = result.macs();
    Double grams = result.footprintG();
    String equivalent = result.equivalent();
    if (result.failure() != null) {
      return List.of("-", "failed", "-", host, "-", "-");
    }
    return List.of(
        macs == null ? "-" : Quantity.digits(macs / MACS_PER_GIGAMAC),
        Quantity.of(result.energyJ(), "J"),
        Quantity.of(result.latencyS(), "s"),
        host,
        grams == null ? "-" : Quantity.digits(grams),
        equivalent == null ? "-" : equivalent);
  }

  /** Why configurations failed, each reason once with the first configuration that met it. */
  private static String failures(List<SweepResult> results) {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (SweepResult result : results) {
      if (result.failure() != null) {
        reasons.putIfAbsent(
            result.failure(),
            "%s %s %s %d px"
                .formatted(
                    result.network(), result.precision(), result.dataflow(), result.resolution()));
      }
    }
    return reasons.entrySet().stream()
        .map(reason -> "\nfailed: " + reason.getValue() + ": " + reason.getKey())
        .collect(Collectors.joining());
  }

  private static String notes(Sweep sweep) {
    return String.join(
        "\n",
        "energy and latency per inference are modelled on the accelerator; host latency is measured here, with %d %s and"
            .formatted(sweep.threads(), sweep.threads() == 1 ? "thread" : "threads"),
        "random weights (seed %d): median and its 95 %% interval. CO2e is of the modelled energy, in region %s%s"
            .formatted(
                sweep.seed(),
                sweep.regions().get(0),
                sweep.regions().size() == 1
                    ? "."
                    : "; table footprints has " + String.join(", ", sweep.regions()) + "."));
  }

  private static String outcome(SweepSummary summary, int shown) {
    List<String> lines = new ArrayList<>();
    if (summary.nothingToDo()) {
      lines.add(
          "Nothing to do: all %,d configurations were in the catalogue already (%s)."
              .formatted(summary.total(), ConsoleProgress.duration(summary.totalSeconds())));
    } else {
      lines.add(
          "%,d configurations: %,d evaluated, %,d reused, %,d failed; %,d workloads measured%s; %s (plan %s, model %s, measure %s, footprints %s)."
              .formatted(
                  summary.total(),
                  summary.evaluated(),
                  summary.reused(),
                  summary.failed(),
                  summary.measured(),
                  summary.measurementsFailed() == 0
                      ? ""
                      : ", " + summary.measurementsFailed() + " of them failed",
                  ConsoleProgress.duration(summary.totalSeconds()),
                  ConsoleProgress.duration(summary.planSeconds()),
                  ConsoleProgress.duration(summary.modelSeconds()),
                  ConsoleProgress.duration(summary.measureSeconds()),
                  ConsoleProgress.duration(summary.footprintSeconds())));
    }
    if (shown < summary.total()) {
      lines.add("The first %,d of %,d configurations are shown.".formatted(shown, summary.total()));
    }
    lines.add("Rows: " + summary.output() + "/catalogue (Parquet under a Delta log).");
    lines.add(
        "Ask them: jobs/greensweep show \"select network, precision, min(energy_j) from evaluations group by all\"");
    return String.join("\n", lines);
  }
}
