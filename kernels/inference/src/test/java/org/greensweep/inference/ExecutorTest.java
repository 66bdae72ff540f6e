package org.greensweep.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.greensweep.inference.kernel.KernelProvider;
import org.greensweep.inference.kernel.Kernels;
import org.greensweep.inference.kernel.KernelsScalar;
import org.greensweep.network.Network;
import org.greensweep.network.PrecisionPlan;
import org.greensweep.network.PrecisionPlans;
import org.greensweep.network.UserError;
import org.greensweep.network.parameters.Model;
import org.greensweep.network.parameters.Parameters;
import org.greensweep.network.parameters.Role;
import org.greensweep.network.quantization.ActivationRanges;
import org.greensweep.network.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutorTest {
  private static final long SEED = 7;

  /** Depth of the networks times length of the sums, in units of the fp32 rounding error. */
  private static final double RELATIVE_TOLERANCE = 1e-4;

  static List<Network> networks() {
    return TinyNetworks.all();
  }

  /** Not the binary ones: the sign of a value near zero may differ between float and double. */
  static List<Network> realZoo() {
    return Stream.of("resnet-18", "mobilenet-v2").map(name -> Zoo.network(name, 33)).toList();
  }

  /**
   * A network of each family that {@code ZooOracleTest} does not compare with ONNX Runtime in every
   * build.
   */
  static List<Network> zoo() {
    return Stream.of(
            "alexnet-227",
            "resnet-50-v1",
            "vit-b-16",
            "swin-b",
            "binarydensenet-37-dilated",
            "resnete-18",
            "xnor-alexnet",
            "binary-alexnet",
            "attention-sampling:n=3",
            "mlp")
        .map(name -> Zoo.network(name, Math.max(32, Zoo.minimumResolution(name))))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("realZoo")
  void zooEqualsTheDefinition(Network network) {
    float[] input = Executor.randomInput(network.input(), SEED);
    double[] expected = new DefinitionRun(Model.random(network, SEED)).run(input);
    assertClose(run(network, "fp32", 1, KernelProvider.best(), input), expected);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void fp32EqualsTheDefinition(Network network) {
    float[] input = Executor.randomInput(network.input(), SEED);
    double[] expected = new DefinitionRun(Model.random(network, SEED)).run(input);
    assertClose(run(network, "fp32", 1, KernelProvider.best(), input), expected);
    assertClose(run(network, "fp32", 1, new KernelsScalar(), input), expected);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void int8EqualsItsScalarTwinExactly(Network network) {
    // Local response normalization and softmax are fp32 with a tolerance: their quantized values
    // may
    // differ by a level.
    org.assertj.core.api.Assumptions.assumeThat(network.name()).isNotIn("pools", "residual");
    assertThat(run(network, "int8", KernelProvider.best()))
        .containsExactly(run(network, "int8", new KernelsScalar()));
  }

  @Test
  void binaryEqualsItsScalarTwinExactly() {
    Network network = TinyNetworks.binary();
    assertThat(run(network, "binary", KernelProvider.best()))
        .containsExactly(run(network, "binary", new KernelsScalar()));
  }

  /** Folded thresholds and packed signs leave the very integers that the definition has. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void signsEqualTheDefinitionExactly(int threads) {
    Network network = TinyNetworks.signs();
    float[] input = Executor.randomInput(network.input(), SEED);
    double[] expected = new DefinitionRun(Model.random(network, SEED)).run(input);
    for (Kernels kernels : List.of(KernelProvider.best(), new KernelsScalar())) {
      float[] actual = run(network, "binary", threads, kernels, input);
      assertThat(actual).hasSize(expected.length);
      for (int i = 0; i < actual.length; i++) {
        assertThat((double) actual[i]).as("element %d", i).isEqualTo(expected[i]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("zoo")
  void zooRunsInEveryPrecision(Network network) {
    Model model = remembered(network);
    float[] input = Executor.randomInput(network.input(), SEED);
    for (String precision : List.of("fp32", "int8", "binary")) {
      float[] output = run(model, precision, 1, KernelProvider.best(), input);
      float sum = 0;
      for (float value : output) {
        assertThat(value).as("%s %s", network.name(), precision).isBetween(0f, 1f);
        sum += value;
      }
      assertThat(sum).isBetween(0.999f, 1.001f);
    }
  }

  /**
   * Each pair of formats on a few families: formats differ per layer, not per network. {@link
   * ExportedNetworksTest} has a small transformer in each of them.
   */
  @ParameterizedTest
  @ValueSource(strings = {"resnet-18", "mobilenet-v3-small", "birealnet-18"})
  void everyPairOfFormatsRuns(String name) {
    Network network = Zoo.network(name, 32);
    Model model = remembered(network);
    float[] input = Executor.randomInput(network.input(), SEED);
    for (String precision :
        List.of(
            "fp16",
            "bf16",
            "int4",
            "int2",
            "int2-uniform",
            "ternary",
            "w2a8",
            "w8a16",
            "w1a32",
            "w1a8",
            "w8a1",
            "w4a2")) {
      float sum = 0;
      for (float value : run(model, precision, 1, KernelProvider.best(), input)) {
        assertThat(value).as("%s %s", name, precision).isBetween(0f, 1f);
        sum += value;
      }
      assertThat(sum).as("%s %s", name, precision).isBetween(0.999f, 1.001f);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fp32", "int8", "binary", "w2a8"})
  void everyRunAndEveryThreadCountGivesTheSameAnswer(String precision) {
    for (Network network : List.of(TinyNetworks.residual(), TinyNetworks.gated())) {
      float[] input = Executor.randomInput(network.input(), SEED);
      PrecisionPlan plan = PrecisionPlans.of(precision, network);
      float[] expected = run(network, precision, 1, KernelProvider.best(), input);
      try (Executor executor = Executor.compile(Model.random(network, SEED), plan, 2)) {
        for (int i = 0; i < 50; i++) {
          assertThat(executor.run(input)).containsExactly(expected);
        }
      }
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    Network network = TinyNetworks.grouped();
    PrecisionPlan plan = PrecisionPlans.of("fp32", network);
    assertThatThrownBy(() -> Executor.compile(Model.random(network, SEED), plan, 0))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("threads is 0; it must be at least 1 and at most ");
    PrecisionPlan other = PrecisionPlans.of("fp32", TinyNetworks.pools());
    assertThatThrownBy(() -> Executor.compile(Model.random(network, SEED), other, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("make the plan from this network");
    try (Executor executor = Executor.compile(Model.random(network, SEED), plan, 1)) {
      assertThatThrownBy(() -> executor.run(new float[3]))
          .isInstanceOf(UserError.class)
          .hasMessage("Network grouped takes 6x10x10 = 600 values but is given 3");
    }
  }

  /** Calibrated by the scalar kernels, whichever run. */
  private static float[] run(Network network, String precision, Kernels kernels) {
    Model model = Model.random(network, SEED);
    PrecisionPlan plan = PrecisionPlans.of(precision, network);
    ActivationRanges ranges = Executor.ranges(model, plan, 1, new KernelsScalar());
    try (Executor executor = Executor.prepare(model, plan, 1, kernels, ranges)) {
      return executor.run(Executor.randomInput(network.input(), SEED));
    }
  }

  private static float[] run(
      Network network, String precision, int threads, Kernels kernels, float[] input) {
    return run(Model.random(network, SEED), precision, threads, kernels, input);
  }

  /** A random model whose values are drawn once, for several precisions. */
  private static Model remembered(Network network) {
    Parameters random = Model.random(network, SEED).parameters();
    Map<Map.Entry<Integer, Role>, float[]> values = new HashMap<>();
    return new Model(
        network,
        (node, role) ->
            values.computeIfAbsent(Map.entry(node, role), key -> random.values(node, role)));
  }

  private static float[] run(
      Model model, String precision, int threads, Kernels kernels, float[] input) {
    PrecisionPlan plan = PrecisionPlans.of(precision, model.network());
    try (Executor executor = Executor.compile(model, plan, threads, kernels)) {
      executor.run(new float[input.length]);
      return executor.run(input);
    }
  }

  private static void assertClose(float[] actual, double[] expected) {
    assertThat(actual).hasSize(expected.length);
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < actual.length; i++) {
      assertThat((double) actual[i])
          .as("element %d", i)
          .isCloseTo(
              expected[i], org.assertj.core.api.Assertions.within(RELATIVE_TOLERANCE * largest));
    }
  }
}
