package org.greensweep.jobs.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.greensweep.jobs.conf.Nearest;
import org.greensweep.network.DotGraph;
import org.greensweep.network.LayerPrecision;
import org.greensweep.network.Network;
import org.greensweep.network.NetworkProfile;
import org.greensweep.network.PrecisionPlans;
import org.greensweep.network.UserError;
import org.greensweep.network.onnx.InputDimensions;
import org.greensweep.network.onnx.OnnxModel;
import org.greensweep.network.onnx.OnnxReader;
import org.greensweep.network.zoo.Zoo;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a network is and takes, layer by layer. */
@Command(
    name = "describe",
    description = "Shows a network's shapes, work, weights and memory, layer by layer.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = {
      "  jobs/greensweep describe resnet-18 --resolution 160",
      "  jobs/greensweep describe model.onnx --dim sequence=128"
    })
public final class DescribeCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "NETWORK",
      description =
          "The path of an .onnx file, or a name of the zoo, with parameters where it has some (attention-sampling:n=5,patch=50,scale=0.2): ${COMPLETION-CANDIDATES}.",
      completionCandidates = ZooNames.class)
  private String network = "";

  @Option(
      names = {"-r", "--resolution"},
      paramLabel = "PIXELS",
      description =
          "Height and width of the input. Default: what the network was published with, or the file says.")
  private @Nullable Integer resolution;

  @Option(
      names = "--dim",
      paramLabel = "NAME=EXTENT",
      description = "Extent of a dimension that an .onnx file leaves open; may be repeated.")
  private Map<String, Integer> dimensions = Map.of();

  @Option(
      names = {"-p", "--precision"},
      paramLabel = "PRECISION",
      description =
          "A number format (fp32, fp16, bf16, int8, int4, int2, ternary, binary) or the widths of weights and inputs (w2a8). Default: binary where the architecture is binary, else fp32.")
  private @Nullable String precision;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "${COMPLETION-CANDIDATES}. A dot file is a picture of the graph for Graphviz. Default: text.")
  private Format format = Format.text;

  @Option(names = "--json", description = "One JSON object for programs.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The zoo's names, for the help text and shell completion. */
  static final class ZooNames implements Iterable<String> {
    @Override
    public java.util.Iterator<String> iterator() {
      return Zoo.names().iterator();
    }
  }

  /** How the answer is written; lower case as it is typed. */
  enum Format {
    text,
    csv,
    dot
  }

  @Override
  public Integer call() {
    if (OnnxReader.isPath(network)) {
      OnnxModel model =
          OnnxReader.read(Path.of(network), new InputDimensions(resolution, dimensions));
      print(answer(model.network(), resolution));
      if (!model.unsupported().isEmpty()) {
        throw new UserError(network + ": described up to " + model.unsupportedText());
      }
      return 0;
    }
    if (!Zoo.names().contains(Zoo.baseName(network))) {
      throw Nearest.unknown("describe", "network", network, Zoo.names());
    }
    int pixels = resolution == null ? Zoo.defaultResolution(network) : resolution;
    print(answer(Zoo.network(network, pixels), pixels));
    return 0;
  }

  private void print(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(text);
    out.flush();
  }

  private String answer(Network built, @Nullable Integer pixels) {
    if (format == Format.dot && !json) {
      return DotGraph.of(built).stripTrailing();
    }
    String plan = precision == null ? ownPrecision(built) : precision;
    if (!PrecisionPlans.isKnown(plan)) {
      throw Nearest.unknown("describe", "precision", plan, PrecisionPlans.names());
    }
    NetworkProfile profile = NetworkProfile.of(built, PrecisionPlans.of(plan, built));
    Description description = Description.of(built, pixels, profile);
    if (json) {
      return Json.of(description);
    }
    return format == Format.csv ? description.csv() : description.text();
  }

  /** What the architecture or the file itself computes with. */
  private static String ownPrecision(Network network) {
    boolean integers =
        PrecisionPlans.of(PrecisionPlans.AS_STORED, network).layers().stream()
            .anyMatch(layer -> layer.equals(LayerPrecision.INT8));
    if (integers) {
      return PrecisionPlans.AS_STORED;
    }
    return network.binaryMultiplyAccumulates() > 0 ? "binary" : "fp32";
  }
}
