package org.greensweep.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.greensweep.inference.Host;

/** What a run found: a row of a CSV for every ratio, and the table of the README. */
final class Report {
  private static final String BEGIN =
      "<!-- table of ratios: written by kernels/bench/side-by-side -->";
  private static final String END = "<!-- end of the table of ratios -->";

  /**
   * Where it ran.
   *
   * @param commit of the sources; "unknown" outside git
   * @param jvms the JVM of each contestant, in words
   */
  record Circumstances(Host host, String commit, String load, Map<Contestant, String> jvms) {}

  private final List<Measured> measured;
  private final Circumstances circumstances;

  Report(List<Measured> measured, Circumstances circumstances) {
    this.measured = measured;
    this.circumstances = circumstances;
  }

  /** Writes one row per ratio to {@code file}. */
  void writeCsv(Path file) {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setHeader(
                "row",
                "subject",
                "ours",
                "baseline",
                "ratio",
                "ratio_low",
                "ratio_high",
                "ours_s",
                "ours_low_s",
                "ours_high_s",
                "baseline_s",
                "baseline_low_s",
                "baseline_high_s",
                "rounds",
                "answer_difference",
                "cpu",
                "processors",
                "ours_jvm",
                "ours_flags",
                "baseline_jvm",
                "baseline_flags",
                "load_average",
                "commit")
            .setRecordSeparator("\n")
            .get();
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (Writer writer = Files.newBufferedWriter(file);
          CSVPrinter printer = new CSVPrinter(writer, format)) {
        for (Measured one : measured) {
          printer.printRecord(cells(one));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private List<Object> cells(Measured one) {
    Comparison comparison = one.comparison();
    List<Object> cells = new ArrayList<>();
    cells.add(comparison.row().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    cells.add(comparison.subject());
    cells.add(comparison.ours());
    cells.add(comparison.baseline());
    for (Ratio ratio : List.of(one.ratio(), one.ours(), one.baseline())) {
      cells.addAll(List.of(ratio.median(), ratio.low(), ratio.high()));
    }
    cells.add(one.rounds());
    cells.add(one.difference());
    cells.add(circumstances.host().cpuModel());
    cells.add(circumstances.host().logicalProcessors());
    for (Contestant contestant : List.of(comparison.ours(), comparison.baseline())) {
      cells.add(circumstances.jvms().get(contestant));
      cells.add(String.join(" ", WorkerProcess.flags(contestant)));
    }
    cells.add(circumstances.load());
    cells.add(circumstances.commit());
    return cells;
  }

  /** The table that stands in the README, its markers included. */
  String table() {
    StringBuilder text = new StringBuilder(BEGIN).append('\n');
    text.append("| what | at least | aim | measured | worst |\n|---|---:|---:|---:|---|\n");
    for (Row row : Row.values()) {
      List<Measured> members =
          measured.stream().filter(one -> one.comparison().row() == row).toList();
      if (!members.isEmpty()) {
        text.append(line(row, members));
      }
    }
    text.append('\n').append(circumstances()).append('\n').append(END).append('\n');
    return text.toString();
  }

  private static String line(Row row, List<Measured> members) {
    Ratio mean = Ratio.geometricMean(members.stream().map(Measured::ratio).toList());
    Measured worst =
        members.stream()
            .min((a, b) -> Double.compare(a.ratio().median(), b.ratio().median()))
            .orElseThrow();
    String worstText =
        members.size() == 1
            ? ""
            : "%.2f %s of %d"
                .formatted(worst.ratio().median(), worst.comparison().subject(), members.size());
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %.2f (%.2f to %.2f) | %s |%n",
        row.title(),
        target(row.atLeast()),
        target(row.aim()),
        mean.median(),
        mean.low(),
        mean.high(),
        worstText);
  }

  private static String target(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value).replaceAll("\\.0$", "");
  }

  private String circumstances() {
    List<String> jvms = circumstances.jvms().values().stream().distinct().sorted().toList();
    return String.format(
        Locale.ROOT,
        "%s, %d processors, %s; %s; load average before the run %s; commit %s.",
        circumstances.host().cpuModel(),
        circumstances.host().logicalProcessors(),
        circumstances.host().operatingSystem(),
        String.join(" and ", jvms),
        circumstances.load(),
        circumstances.commit());
  }

  /** {@code readme} with its table replaced; it must have the two markers. */
  String into(String readme) {
    int begin = readme.indexOf(BEGIN);
    int end = readme.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalStateException("the README lacks the markers " + BEGIN + " and " + END);
    }
    return readme.substring(0, begin) + table() + readme.substring(end + END.length() + 1);
  }
}
