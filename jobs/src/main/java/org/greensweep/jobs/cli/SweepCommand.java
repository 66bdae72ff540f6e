package org.greensweep.jobs.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.greensweep.jobs.conf.Home;
import org.greensweep.jobs.conf.YamlFile;
import org.greensweep.jobs.spark.SweepJob;
import org.greensweep.jobs.spark.SweepResult;
import org.greensweep.jobs.spark.SweepSummary;
import org.greensweep.jobs.sweep.Sweep;
import org.greensweep.jobs.sweep.SweepFiles;
import org.greensweep.jobs.sweep.SweepSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a sweep on Spark and prints what came of it. */
@Command(
    name = "sweep",
    description = {
      "Runs a sweep file: models every configuration on its accelerator, measures our kernels on this host,",
      "and appends rows with their CO2e to the catalogue. What the catalogue has already is not computed again,",
      "so an interrupted sweep is finished by the same command."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobs/greensweep sweep conf/sweeps/quick.yaml",
      "  jobs/greensweep sweep conf/sweeps/quick.yaml --output /data/greensweep --json",
      "  jobs/greensweep sweep conf/sweeps/quick.yaml --master spark://host:7077"
    })
public final class SweepCommand implements Callable<Integer> {
  private static final int MOST_LINES = 200;

  @Parameters(
      paramLabel = "FILE",
      description = "A sweep file; conf/sweeps has examples with every key.")
  private Path file = Path.of("");

  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Spark master, for example local[4] or spark://host:7077. Default: spark-submit's, else all cores here.")
  private @Nullable String master;

  @Option(names = "--json", description = "One JSON object for programs instead of the table.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** What {@code --json} prints. */
  record Outcome(
      long total, long reused, long evaluated, long failed, double seconds, String output) {}

  @Override
  public Integer call() {
    SweepSource source = read();
    Sweep sweep = source.sweep();
    output.checkWritable();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    err.println(heading(sweep));
    err.flush();
    ConsoleProgress progress =
        new ConsoleProgress(err, Boolean.getBoolean("greensweep.terminal"), System::nanoTime);
    SweepSummary summary;
    List<SweepResult> results;
    try (SweepJob job = SweepJob.start(master, Home.jar(), output.location(), progress)) {
      summary = job.run(source);
      results = json ? List.of() : job.results(source, MOST_LINES);
    }
    if (json) {
      out.println(
          Json.of(
              new Outcome(
                  summary.total(),
                  summary.reused(),
                  summary.evaluated(),
                  summary.failed(),
                  summary.totalSeconds(),
                  summary.output())));
    } else {
      out.println(SweepReport.text(sweep, summary, results));
    }
    out.flush();
    return 0;
  }

  private SweepSource read() {
    return new SweepSource(SweepFiles.find(file.toString(), YamlFile.text(file), Home.path()));
  }

  /**
   * {@code sweep quick: 120 configurations = 4 networks x 3 precisions x 5 dataflows x 2
   * resolutions}.
   */
  private static String heading(Sweep sweep) {
    Map<String, Integer> axes = new LinkedHashMap<>();
    axes.put("networks", sweep.networks().size());
    axes.put("precisions", sweep.precisions().size());
    axes.put("dataflows", sweep.dataflows().size());
    axes.put("resolutions", sweep.resolutions().size());
    axes.put("accelerators", sweep.accelerators().size());
    axes.put("batches", sweep.batches().size());
    axes.put("zero fractions", sweep.inputZeroFractions().size());
    axes.put("weight zero fractions", sweep.weightZeroFractions().size());
    axes.put("runtimes", sweep.runtimes().size());
    String product =
        axes.entrySet().stream()
            .filter(axis -> axis.getValue() > 1)
            .map(axis -> axis.getValue() + " " + axis.getKey())
            .collect(Collectors.joining(" x "));
    return "sweep %s: %,d %s%s"
        .formatted(
            sweep.name(),
            sweep.size(),
            sweep.size() == 1 ? "configuration" : "configurations",
            product.isEmpty() ? "" : " = " + product);
  }
}
