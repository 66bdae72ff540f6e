package org.greensweep.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.greensweep.inference.kernel.KernelProvider;
import org.greensweep.inference.kernel.Kernels;
import org.greensweep.network.LayerPrecision;
import org.greensweep.network.Network;
import org.greensweep.network.PrecisionPlan;
import org.greensweep.network.Shape;
import org.greensweep.network.UserError;
import org.greensweep.network.parameters.Model;
import org.greensweep.network.parameters.RandomValues;
import org.greensweep.network.quantization.ActivationRanges;
import org.jspecify.annotations.Nullable;

/**
 * One model at one precision, ready to run on this machine.
 *
 * <p>Not for use by several threads at once; it brings its own.
 */
public final class Executor implements AutoCloseable {
  /** Seed of the input that integer layers are calibrated on. */
  private static final long CALIBRATION_SEED = 0;

  /** Stream of a seed that inputs come from; parameters use 0 upwards. */
  private static final long INPUT_STREAM = -1;

  private static final float INPUT_LIMIT = 1;

  private final Network network;
  private final Program program;
  private final WorkerPool pool;

  /** Found once: a run makes no streams. */
  private final List<Integer> inputNodes;

  /** The inputs of the run, which {@link #loads} reads. */
  private final float[][] given;

  /** Steps that bring each input into the order of our memory. */
  private final List<Step> loads;

  private Executor(Network network, Program program, WorkerPool pool) {
    this.network = network;
    this.program = program;
    this.pool = pool;
    this.inputNodes = network.inputs();
    this.given = new float[inputNodes.size()][];
    this.loads = IntStream.range(0, inputNodes.size()).mapToObj(this::load).toList();
  }

  private Step load(int index) {
    int node = inputNodes.get(index);
    Shape shape = network.nodes().get(node).output();
    float[] to = program.inputs().get(index).floats();
    return new Step(
        node,
        Layout.chunks(shape),
        (chunk, scratch) -> Layout.chunkToChannelsLast(shape, given[index], to, chunk));
  }

  /**
   * Prepares {@code model}. Integer layers are calibrated on one {@link #randomInput}.
   *
   * @param threads how many threads share a run, the caller's included; a {@link UserError} outside
   *     1 to the number of processors
   */
  public static Executor compile(Model model, PrecisionPlan plan, int threads) {
    return compile(model, plan, threads, KernelProvider.best());
  }

  /** As above, with ranges of integer activations that are known already. */
  public static Executor compile(
      Model model, PrecisionPlan plan, ActivationRanges ranges, int threads) {
    check(model.network(), plan, threads);
    return prepare(model, plan, threads, KernelProvider.best(), ranges);
  }

  static Executor compile(Model model, PrecisionPlan plan, int threads, Kernels kernels) {
    check(model.network(), plan, threads);
    return prepare(model, plan, threads, kernels, ranges(model, plan, threads, kernels));
  }

  private static void check(Network network, PrecisionPlan plan, int threads) {
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
  }

  /**
   * The ranges that {@link #compile} calibrates for {@code plan}, for another runtime to use.
   *
   * @param threads as for {@link #compile}
   */
  public static ActivationRanges calibrate(Model model, PrecisionPlan plan, int threads) {
    return ranges(model, plan, threads, KernelProvider.best());
  }

  static ActivationRanges ranges(Model model, PrecisionPlan plan, int threads, Kernels kernels) {
    Network network = model.network();
    ObservedRanges ranges = new ObservedRanges(model, plan);
    if (ObservedRanges.neededBy(plan)) {
      try (Executor executor =
          prepare(model, withoutIntegers(plan), threads, kernels, null, true)) {
        executor.execute(randomInputs(network, CALIBRATION_SEED), ranges);
      }
    }
    return ranges;
  }

  /** The plan with fp32 in place of integers; signs and short floats change what others see. */
  private static PrecisionPlan withoutIntegers(PrecisionPlan plan) {
    List<LayerPrecision> layers =
        plan.layers().stream()
            .map(
                layer ->
                    ObservedRanges.isInteger(layer.activations()) ? LayerPrecision.FP32 : layer)
            .toList();
    return new PrecisionPlan(plan.name(), layers, plan.calibration());
  }

  static Executor prepare(
      Model model,
      PrecisionPlan plan,
      int threads,
      Kernels kernels,
      @Nullable ActivationRanges ranges) {
    return prepare(model, plan, threads, kernels, ranges, false);
  }

  private static Executor prepare(
      Model model,
      PrecisionPlan plan,
      int threads,
      Kernels kernels,
      @Nullable ActivationRanges ranges,
      boolean storesAll) {
    kernels.prepare();
    Program program = new Compiler(model, plan, threads, kernels, ranges, storesAll).compile();
    return new Executor(model.network(), program, new WorkerPool(threads));
  }

  /** Uniform values from -1 to 1, channels outermost, that {@code seed} determines. */
  public static float[] randomInput(Shape shape, long seed) {
    return new RandomValues(seed, INPUT_STREAM)
        .uniform(Math.toIntExact(shape.elements()), -INPUT_LIMIT, INPUT_LIMIT);
  }

  /** A {@link #randomInput} for each input of {@code network}. */
  public static List<float[]> randomInputs(Network network, long seed) {
    return network.inputs().stream()
        .map(input -> randomInput(network.nodes().get(input).output(), seed))
        .toList();
  }

  public Network network() {
    return network;
  }

  public int threads() {
    return pool.threads();
  }

  /**
   * Runs one image through a network of one input and one output.
   *
   * @param input channels x height x width values; a {@link UserError} for any other number
   * @return the values of the network's output
   */
  public float[] run(float[] input) {
    return run(List.of(input)).get(0);
  }

  /**
   * Runs one image.
   *
   * @param inputs the values of each of the network's inputs in row-major order
   * @return the values of each of its outputs in row-major order
   */
  public List<float[]> run(List<float[]> inputs) {
    return execute(inputs, null);
  }

  private List<float[]> execute(List<float[]> inputs, @Nullable ObservedRanges ranges) {
    List<Integer> nodes = inputNodes;
    if (inputs.size() != nodes.size()) {
      throw new UserError(
          "Network %s takes %d inputs but is given %d"
              .formatted(network.name(), nodes.size(), inputs.size()));
    }
    for (int i = 0; i < nodes.size(); i++) {
      float[] input = inputs.get(i);
      Shape shape = network.nodes().get(nodes.get(i)).output();
      if (input.length != shape.elements()) {
        throw new UserError(
            "Network %s takes %s = %d values but is given %d"
                .formatted(network.name(), shape, shape.elements(), input.length));
      }
      given[i] = input;
      pool.run(loads.get(i));
      if (ranges != null) {
        ranges.observe(nodes.get(i), input, input.length);
      }
    }
    List<Step> steps = program.steps();
    for (int i = 0; i < steps.size(); i++) {
      pool.run(steps.get(i));
      if (ranges != null) {
        Slot value = program.values().get(i);
        if (value.storage() == Slot.Storage.FLOATS) {
          ranges.observe(steps.get(i).node(), value.floats(), value.length());
        }
      }
    }
    List<float[]> outputs = new ArrayList<>(program.outputs().size());
    for (Slot slot : program.outputs()) {
      outputs.add(Arrays.copyOf(slot.floats(), slot.length()));
    }
    return outputs;
  }

  /** Ends the executor's threads. */
  @Override
  public void close() {
    pool.close();
  }
}
