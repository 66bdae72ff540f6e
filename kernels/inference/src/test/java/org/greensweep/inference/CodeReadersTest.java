package org.greensweep.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.greensweep.inference.kernel.Kernels;
import org.greensweep.inference.kernel.KernelsScalar;
import org.greensweep.network.Network;
import org.greensweep.network.NumberFormat;
import org.greensweep.network.PrecisionPlan;
import org.greensweep.network.PrecisionPlans;
import org.greensweep.network.parameters.Model;
import org.greensweep.network.quantization.ActivationRanges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which values are never stored in fp32: what they cost shows only in the time. */
class CodeReadersTest {
  private static final Network NETWORK = TinyNetworks.maxima();

  private static CodeReaders readers() {
    Model model = Model.random(NETWORK, 1);
    PrecisionPlan plan = PrecisionPlans.of("int8", NETWORK);
    Kernels kernels = new KernelsScalar();
    ActivationRanges ranges = Executor.ranges(model, plan, 1, kernels);
    return new Compiler(model, plan, 1, kernels, ranges, false).codeReaders();
  }

  private static int node(String name) {
    return NETWORK.nodes().stream().map(node -> node.name()).toList().indexOf(name);
  }

  @Test
  void maximaAndConcatenationsPassCodesOn() {
    CodeReaders readers = readers();
    for (String name : List.of("sole", "joined", "chained", "same")) {
      assertThat(readers.passedOn(node(name))).as(name).isEqualTo(NumberFormat.INT8);
    }
    for (String name : List.of("stem.relu", "a", "b", "c.relu")) {
      assertThat(readers.needFloats(node(name))).as(name).isFalse();
    }
  }

  @Test
  void whatOneReaderPassesOnIsHeldAsThatReaderLeavesIt() {
    CodeReaders readers = readers();
    NumberFormat format = NumberFormat.INT8;
    assertThat(readers.quantization(node("a"), format))
        .isEqualTo(readers.quantization(node("chained"), format));
    assertThat(readers.quantization(node("stem.relu"), format))
        .isEqualTo(readers.quantization(node("sole"), format));
  }

  /** As outputs of the network the same values are made in fp32, and quantized for each reader. */
  @ParameterizedTest
  @ValueSource(strings = {"int8", "int4", "int2", "ternary"})
  void passedCodesAreThoseOfTheValues(String precision) {
    List<Integer> outputs = new ArrayList<>();
    for (String name : List.of("sole", "joined", "chained", "same", "end")) {
      outputs.add(node(name));
    }
    Network stored = new Network(NETWORK.name(), NETWORK.nodes(), outputs);
    List<float[]> expected = run(stored, precision);
    assertThat(run(NETWORK, precision).get(0)).containsExactly(expected.get(outputs.size() - 1));
  }

  private static List<float[]> run(Network network, String precision) {
    Model model = Model.random(network, 1);
    PrecisionPlan plan = PrecisionPlans.of(precision, network);
    try (Executor executor = Executor.compile(model, plan, 1)) {
      return executor.run(List.of(Executor.randomInput(network.input(), 1)));
    }
  }

  /** A maximum of negative values has another range; a sum reads values as they are. */
  @Test
  void otherRangesAndReadersNeedFloats() {
    CodeReaders readers = readers();
    assertThat(readers.passedOn(node("other"))).isNull();
    assertThat(readers.needFloats(node("d"))).isTrue();
    assertThat(readers.passedOn(node("all"))).isNull();
    assertThat(readers.needFloats(node("f"))).isTrue();
  }
}
