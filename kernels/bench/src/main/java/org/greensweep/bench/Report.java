package org.greensweep.bench;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.greensweep.network.UserError;

/** What runs found: a row of a CSV for every ratio, and the table of the README. */
record Report(List<Measured> measured) {
  private static final String BEGIN =
      "<!-- table of ratios: written by kernels/bench/side-by-side -->";
  private static final String END = "<!-- end of the table of ratios -->";
  private static final double NANOSECONDS_PER_MICROSECOND = 1e3;
  private static final String[] COLUMNS = {
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
    "undisturbed_rounds",
    "ours_round_trip_ns",
    "answer_difference",
    "cpu",
    "processors",
    "ours_jvm",
    "baseline_jvm",
    "load_average",
    "commit"
  };

  Report {
    measured = List.copyOf(measured);
  }

  /** What {@code file} holds; nothing where there is none. */
  static Report read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new Report(List.of());
    }
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (Reader reader = Files.newBufferedReader(file);
        CSVParser parser = format.parse(reader)) {
      List<String> missing = new ArrayList<>(List.of(COLUMNS));
      missing.removeAll(parser.getHeaderNames());
      if (!missing.isEmpty()) {
        throw new UserError(
            "%s: no column %s; an older version wrote it: run without --keep, or name another --csv"
                .formatted(file, String.join(", ", missing)));
      }
      return new Report(parser.stream().map(Report::measured).toList());
    }
  }

  /** This report with {@code newer} in the place of what they repeat. */
  Report with(List<Measured> newer) {
    Stream<Measured> kept =
        measured.stream().filter(old -> newer.stream().noneMatch(one -> one.replaces(old)));
    return new Report(Stream.concat(kept, newer.stream()).toList());
  }

  /** Writes one row per ratio to {@code file}. */
  void write(Path file) {
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setHeader(COLUMNS).setRecordSeparator("\n").get();
    try (Writer writer = Files.newBufferedWriter(file);
        CSVPrinter printer = new CSVPrinter(writer, format)) {
      for (Measured one : measured) {
        printer.printRecord(cells(one));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static List<Object> cells(Measured one) {
    Comparison comparison = one.comparison();
    List<Object> cells = new ArrayList<>();
    cells.add(comparison.row());
    cells.add(comparison.subject());
    cells.add(comparison.ours());
    cells.add(comparison.baseline());
    for (Ratio ratio : List.of(one.ratio(), one.ours(), one.baseline())) {
      cells.addAll(List.of(ratio.median(), ratio.low(), ratio.high()));
    }
    Measured.Circumstances where = one.circumstances();
    cells.addAll(List.of(one.rounds(), one.undisturbed()));
    cells.addAll(List.of(one.roundTripNanoseconds(), one.difference()));
    cells.addAll(List.of(where.cpu(), where.processors()));
    cells.addAll(List.of(where.oursJvm(), where.baselineJvm(), where.load(), where.commit()));
    return cells;
  }

  private static Measured measured(CSVRecord cells) {
    return new Measured(
        new Comparison(
            Row.valueOf(cells.get("row")),
            Subject.parse(cells.get("subject")),
            Contestant.parse(cells.get("ours")),
            Contestant.parse(cells.get("baseline"))),
        ratio(cells, "ratio", "ratio_low", "ratio_high"),
        ratio(cells, "ours_s", "ours_low_s", "ours_high_s"),
        ratio(cells, "baseline_s", "baseline_low_s", "baseline_high_s"),
        Integer.parseInt(cells.get("rounds")),
        Integer.parseInt(cells.get("undisturbed_rounds")),
        Double.parseDouble(cells.get("ours_round_trip_ns")),
        Double.parseDouble(cells.get("answer_difference")),
        new Measured.Circumstances(
            cells.get("cpu"),
            Integer.parseInt(cells.get("processors")),
            cells.get("ours_jvm"),
            cells.get("baseline_jvm"),
            cells.get("load_average"),
            cells.get("commit")));
  }

  private static Ratio ratio(CSVRecord cells, String median, String low, String high) {
    return new Ratio(
        Double.parseDouble(cells.get(median)),
        Double.parseDouble(cells.get(low)),
        Double.parseDouble(cells.get(high)));
  }

  /** The table that stands in the README, its markers included. */
  String table() {
    StringBuilder text = new StringBuilder(BEGIN).append('\n');
    text.append("| what | at least | aim | measured | worst |\n|---|---:|---:|---:|---|\n");
    for (Row row : Row.values()) {
      for (boolean apart : new boolean[] {false, true}) {
        List<Measured> members =
            measured.stream()
                .filter(one -> one.comparison().row() == row && one.isApart() == apart)
                .toList();
        if (!members.isEmpty()) {
          text.append(line(row, members));
        }
      }
    }
    return text.append('\n')
        .append(circumstances())
        .append('\n')
        .append(END)
        .append('\n')
        .toString();
  }

  private static String line(Row row, List<Measured> members) {
    Ratio mean = Ratio.geometricMean(members.stream().map(Measured::ratio).toList());
    Measured worst =
        members.stream().min(Comparator.comparingDouble(one -> one.ratio().median())).orElseThrow();
    String worstText =
        members.size() == 1
            ? ""
            : String.format(
                Locale.ROOT,
                "%.2f %s, of %d",
                worst.ratio().median(),
                worst.comparison().subject().toString().replaceFirst("^[^:]*:", ""),
                members.size());
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %.2f (%.2f to %.2f) | %s |\n",
        row.title() + processors(members),
        target(row.atLeast()),
        target(row.aim()),
        mean.median(),
        mean.low(),
        mean.high(),
        worstText);
  }

  /** How far apart they were, for several threads. */
  private static String processors(List<Measured> members) {
    DoubleSummaryStatistics trips =
        members.stream().mapToDouble(Measured::roundTripNanoseconds).summaryStatistics();
    if (trips.getMax() == 0) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        ", processors that share %s cache (a line goes there and back in %.2f to %.2f us)",
        members.get(0).isApart() ? "no" : "a",
        trips.getMin() / NANOSECONDS_PER_MICROSECOND,
        trips.getMax() / NANOSECONDS_PER_MICROSECOND);
  }

  private static String target(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value).replaceAll("\\.0$", "");
  }

  private String circumstances() {
    return String.format(
        Locale.ROOT,
        "%s, %s processors; %s; load average before %s; commit %s; %d of %d turns undisturbed.",
        distinct(Measured.Circumstances::cpu),
        distinct(where -> Integer.toString(where.processors())),
        distinct(where -> where.oursJvm()),
        distinct(Measured.Circumstances::load),
        distinct(Measured.Circumstances::commit),
        measured.stream().mapToInt(Measured::undisturbed).sum(),
        measured.stream().mapToInt(Measured::rounds).sum());
  }

  private String distinct(Function<Measured.Circumstances, String> what) {
    return measured.stream()
        .map(one -> what.apply(one.circumstances()))
        .distinct()
        .sorted()
        .collect(Collectors.joining(" and "));
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
