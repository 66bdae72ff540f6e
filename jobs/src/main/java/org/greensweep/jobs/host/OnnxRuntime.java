package org.greensweep.jobs.host;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.greensweep.inference.Executor;
import org.greensweep.network.Network;
import org.greensweep.network.PrecisionPlan;
import org.greensweep.network.Shape;
import org.greensweep.network.UserError;
import org.greensweep.network.onnx.OnnxModel;
import org.greensweep.network.onnx.OnnxWriter;
import org.greensweep.network.parameters.Model;
import org.greensweep.network.quantization.ActivationRanges;

/**
 * ONNX Runtime with all its graph optimizations, on the CPU. It is native code that the application
 * jar does not hold: a {@link UserError} says how to get it where it is missing.
 */
final class OnnxRuntime implements HostRuntime {
  private static final String MISSING =
      "ONNX Runtime is not on the class path: start with jobs/greensweep, which brings it, or give"
          + " spark-submit --packages com.microsoft.onnxruntime:onnxruntime:1.29.0";

  /**
   * It runs a recursive pattern over its process's arguments and overflows the stack: 18 kB did.
   */
  private static final Path ARGUMENTS = Path.of("/proc/self/cmdline");

  private static final int LONGEST_ARGUMENTS = 8192;

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final List<String> names;
  private final List<long[]> extents;

  private OnnxRuntime(
      OrtEnvironment environment, OrtSession session, List<String> names, List<long[]> extents) {
    this.environment = environment;
    this.session = session;
    this.names = names;
    this.extents = extents;
  }

  /** A model of ours, as the file that we write of it. */
  static HostRuntime exported(Model model, PrecisionPlan plan, int threads) {
    checkPresent();
    ActivationRanges ranges = Executor.calibrate(model, plan, threads);
    Network network = model.network();
    List<String> names = new ArrayList<>();
    List<long[]> extents = new ArrayList<>();
    for (int input : network.inputs()) {
      names.add(network.nodes().get(input).name());
      extents.add(withBatch(network.nodes().get(input).output()));
    }
    try {
      Path file = Files.createTempFile("greensweep", ".onnx");
      try {
        try (OutputStream stream = Files.newOutputStream(file)) {
          OnnxWriter.write(model, plan, ranges, stream);
        }
        return open(file, names, extents, threads);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file as it is. */
  static HostRuntime file(Path file, OnnxModel model, int threads) {
    checkPresent();
    List<String> names = new ArrayList<>();
    List<long[]> extents = new ArrayList<>();
    for (OnnxModel.Port port : model.inputs()) {
      if (!port.type().equals("FLOAT")) {
        throw new UserError(
            "%s: input %s is of type %s; this command gives ONNX Runtime fp32 inputs only"
                .formatted(file, port.name(), port.type()));
      }
      names.add(port.name());
      extents.add(port.dims().stream().mapToLong(extent -> extent).toArray());
    }
    return open(file, names, extents, threads);
  }

  private static void checkPresent() {
    try {
      Class.forName("ai.onnxruntime.OrtEnvironment");
    } catch (ClassNotFoundException e) {
      throw new UserError(MISSING, e);
    }
    try {
      if (Files.exists(ARGUMENTS) && Files.readAllBytes(ARGUMENTS).length > LONGEST_ARGUMENTS) {
        throw new UserError(
            "ONNX Runtime 1.29 crashes in a process whose command line exceeds %d bytes: give the class path as CLASSPATH in the environment"
                .formatted(LONGEST_ARGUMENTS));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HostRuntime open(
      Path file, List<String> names, List<long[]> extents, int threads) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
      return new OnnxRuntime(
          environment, environment.createSession(file.toString(), options), names, extents);
    } catch (OrtException e) {
      throw new UserError(file + ": ONNX Runtime refuses it: " + e.getMessage(), e);
    }
  }

  private static long[] withBatch(Shape shape) {
    LongStream extents = shape.extents().stream().mapToLong(extent -> extent);
    return LongStream.concat(LongStream.of(1), extents).toArray();
  }

  @Override
  public List<float[]> run(List<float[]> inputs) {
    Map<String, OnnxTensor> tensors = new HashMap<>();
    try {
      for (int i = 0; i < names.size(); i++) {
        FloatBuffer values = FloatBuffer.wrap(inputs.get(i));
        tensors.put(names.get(i), OnnxTensor.createTensor(environment, values, extents.get(i)));
      }
      try (OrtSession.Result result = session.run(tensors)) {
        List<float[]> outputs = new ArrayList<>();
        for (int i = 0; i < result.size(); i++) {
          outputs.add(floats((OnnxTensor) result.get(i)));
        }
        return outputs;
      }
    } catch (OrtException e) {
      throw new UserError("ONNX Runtime: " + e.getMessage(), e);
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private static float[] floats(OnnxTensor tensor) {
    FloatBuffer values = tensor.getFloatBuffer();
    if (values == null) {
      throw new UserError("ONNX Runtime: an output is " + tensor.getInfo() + ", not fp32");
    }
    float[] floats = new float[values.remaining()];
    values.get(floats);
    return floats;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime does not close", e);
    }
  }
}
