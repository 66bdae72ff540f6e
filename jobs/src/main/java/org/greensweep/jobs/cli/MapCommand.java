package org.greensweep.jobs.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.greensweep.hardware.Accelerator;
import org.greensweep.hardware.ConvolutionProblem;
import org.greensweep.hardware.Dataflow;
import org.greensweep.hardware.Mapping;
import org.greensweep.hardware.MappingEvaluation;
import org.greensweep.hardware.Objective;
import org.greensweep.hardware.Zeros;
import org.greensweep.jobs.conf.AcceleratorFiles;
import org.greensweep.jobs.conf.DataflowFiles;
import org.greensweep.jobs.conf.Home;
import org.greensweep.jobs.conf.YamlFile;
import org.greensweep.jobs.mapping.BatchCounts;
import org.greensweep.jobs.mapping.Found;
import org.greensweep.jobs.mapping.LayerDimensions;
import org.greensweep.jobs.mapping.WordWidths;
import org.greensweep.network.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Evaluates one mapping of one layer on an accelerator, or searches for the best. */
@Command(
    name = "map",
    description = {
      "What one layer costs on an accelerator: under a mapping that you give, or under the best one of a dataflow.",
      "Shows the mapping as loops, every access by level and data space, and where the energy goes."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobs/greensweep map --accelerator eyeriss --layer 'M=96 C=3 P=55 Q=55 R=11 S=11 stride=4' --dataflow row-stationary",
      "  jobs/greensweep map --accelerator oracle-e12 --layer 'M=8 C=6 P=6 Q=8 R=3 S=2' \\",
      "    --mapping 'DRAM[WIO] for C2 M2 / GlobalBuffer[WIO] for C3 P2 Q8 | spX P3 | spY R3 / RegFile[WIO] for M4 S2'",
      "  jobs/greensweep map --batch conf/mappings/example.csv"
    })
public final class MapCommand implements Callable<Integer> {
  @Option(
      names = {"-a", "--accelerator"},
      paramLabel = "NAME_OR_FILE",
      description = "A name in conf/accelerators, or a path that ends in .yaml.")
  private @Nullable String accelerator;

  @Option(
      names = {"-l", "--layer"},
      paramLabel = "DIMS",
      description = {
        "A convolution: G groups, N images, M filters and C channels of a group, P x Q outputs, R x S taps, stride, dilation;",
        "1 where nothing is said. No padding: the input is (P-1)*stride + (R-1)*dilation + 1 rows high."
      })
  private @Nullable String layer;

  @Option(
      names = {"-m", "--mapping"},
      paramLabel = "TEXT",
      description = {
        "A mapping, levels from the outside in: data spaces kept [WIO], loops over time from outer to inner,",
        "loops across columns (spX) and rows (spY) of what lies below. Default: the best one is searched for."
      })
  private @Nullable String mapping;

  @Option(
      names = {"-d", "--dataflow"},
      paramLabel = "NAME_OR_FILE",
      description =
          "What the search may choose from: a name in conf/dataflows, or a path. Default: all of conf/dataflows.")
  private @Nullable String dataflow;

  @Option(
      names = {"-o", "--objective"},
      paramLabel = "O",
      description =
          "What the search makes least: energy, delay or energy-delay. Default: ${DEFAULT-VALUE}.")
  private String objective = "energy";

  @Option(
      names = {"-p", "--precision"},
      paramLabel = "P",
      description =
          "fp32, fp16, bf16, int16 ... int2, binary, or weights x inputs as in int4xint8. Default: ${DEFAULT-VALUE}.")
  private String precision = "int16";

  @Option(
      names = "--partial-sum-bits",
      paramLabel = "BITS",
      description = "Default: 16 for int16 and binary, else 32.")
  private @Nullable Integer partialSumBits;

  @Option(
      names = "--output-bits",
      paramLabel = "BITS",
      description = "Width of a finished output. Default: as the inputs; binary: as partial sums.")
  private @Nullable Integer outputBits;

  @Option(
      names = {"-z", "--zeros"},
      paramLabel = "F",
      description =
          "Fraction of inputs that are zero, for accelerators that gate, skip or code them. Default: ${DEFAULT-VALUE}.")
  private double zeros;

  @Option(
      names = {"-w", "--weight-zeros"},
      paramLabel = "F",
      description =
          "The same of weights, for accelerators that skip or code them. Default: ${DEFAULT-VALUE}.")
  private double weightZeros;

  @Option(
      names = {"-b", "--batch"},
      paramLabel = "FILE",
      description = {
        "A CSV of layers and mappings; prints the same lines with their counts. Columns: G N M C P Q R S Hstride Wstride Hdil",
        "Wdil (1 where left out), arch (an accelerator), mapping; with level and dataspace, one line of counts a line, else all."
      })
  private @Nullable Path batch;

  @Option(names = "--json", description = "One JSON object for programs.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    WordWidths widths = WordWidths.of(precision, outputBits, partialSumBits);
    out.println(batch == null ? answer(widths) : counts(batch, widths));
    out.flush();
    return 0;
  }

  private String answer(WordWidths widths) {
    if (accelerator == null || layer == null) {
      throw new UserError(
          "map: give --accelerator and --layer, such as --accelerator eyeriss --layer 'M=64 C=64 P=56 Q=56 R=3 S=3', or --batch FILE");
    }
    Accelerator read = AcceleratorFiles.read("--accelerator", accelerator, Home.path());
    ConvolutionProblem problem =
        LayerDimensions.parse("--layer", layer, widths, new Zeros(zeros, weightZeros));
    if (mapping == null) {
      return searched(problem, read);
    }
    if (dataflow != null) {
      throw new UserError(
          "map: a mapping is evaluated as it is, whatever its dataflow; leave out --mapping or --dataflow");
    }
    MappingEvaluation evaluation = MappingEvaluation.of(problem, read, Mapping.parse(mapping));
    return json
        ? Json.of(MapAnswer.of(read, null, evaluation, null))
        : MapReport.text(read, null, evaluation, null);
  }

  private String searched(ConvolutionProblem problem, Accelerator read) {
    List<String> names = dataflow == null ? DataflowFiles.names(Home.path()) : List.of(dataflow);
    List<Dataflow> dataflows =
        names.stream().map(name -> DataflowFiles.read("--dataflow", name, Home.path())).toList();
    long start = System.nanoTime();
    Objective least = Objective.of(objective);
    Found found = Found.best(problem, read, dataflows, least);
    MapAnswer.Search search =
        MapAnswer.Search.of(found.cost(), least, (System.nanoTime() - start) * 1e-9);
    String name = found.dataflow().name();
    MappingEvaluation evaluation = found.evaluation(problem);
    return json
        ? Json.of(MapAnswer.of(found.accelerator(), name, evaluation, search))
        : MapReport.text(found.accelerator(), name, evaluation, search);
  }

  private String counts(Path file, WordWidths widths) {
    if (layer != null || mapping != null || dataflow != null || json) {
      throw new UserError(
          "map: --batch takes layers and mappings from its file and answers in CSV; leave out --layer, --mapping, --dataflow and --json");
    }
    Map<String, Accelerator> read = new HashMap<>();
    return new BatchCounts(
            file.toString(),
            widths,
            accelerator,
            (place, name) -> read.computeIfAbsent(name, unused -> named(place, name)))
        .counts(YamlFile.text(file));
  }

  /** The loop-nest oracle calls its accelerators E12 and E256. */
  private static Accelerator named(String place, String name) {
    String oracle = "oracle-" + name.toLowerCase(Locale.ROOT);
    boolean ours = AcceleratorFiles.names(Home.path()).contains(oracle);
    return AcceleratorFiles.read(place, ours ? oracle : name, Home.path());
  }
}
