package org.greensweep.jobs.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.greensweep.hardware.Accelerator;
import org.greensweep.hardware.ConvolutionProblem;
import org.greensweep.hardware.Dataflow;
import org.greensweep.hardware.NetworkCost;
import org.greensweep.hardware.NetworkStep;
import org.greensweep.hardware.NetworkSteps;
import org.greensweep.hardware.NoMappingException;
import org.greensweep.hardware.Zeros;
import org.greensweep.jobs.conf.AcceleratorFiles;
import org.greensweep.jobs.conf.DataflowFiles;
import org.greensweep.jobs.conf.Home;
import org.greensweep.jobs.conf.Nearest;
import org.greensweep.jobs.conf.YamlFile;
import org.greensweep.jobs.mapping.MitLayers;
import org.greensweep.network.Network;
import org.greensweep.network.PrecisionPlans;
import org.greensweep.network.UserError;
import org.greensweep.network.onnx.InputDimensions;
import org.greensweep.network.onnx.OnnxReader;
import org.greensweep.network.zoo.Zoo;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a whole network costs on an accelerator, layer by layer, apart and fused. */
@Command(
    name = "energy",
    description = {
      "What a network costs on an accelerator: energy per layer, memory level and data space, and DRAM traffic.",
      "Layers pass feature maps through DRAM; a second estimate keeps a map on chip from the layer that writes it to the",
      "last one that reads it, where that spares more than smaller tiles cost the layers in between."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobs/greensweep energy alexnet --accelerator eyeriss --dataflow row-stationary --precision int8",
      "  jobs/greensweep energy resnet-18 --resolution 64 --format csv",
      "  jobs/greensweep energy alexnet --accelerator eyeriss-v2-like --zeros 0.5 --weight-zeros 0.6",
      "  jobs/greensweep energy alexnet --format mit",
      "  jobs/greensweep energy conf/mappings/alexnet-mit.csv --accelerator eyeriss"
    })
public final class EnergyCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "NETWORK",
      description = {
        "A name of the zoo, an .onnx file, or a .csv file of layers in the 25-field format of the MIT energy estimation tool."
      })
  private String network = "";

  @Option(
      names = {"-r", "--resolution"},
      paramLabel = "PIXELS",
      description = "Height and width of the input. Default: what the network was published with.")
  private @Nullable Integer resolution;

  @Option(
      names = {"-a", "--accelerator"},
      paramLabel = "NAME_OR_FILE",
      description = "A name in conf/accelerators, or a path. Default: ${DEFAULT-VALUE}.")
  private String accelerator = "isca16-256";

  @Option(
      names = {"-d", "--dataflow"},
      paramLabel = "NAME_OR_FILE",
      description = "A name in conf/dataflows, or a path. Default: ${DEFAULT-VALUE}.")
  private String dataflow = "row-stationary";

  @Option(
      names = {"-p", "--precision"},
      paramLabel = "P",
      description = "A precision plan. Default: ${DEFAULT-VALUE}; a .csv file has its own widths.")
  private String precision = "int8";

  @Option(
      names = {"-n", "--batch-size"},
      paramLabel = "N",
      description = "Images at once; figures are per image. Default: ${DEFAULT-VALUE}.")
  private int batch = 1;

  @Option(
      names = {"-z", "--zeros"},
      paramLabel = "F",
      description =
          "Fraction of zeros among the inputs of layers. Default: ${DEFAULT-VALUE}; a .csv file has its own.")
  private double zeros;

  @Option(
      names = {"-w", "--weight-zeros"},
      paramLabel = "F",
      description =
          "The same among their weights, for accelerators that skip or code them, as eyeriss-v2-like.")
  private double weightZeros;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "${COMPLETION-CANDIDATES}. mit prints the layers in the 25-field format, without costs. Default: text.")
  private Format format = Format.text;

  @Option(names = "--json", description = "One JSON object for programs.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** How the answer is written; lower case as it is typed. */
  enum Format {
    text,
    csv,
    mit
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.println(answer());
    out.flush();
    return 0;
  }

  private String answer() {
    boolean file = network.endsWith(".csv");
    List<NetworkStep> steps =
        file ? MitLayers.steps(network, YamlFile.text(Path.of(network))) : steps();
    if (format == Format.mit && !json) {
      return MitLayers.text(steps);
    }
    Accelerator read = AcceleratorFiles.read("--accelerator", accelerator, Home.path());
    Dataflow constraints = DataflowFiles.read("--dataflow", dataflow, Home.path());
    EnergyAnswer answer =
        EnergyAnswer.of(
            network,
            file ? "the widths of its file" : precision,
            file ? batch(steps) : batch,
            read,
            constraints.name(),
            cost(steps, read, constraints));
    if (json) {
      return Json.of(answer);
    }
    EnergyReport report = new EnergyReport(read, answer);
    return format == Format.csv ? report.csv() : report.text();
  }

  private List<NetworkStep> steps() {
    Network built = built();
    return NetworkSteps.of(
        built, PrecisionPlans.of(precision, built), batch, new Zeros(zeros, weightZeros));
  }

  private Network built() {
    if (OnnxReader.isPath(network)) {
      return OnnxReader.read(
              Path.of(network),
              resolution == null ? InputDimensions.ofFile() : InputDimensions.of(resolution))
          .model()
          .network();
    }
    if (!Zoo.names().contains(Zoo.baseName(network))) {
      throw Nearest.unknown("energy", "network", network, Zoo.names());
    }
    return Zoo.network(network, resolution == null ? Zoo.defaultResolution(network) : resolution);
  }

  /** Images of a file, which its first layer says. */
  private static int batch(List<NetworkStep> steps) {
    return ((ConvolutionProblem) steps.get(0).problem()).batch();
  }

  private static NetworkCost cost(
      List<NetworkStep> steps, Accelerator accelerator, Dataflow dataflow) {
    try {
      return NetworkCost.of(steps, accelerator, dataflow);
    } catch (NoMappingException e) {
      throw new UserError(String.valueOf(e.getMessage()), e);
    } catch (ArithmeticException e) {
      throw new UserError("The network's counts exceed 64 bits; use smaller layers", e);
    }
  }
}
