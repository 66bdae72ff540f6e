package org.greensweep.inference;

import java.util.List;
import org.greensweep.inference.kernel.KernelProvider;
import org.greensweep.inference.kernel.Kernels;
import org.greensweep.network.Network;
import org.greensweep.network.NumberFormat;
import org.greensweep.network.PrecisionPlan;
import org.greensweep.network.PrecisionPlans;
import org.greensweep.network.Shape;
import org.greensweep.network.UserError;
import org.jspecify.annotations.Nullable;

/**
 * One network at one precision, ready to run on this machine with seeded random weights: what its
 * outputs say means nothing, what it costs does.
 *
 * <p>Not for use by several threads at once; it brings its own.
 */
public final class Executor implements AutoCloseable {
  /** Stream of the seed that calibration inputs come from; nodes use 0 upwards. */
  private static final int INPUT_STREAM = -1;

  private static final float INPUT_LIMIT = 1;

  private final Network network;
  private final Program program;
  private final WorkerPool pool;

  private Executor(Network network, Program program, WorkerPool pool) {
    this.network = network;
    this.program = program;
    this.pool = pool;
  }

  /**
   * Prepares {@code network} with weights that {@code seed} determines. int8 layers are calibrated
   * on {@link #randomInput} of the same seed.
   *
   * @param threads how many threads share a run, the caller's included; a {@link UserError} outside
   *     1 to the number of processors
   */
  public static Executor compile(Network network, PrecisionPlan plan, long seed, int threads) {
    return compile(network, plan, seed, threads, KernelProvider.best());
  }

  static Executor compile(
      Network network, PrecisionPlan plan, long seed, int threads, Kernels kernels) {
    int processors = Runtime.getRuntime().availableProcessors();
    if (threads < 1 || threads > processors) {
      throw new UserError(
          "threads is %d; it must be at least 1 and at most %d, the processors of this machine"
              .formatted(threads, processors));
    }
    if (plan.layers().size() != network.nodes().size()) {
      throw new UserError(
          "Precision plan %s has %d layers but network %s has %d; make the plan from this network"
              .formatted(
                  plan.name(), plan.layers().size(), network.name(), network.nodes().size()));
    }
    Calibration calibration = usesInt8(plan) ? calibrate(network, seed, threads, kernels) : null;
    return prepare(network, plan, seed, threads, kernels, calibration);
  }

  private static boolean usesInt8(PrecisionPlan plan) {
    return plan.layers().stream().anyMatch(layer -> layer.activations() == NumberFormat.INT8);
  }

  static Calibration calibrate(Network network, long seed, int threads, Kernels kernels) {
    Calibration calibration = new Calibration();
    PrecisionPlan plain = PrecisionPlans.of("fp32", network);
    try (Executor executor = prepare(network, plain, seed, threads, kernels, null)) {
      executor.execute(randomInput(network.input(), seed), calibration);
    }
    return calibration;
  }

  static Executor prepare(
      Network network,
      PrecisionPlan plan,
      long seed,
      int threads,
      Kernels kernels,
      @Nullable Calibration calibration) {
    Program program = new Compiler(network, plan, seed, threads, kernels, calibration).compile();
    return new Executor(network, program, new WorkerPool(threads));
  }

  /** Uniform values from -1 to 1, channels outermost, that {@code seed} determines. */
  public static float[] randomInput(Shape shape, long seed) {
    return new RandomValues(seed, INPUT_STREAM)
        .uniform(Math.toIntExact(shape.elements()), -INPUT_LIMIT, INPUT_LIMIT);
  }

  public Network network() {
    return network;
  }

  public int threads() {
    return pool.threads();
  }

  /**
   * Runs one image.
   *
   * @param input channels x height x width values; a {@link UserError} for any other number
   * @return the values of the network's output
   */
  public float[] run(float[] input) {
    return execute(input, null);
  }

  private float[] execute(float[] input, @Nullable Calibration calibration) {
    if (input.length != network.input().elements()) {
      throw new UserError(
          "Network %s takes %s = %d values but is given %d"
              .formatted(
                  network.name(), network.input(), network.input().elements(), input.length));
    }
    Layout.toChannelsLast(network.input(), input, program.input().floats());
    if (calibration != null) {
      calibration.observe(0, input, input.length);
    }
    List<Step> steps = program.steps();
    for (int i = 0; i < steps.size(); i++) {
      pool.run(steps.get(i));
      if (calibration != null) {
        Slot value = program.values().get(i);
        calibration.observe(steps.get(i).node(), value.floats(), value.length());
      }
    }
    float[] output = new float[program.output().length()];
    Layout.toChannelsFirst(network.output().output(), program.output().floats(), output);
    return output;
  }

  /** Ends the executor's threads. */
  @Override
  public void close() {
    pool.close();
  }
}
