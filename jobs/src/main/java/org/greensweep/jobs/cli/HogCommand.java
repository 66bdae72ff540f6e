package org.greensweep.jobs.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.greensweep.hardware.Accelerator;
import org.greensweep.hardware.Dataflow;
import org.greensweep.hardware.Energy;
import org.greensweep.hardware.LevelKind;
import org.greensweep.hardware.MappingSearch;
import org.greensweep.hardware.NoMappingException;
import org.greensweep.hardware.Problem;
import org.greensweep.inference.Executor;
import org.greensweep.inference.HostLatency;
import org.greensweep.inference.hog.HogDetector;
import org.greensweep.inference.hog.HogWork;
import org.greensweep.jobs.conf.AcceleratorFiles;
import org.greensweep.jobs.conf.DataflowFiles;
import org.greensweep.jobs.conf.Home;
import org.greensweep.network.Shape;
import org.greensweep.network.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What histograms of oriented gradients take: work, time on this host, energy per pixel. */
@Command(
    name = "hog",
    description = {
      "Histograms of oriented gradients with a linear classifier over a pyramid (Dalal and Triggs 2005): the baseline of learned",
      "features. Its work is counted, its latency measured here on a random image, its energy modelled on an accelerator in int16."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  jobs/greensweep hog --width 1920 --height 1080 --accelerator eyeriss")
public final class HogCommand implements Callable<Integer> {
  /** The pyramid of an image of this size takes some seconds and a few hundred megabytes. */
  private static final int LARGEST = 8192;

  @Option(
      names = "--width",
      paramLabel = "PIXELS",
      description = "Default: ${DEFAULT-VALUE}.",
      defaultValue = "640")
  private int width;

  @Option(
      names = "--height",
      paramLabel = "PIXELS",
      description = "Default: ${DEFAULT-VALUE}.",
      defaultValue = "480")
  private int height;

  @Option(
      names = "--step",
      paramLabel = "FACTOR",
      description =
          "How much smaller each level of the pyramid is than the one before. Default: ${DEFAULT-VALUE}.",
      defaultValue = "1.2")
  private double step;

  @Option(
      names = {"-a", "--accelerator"},
      paramLabel = "NAME_OR_FILE",
      description =
          "A name in conf/accelerators, or a path that ends in .yaml. Default: ${DEFAULT-VALUE}.",
      defaultValue = "eyeriss")
  private String accelerator = "";

  @Option(
      names = "--seconds",
      paramLabel = "SECONDS",
      description =
          "How long to measure, half of it warm-up; at least 10 samples. Default: ${DEFAULT-VALUE}.",
      defaultValue = "4")
  private double seconds;

  @Option(names = "--json", description = "One JSON object for programs.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  /**
   * The answer.
   *
   * @param megapixelsPerSecond pixels of the image over the median latency
   * @param energyNanojoulesPerPixel of the image, on the chip and in DRAM
   * @param onChipNanojoulesPerPixel the same without DRAM, as chips are compared
   */
  record Answer(
      int width,
      int height,
      int levels,
      long windows,
      long elementwiseOperations,
      long macs,
      double operationsPerPixel,
      double latencyS,
      double latencyLowS,
      double latencyHighS,
      double megapixelsPerSecond,
      String accelerator,
      double energyNanojoulesPerPixel,
      double onChipNanojoulesPerPixel) {
    String text() {
      return String.format(
          Locale.ROOT,
          """
          HOG over %d x %d: %d levels, %,d windows
          work      %,d elementwise operations, %,d multiply-accumulates: %.1f operations a pixel
          measured  %.2f ms (%.2f to %.2f), 1 thread: %.1f megapixels a second
          modelled  %.3f nJ a pixel on %s, %.3f without DRAM""",
          width,
          height,
          levels,
          windows,
          elementwiseOperations,
          macs,
          operationsPerPixel,
          latencyS * 1e3,
          latencyLowS * 1e3,
          latencyHighS * 1e3,
          megapixelsPerSecond,
          energyNanojoulesPerPixel,
          accelerator,
          onChipNanojoulesPerPixel);
    }
  }

  @Override
  public Integer call() throws NoMappingException {
    if (width > LARGEST || height > LARGEST || HogWork.levels(height, width, step).isEmpty()) {
      throw new UserError(
          "hog: the image is %d x %d; it must be at least 64 wide and 128 high, and at most %d"
              .formatted(width, height, LARGEST));
    }
    PrintWriter out = spec.commandLine().getOut();
    Answer answer = answer();
    out.println(json ? Json.of(answer) : answer.text());
    out.flush();
    return 0;
  }

  private Answer answer() throws NoMappingException {
    HogWork work = HogWork.of(height, width, step);
    List<HogWork.Extent> levels = HogWork.levels(height, width, step);
    HostLatency.Latency latency = latency();
    double total = 0;
    double chip = 0;
    Accelerator read = AcceleratorFiles.read("--accelerator", accelerator, Home.path());
    List<Dataflow> dataflows =
        DataflowFiles.names(Home.path()).stream()
            .map(name -> DataflowFiles.read("--accelerator", name, Home.path()))
            .toList();
    for (Problem problem : HogProblems.of(work, levels)) {
      Energy energy = MappingSearch.best(problem, read, dataflows).energy();
      total += energy.totalPicojoules();
      chip += energy.totalPicojoules() - energy.picojoules(LevelKind.DRAM);
    }
    return new Answer(
        width,
        height,
        levels.size(),
        work.windows(),
        work.elementwiseOperations(),
        work.multiplyAccumulates(),
        work.operationsPerPixel(),
        latency.medianSeconds(),
        latency.lowSeconds(),
        latency.highSeconds(),
        work.pixels() / latency.medianSeconds() * 1e-6,
        read.name(),
        total * 1e-3 / work.pixels(),
        chip * 1e-3 / work.pixels());
  }

  private HostLatency.Latency latency() {
    float[] image = Executor.randomInput(Shape.of(height, width), 0);
    float[] weights = Executor.randomInput(Shape.of(HogDetector.WEIGHTS), 1);
    HogDetector detector = new HogDetector(weights, 0, step);
    return HostLatency.measure(
        () -> detector.scores(image, height, width),
        1,
        HostLatency.Settings.of(seconds / 2, seconds / 2));
  }
}
