package org.greensweep.jobs.host;

import java.util.List;
import org.greensweep.inference.Executor;
import org.greensweep.jobs.conf.Nearest;
import org.greensweep.network.PrecisionPlan;
import org.greensweep.network.parameters.Model;

/** A model made ready to run on this host. Not for use by several threads at once. */
public interface HostRuntime extends AutoCloseable {
  /** Our kernels. */
  String JAVA = "java";

  /** ONNX Runtime. */
  String ONNX_RUNTIME = "onnxruntime";

  /** The names of all runtimes. */
  List<String> NAMES = List.of(JAVA, ONNX_RUNTIME);

  /**
   * Runs one image.
   *
   * @param inputs the values of each input in row-major order
   * @return the values of each output in row-major order
   */
  List<float[]> run(List<float[]> inputs);

  /** Ends the runtime's threads and frees its memory. */
  @Override
  void close();

  /** {@code model} under {@code plan} on the runtime called {@code name}. */
  static HostRuntime of(String name, Model model, PrecisionPlan plan, int threads) {
    return switch (name) {
      case JAVA -> java(model, plan, threads);
      case ONNX_RUNTIME -> OnnxRuntime.exported(model, plan, threads);
      default -> throw Nearest.unknown("runtime", "runtime", name, NAMES);
    };
  }

  /** {@code model} on our kernels. */
  static HostRuntime java(Model model, PrecisionPlan plan, int threads) {
    Executor executor = Executor.compile(model, plan, threads);
    return new HostRuntime() {
      @Override
      public List<float[]> run(List<float[]> inputs) {
        return executor.run(inputs);
      }

      @Override
      public void close() {
        executor.close();
      }
    };
  }
}
