package org.greensweep.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.greensweep.network.LayerPrecision;
import org.greensweep.network.Network;
import org.greensweep.network.PrecisionPlan;
import org.greensweep.network.PrecisionPlans;
import org.greensweep.network.parameters.Model;
import org.greensweep.network.parameters.Role;
import org.greensweep.network.zoo.Zoo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written of a network of the zoo is read as that network. */
class RoundTripTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "resnet-18, 64, fp32",
    "mobilenet-v2, 64, fp32",
    "efficientnet-b0, 64, fp32",
    "squeezenet-1.1, 64, fp32",
    "googlenet, 64, fp32",
    "densenet-121, 64, fp32",
    "quicknet-small, 64, binary",
    "birealnet-18, 64, binary",
    "meliusnet-22, 64, binary",
  })
  void figuresAndParametersStayWhatTheyAre(String name, int resolution, String precision)
      throws IOException {
    Network network = Zoo.network(name, resolution);
    Model model = Model.random(network, 7);
    PrecisionPlan plan = PrecisionPlans.of(precision, network);
    Path file = folder.resolve(name + ".onnx");
    try (OutputStream out = Files.newOutputStream(file)) {
      OnnxWriter.write(
          model,
          plan,
          (node, format) -> {
            throw new IllegalStateException("no integer layers");
          },
          out);
    }

    OnnxModel read = OnnxReader.read(file, InputDimensions.ofFile());

    assertThat(read.unsupported()).isEmpty();
    assertThat(read.network().input()).isEqualTo(network.input());
    assertThat(read.network().output().output()).isEqualTo(network.output().output());
    assertThat(read.network().multiplyAccumulates()).isEqualTo(network.multiplyAccumulates());
    assertThat(read.network().binaryMultiplyAccumulates())
        .isEqualTo(network.binaryMultiplyAccumulates());
    if (plan.layers().stream().allMatch(LayerPrecision.FP32::equals)) {
      assertThat(read.network().parameters()).isEqualTo(network.parameters());
      int first = firstWeights(network);
      assertThat(read.parameters().values(firstWeights(read.network()), Role.WEIGHTS))
          .isEqualTo(model.parameters().values(first, Role.WEIGHTS));
    }
  }

  private static int firstWeights(Network network) {
    int node = 0;
    while (network.nodes().get(node).layer().weightCount() == 0) {
      node++;
    }
    return node;
  }
}
