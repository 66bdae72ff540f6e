package org.greensweep.jobs.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.greensweep.inference.Executor;
import org.greensweep.jobs.host.HostModel;
import org.greensweep.network.Network;
import org.greensweep.network.PrecisionPlan;
import org.greensweep.network.PrecisionScheme;
import org.greensweep.network.UserError;
import org.greensweep.network.onnx.OnnxWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a network of the zoo as an ONNX file. */
@Command(
    name = "export-onnx",
    description = {
      "Writes a network of the zoo as an ONNX file that other runtimes run.",
      "Weights are random (seeded); integer precisions are written with QuantizeLinear and DequantizeLinear."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  jobs/greensweep export-onnx resnet-18 --precision int8 --to resnet-18-int8.onnx")
public final class ExportOnnxCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NETWORK", description = "A name of the zoo.")
  private String network = "";

  @Option(
      names = "--to",
      paramLabel = "FILE",
      required = true,
      description = "The file to write; one that exists is replaced.")
  private Path file = Path.of("");

  @Option(
      names = {"-p", "--precision"},
      paramLabel = "PRECISION",
      description = "fp32, fp16, bf16, int8, int4, int2, ternary, binary, w2a8 ... Default: fp32.")
  private String precision = "fp32";

  @Option(
      names = {"-r", "--resolution"},
      paramLabel = "PIXELS",
      description = "Height and width of the input. Default: what the network was published with.")
  private @Nullable Integer resolution;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the random weights. Default: ${DEFAULT-VALUE}.")
  private long seed = 42;

  @Option(names = "--json", description = "One JSON object for programs.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    HostModel host = HostModel.of("export-onnx", network, resolution, seed);
    if (host.file() != null) {
      throw new UserError(
          "export-onnx: " + network + " is a file already; name a network of the zoo");
    }
    Network built = host.model().network();
    PrecisionPlan plan = PrecisionScheme.of(precision).plan(built);
    int threads = Runtime.getRuntime().availableProcessors();
    try (OutputStream stream = Files.newOutputStream(file)) {
      OnnxWriter.write(host.model(), plan, Executor.calibrate(host.model(), plan, threads), stream);
    } catch (IOException e) {
      throw new UserError("export-onnx: " + file + " cannot be written: " + e, e);
    }
    PrintWriter out = spec.commandLine().getOut();
    long bytes = file.toFile().length();
    out.println(
        json
            ? Json.of(Map.of("file", file.toString(), "bytes", bytes))
            : "%s: %s at %s, input %s, %,d bytes"
                .formatted(file, network, precision, built.input(), bytes));
    out.flush();
    return 0;
  }
}
