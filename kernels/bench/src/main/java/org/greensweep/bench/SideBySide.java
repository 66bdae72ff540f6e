package org.greensweep.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.greensweep.inference.Host;
import org.greensweep.network.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Times our kernels beside ONNX Runtime, OpenBLAS and oneDNN.
 *
 * <p>Input: nothing. Output: a CSV with a row per ratio; the table of {@code kernels/README.md} on
 * request. Example: {@code kernels/bench/side-by-side --short}.
 */
@Command(
    name = "side-by-side",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Times our kernels and their peers in turn over the same inputs, each contestant in a process",
      "of its own, after checking that their answers agree; writes every ratio with its interval."
    },
    footer = "%nExample: kernels/bench/side-by-side --short")
public final class SideBySide implements Callable<Integer> {
  private static final Logger LOGGER = System.getLogger(SideBySide.class.getName());

  @Option(names = "--short", description = "A few networks, brief turns: about 10 minutes.")
  private boolean brief;

  @Option(
      names = "--rows",
      split = ",",
      paramLabel = "ROW",
      description = "Only these rows of the table: ${COMPLETION-CANDIDATES}.")
  private @Nullable List<Row> rows;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Where the ratios go; default: ${DEFAULT-VALUE}.")
  private Path csv = Path.of("output", "bench", "side-by-side.csv");

  @Option(
      names = "--subjects",
      paramLabel = "REGEX",
      description = "Only these subjects, such as 'network:resnet.*'.")
  private @Nullable String subjects;

  @Option(
      names = "--keep",
      description = "Keeps what the CSV has of earlier runs and is not measured anew.")
  private boolean keep;

  @Option(names = "--readme", paramLabel = "FILE", description = "Puts the table into this file.")
  private @Nullable Path readme;

  @Spec private @Nullable CommandSpec spec;

  /** Exit 0 for success, 2 for a user's mistake, 3 for ours. */
  public static void main(String[] arguments) {
    CommandLine line =
        new CommandLine(new SideBySide())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  if (failure instanceof UserError) {
                    command.getErr().println(failure.getMessage());
                    return 2;
                  }
                  LOGGER.log(Level.ERROR, "the comparison failed", failure);
                  return 3;
                });
    Runtime.getRuntime().exit(line.execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    long start = System.nanoTime();
    Files.createDirectories(csv.toAbsolutePath().getParent());
    Report earlier = keep ? Report.read(csv) : new Report(List.of());
    Report report = races(out, earlier);
    out.print(report.table());
    if (readme != null) {
      Files.writeString(readme, report.into(Files.readString(readme)));
    }
    out.printf(Locale.ROOT, "%.0f s; ratios in %s%n", (System.nanoTime() - start) / 1e9, csv);
    out.flush();
    return 0;
  }

  /** What was measured is in the CSV after every race: a run that is stopped loses one at most. */
  private Report races(PrintWriter out, Report earlier) throws IOException {
    Report report = earlier;
    List<List<Comparison>> races =
        Plan.of(brief).stream().map(this::wanted).filter(race -> !race.isEmpty()).toList();
    Race race = new Race(brief ? Race.Settings.SHORT : Race.Settings.LONG);
    Path log = csv.toAbsolutePath().resolveSibling("workers.log");
    Files.deleteIfExists(log);
    Host host = Host.describe();
    String load = loadAverage();
    String commit = commit();
    Map<Contestant, String> jvms = new LinkedHashMap<>();
    try (Workers workers = new Workers(log)) {
      for (int i = 0; i < races.size(); i++) {
        out.printf("%d of %d: %s%n", i + 1, races.size(), races.get(i).get(0).subject());
        out.flush();
        List<WorkerProcess> entered = workers.of(contestants(races.get(i)));
        entered.forEach(
            worker -> jvms.computeIfAbsent(worker.contestant(), one -> worker.description()));
        List<Measured> ratios =
            race.run(
                races.get(i),
                entered,
                comparison ->
                    new Measured.Circumstances(
                        host.cpuModel(),
                        host.logicalProcessors(),
                        Objects.requireNonNull(jvms.get(comparison.ours())),
                        Objects.requireNonNull(jvms.get(comparison.baseline())),
                        load,
                        commit));
        ratios.forEach(ratio -> out.println("    " + line(ratio)));
        out.flush();
        report = report.with(ratios);
        report.write(csv);
      }
    }
    return report;
  }

  private List<Comparison> wanted(List<Comparison> race) {
    return race.stream()
        .filter(comparison -> rows == null || rows.contains(comparison.row()))
        .filter(comparison -> subjects == null || comparison.subject().toString().matches(subjects))
        .toList();
  }

  private static Set<Contestant> contestants(List<Comparison> race) {
    Set<Contestant> contestants = new LinkedHashSet<>();
    race.forEach(
        comparison ->
            Stream.of(comparison.ours(), comparison.baseline()).forEach(contestants::add));
    return contestants;
  }

  private static String line(Measured one) {
    double gigaMacs = one.comparison().subject().multiplyAccumulates() / 1e9;
    return String.format(
        Locale.ROOT,
        "%s %.3f ms (%.1f GMAC/s), %s %.3f ms (%.1f): ratio %.2f (%.2f to %.2f), %d of %d turns undisturbed%s",
        one.comparison().ours(),
        one.ours().median() * 1e3,
        gigaMacs / one.ours().median(),
        one.comparison().baseline(),
        one.baseline().median() * 1e3,
        gigaMacs / one.baseline().median(),
        one.ratio().median(),
        one.ratio().low(),
        one.ratio().high(),
        one.undisturbed(),
        one.rounds(),
        one.roundTripNanoseconds() == 0
            ? ""
            : String.format(
                Locale.ROOT, ", round trip of a line %.0f ns", one.roundTripNanoseconds()));
  }

  private static String loadAverage() {
    return String.format(
        Locale.ROOT, "%.2f", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static String commit() {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=10").start();
      String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return git.waitFor(5, TimeUnit.SECONDS) && git.exitValue() == 0 ? text : "unknown";
    } catch (IOException e) {
      return "unknown";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }
}
