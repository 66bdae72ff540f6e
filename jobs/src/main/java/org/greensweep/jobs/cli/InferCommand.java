package org.greensweep.jobs.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.greensweep.inference.Executor;
import org.greensweep.inference.HostLatency;
import org.greensweep.inference.HostLatency.Latency;
import org.greensweep.jobs.conf.Nearest;
import org.greensweep.jobs.host.HostModel;
import org.greensweep.jobs.host.HostModel.Port;
import org.greensweep.jobs.host.HostRuntime;
import org.greensweep.network.PrecisionScheme;
import org.greensweep.network.Shape;
import org.greensweep.network.UserError;
import org.greensweep.network.onnx.OnnxTensorFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs one network on this host. */
@Command(
    name = "infer",
    description = {
      "Runs one network on this host: its outputs and its latency.",
      "A network of the zoo has random weights, so its outputs mean nothing; its latency does."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  jobs/greensweep infer mobilenet-v2 --precision int8 --repeat 50")
public final class InferCommand implements Callable<Integer> {
  private static final double MILLIS_PER_SECOND = 1000;

  @Parameters(paramLabel = "MODEL", description = "A name of the zoo, or an .onnx file.")
  private String model = "";

  @Option(
      names = {"-i", "--input"},
      paramLabel = "NAME=FILE",
      description =
          "An input's values: an ONNX TensorProto. Default: seeded random values from -1 to 1.")
  private Map<String, Path> inputs = new LinkedHashMap<>();

  @Option(
      names = "--output-dir",
      paramLabel = "DIR",
      description = "Writes each output as NAME.pb, an ONNX TensorProto. Default: none is written.")
  private @Nullable Path outputDirectory;

  @Option(
      names = "--runtime",
      paramLabel = "RUNTIME",
      description = "java (our kernels) or onnxruntime. Default: ${DEFAULT-VALUE}.")
  private String runtime = HostRuntime.JAVA;

  @Option(
      names = {"-p", "--precision"},
      paramLabel = "PRECISION",
      description = "fp32, fp16, bf16, int8, int4, int2, ternary, binary, w2a8 ... Default: fp32.")
  private String precision = "fp32";

  @Option(
      names = {"-r", "--resolution"},
      paramLabel = "PIXELS",
      description = "Height and width of the input. Default: the published one, or the file's.")
  private @Nullable Integer resolution;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of one run. Default: ${DEFAULT-VALUE}.")
  private int threads = 1;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = "Timed runs, after one that warms up. Default: ${DEFAULT-VALUE}.")
  private int repeat = HostLatency.Settings.LEAST_SAMPLES;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of random weights and inputs. Default: ${DEFAULT-VALUE}.")
  private long seed = 42;

  @Option(names = "--json", description = "One JSON object for programs.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** One output of a run. */
  record Output(String name, List<Integer> shape, @Nullable String file) {}

  /** Milliseconds: the median and the ends of its 95 % interval. */
  record Times(double medianMs, double lowMs, double highMs, int samples, int threads) {}

  /** What the command found. */
  record Inference(List<Output> outputs, Times latency) {}

  @Override
  public Integer call() {
    if (repeat < 1) {
      throw new UserError("infer: --repeat is " + repeat + "; it must be at least 1");
    }
    if (!HostRuntime.NAMES.contains(runtime)) {
      throw Nearest.unknown("infer", "runtime", runtime, HostRuntime.NAMES);
    }
    HostModel host = HostModel.of("infer", model, resolution, seed);
    List<float[]> values = values(host);
    try (HostRuntime ready = host.on(runtime, PrecisionScheme.of(precision), threads)) {
      List<float[]> results = ready.run(values);
      List<Output> outputs = outputs(host, results);
      Latency latency = HostLatency.repeat(() -> ready.run(values), repeat, threads);
      print(new Inference(outputs, times(latency)), results);
    }
    return 0;
  }

  private List<float[]> values(HostModel host) {
    List<String> names = host.inputs().stream().map(Port::name).toList();
    for (String name : inputs.keySet()) {
      if (!names.contains(name)) {
        throw Nearest.unknown("infer", "input", name, names);
      }
    }
    List<float[]> values = new ArrayList<>();
    for (Port port : host.inputs()) {
      Path file = inputs.get(port.name());
      values.add(
          file == null
              ? Executor.randomInput(new Shape(port.dims()), seed + values.size())
              : read(port, file));
    }
    return values;
  }

  private static float[] read(Port port, Path file) {
    OnnxTensorFile tensor = OnnxTensorFile.read(file);
    if (!tensor.dims().equals(port.dims())) {
      throw new UserError(
          "%s: the tensor is %s but input %s is %s; give one of that shape"
              .formatted(file, tensor.dims(), port.name(), port.dims()));
    }
    return tensor.values();
  }

  private List<Output> outputs(HostModel host, List<float[]> results) {
    List<Output> outputs = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Port port = host.outputs().get(i);
      String file = null;
      if (outputDirectory != null) {
        Path path =
            directory(outputDirectory).resolve(port.name().replaceAll("[/:\\\\]", "_") + ".pb");
        new OnnxTensorFile(port.name(), port.dims(), results.get(i)).write(path);
        file = path.toString();
      }
      outputs.add(new Output(port.name(), port.dims(), file));
    }
    return outputs;
  }

  private static Path directory(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UserError("infer: --output-dir " + directory + " cannot be made: " + e, e);
    }
  }

  private static Times times(Latency latency) {
    return new Times(
        latency.medianSeconds() * MILLIS_PER_SECOND,
        latency.lowSeconds() * MILLIS_PER_SECOND,
        latency.highSeconds() * MILLIS_PER_SECOND,
        latency.samples(),
        latency.threads());
  }

  private void print(Inference inference, List<float[]> results) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.of(inference));
    } else {
      for (int i = 0; i < results.size(); i++) {
        Output output = inference.outputs().get(i);
        out.println(
            "%s %s%s%s"
                .formatted(
                    output.name(),
                    output.shape(),
                    summary(results.get(i)),
                    output.file() == null ? "" : ", in " + output.file()));
      }
      Times times = inference.latency();
      out.println(
          String.format(
              Locale.ROOT,
              "latency: median %.3f ms (%.3f to %.3f), %d runs, %d threads, %s",
              times.medianMs(),
              times.lowMs(),
              times.highMs(),
              times.samples(),
              times.threads(),
              runtime));
    }
    out.flush();
  }

  private static String summary(float[] values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      largest = values[i] > values[largest] ? i : largest;
    }
    return values.length == 0
        ? ": empty"
        : String.format(Locale.ROOT, ": largest is element %d, %.6g", largest, values[largest]);
  }
}
