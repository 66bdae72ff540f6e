package org.greensweep.bench;

import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.greensweep.inference.Executor;
import org.greensweep.network.Network;
import org.greensweep.network.PrecisionPlan;
import org.greensweep.network.PrecisionPlans;
import org.greensweep.network.UserError;
import org.greensweep.network.onnx.OnnxWriter;
import org.greensweep.network.parameters.Model;
import org.greensweep.network.quantization.ActivationRanges;

/** Subjects on ONNX Runtime, from the model that {@link OnnxWriter} writes. */
final class OnnxRuntimeWorks {
  private OnnxRuntimeWorks() {}

  static Work of(Subject subject, String precision, int threads) {
    if (subject instanceof Subject.ZooNetwork network) {
      return network(network.model(), precision, network.image(), threads);
    }
    if (subject instanceof Subject.BinaryConvolution convolution) {
      return new Signs(network(convolution.real(), precision, convolution.signs(), threads));
    }
    throw new UserError("ONNX Runtime runs networks, not " + subject);
  }

  private static Work network(Model model, String precision, float[] image, int threads) {
    Network network = model.network();
    PrecisionPlan plan = PrecisionPlans.of(precision, network);
    ActivationRanges ranges = Executor.calibrate(model, plan, 1);
    byte[] bytes = written(model, plan, ranges);
    Work optimized = onnx(bytes, OptLevel.ALL_OPT, network, image, threads);
    return precision.equals("fp32")
        ? optimized
        : new Exact(optimized, () -> onnx(bytes, OptLevel.NO_OPT, network, image, threads));
  }

  private static byte[] written(Model model, PrecisionPlan plan, ActivationRanges ranges) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      OnnxWriter.write(model, plan, ranges, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Work onnx(
      byte[] bytes, OptLevel optimization, Network network, float[] image, int threads) {
    return new OnnxRuntimeNetwork(
        bytes, optimization, network.input(), network.output().output(), image, threads);
  }

  /**
   * Optimized work whose answer comes from the same model as it is written: on CPUs without VNNI,
   * ONNX Runtime's int8 kernels add pairs of products in 16 bits, which saturates.
   */
  private record Exact(Work optimized, Supplier<Work> written) implements Work {
    @Override
    public void run() {
      optimized.run();
    }

    @Override
    public float[] answer() {
      try (Work exact = written.get()) {
        exact.run();
        return exact.answer();
      }
    }

    @Override
    public void close() {
      optimized.close();
    }
  }
}
