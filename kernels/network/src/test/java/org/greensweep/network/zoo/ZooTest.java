package org.greensweep.network.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.greensweep.network.Layer;
import org.greensweep.network.Network;
import org.greensweep.network.PrecisionPlan;
import org.greensweep.network.PrecisionPlans;
import org.greensweep.network.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

class ZooTest {
  /** Published figures, each compared at the digits that are printed. */
  @ParameterizedTest(name = "{0} at {1}: {2} = {3}")
  @CsvFileSource(resources = "/zoo-golden.csv", numLinesToSkip = 1)
  void figuresEqualThePublishedOnes(
      String name, int resolution, String figure, BigDecimal published, String provenance) {
    assertThat(provenance).isNotBlank();
    BigDecimal computed = figure(Zoo.network(name, resolution), figure);
    assertThat(computed.setScale(published.scale(), RoundingMode.HALF_UP)).isEqualTo(published);
  }

  private static BigDecimal figure(Network network, String figure) {
    PrecisionPlan binary = PrecisionPlans.of("binary", network);
    long binaryMacs = network.binaryMultiplyAccumulates();
    return switch (figure) {
      case "parameters" -> BigDecimal.valueOf(network.parameters());
      case "macs" -> BigDecimal.valueOf(network.multiplyAccumulates());
      case "gmacs" -> BigDecimal.valueOf(network.multiplyAccumulates(), 9);
      case "binary_gmacs" -> BigDecimal.valueOf(binaryMacs, 9);
      case "fp_mmacs" -> BigDecimal.valueOf(network.multiplyAccumulates() - binaryMacs, 6);
      case "binary_weights" -> BigDecimal.valueOf(weights(network, Layer.WeightKind.BINARY));
      case "fp_weights" ->
          BigDecimal.valueOf(
              network.parameters()
                  - weights(network, Layer.WeightKind.BINARY)
                  - 2 * normalizedChannels(network));
      case "normalized_channels" -> BigDecimal.valueOf(normalizedChannels(network));
      case "model_mib" ->
          BigDecimal.valueOf(binary.modelBytes(network))
              .divide(BigDecimal.valueOf(1 << 20), 9, RoundingMode.HALF_UP);
      default -> throw new IllegalArgumentException("zoo-golden.csv has no figure " + figure);
    };
  }

  private static long weights(Network network, Layer.WeightKind kind) {
    return network.nodes().stream()
        .map(node -> node.layer())
        .filter(layer -> layer.weightKind() == kind)
        .mapToLong(Layer::weightCount)
        .sum();
  }

  private static long normalizedChannels(Network network) {
    return network.nodes().stream()
        .filter(node -> node.layer() instanceof Layer.BatchNormalization)
        .mapToLong(node -> node.output().channels())
        .sum();
  }

  @Test
  void anUnknownNameListsTheValidOnes() {
    assertThatThrownBy(() -> Zoo.network("resnet-19", 224))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("resnet-19")
        .hasMessageContaining("resnet-18, resnet-34");
    assertThatThrownBy(() -> Zoo.minimumResolution("")).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> Zoo.defaultResolution("")).isInstanceOf(UserError.class);
  }

  @Test
  void aResolutionTooSmallNamesLayerAndMinimum() {
    assertThat(Zoo.minimumResolution("alexnet")).isEqualTo(63);
    assertThatThrownBy(() -> Zoo.network("alexnet", 62))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Resolution 62 is too small for alexnet")
        .hasMessageContaining("the smallest resolution is 63")
        .hasMessageContaining("layer features.12: kernel height 3 exceeds");
    assertThatThrownBy(() -> Zoo.network("resnet-18", 0))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("resolution is 0");
  }

  @ParameterizedTest
  @MethodSource("org.greensweep.network.zoo.Zoo#names")
  void everyNetworkFitsItsMinimumAndNothingBelow(String name) {
    int minimum = Zoo.minimumResolution(name);
    assertThat(Zoo.network(name, minimum).nodes()).isNotEmpty();
    if (minimum > 1) {
      assertThatThrownBy(() -> Zoo.network(name, minimum - 1))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("the smallest resolution is " + minimum);
    }
  }

  @ParameterizedTest
  @MethodSource("org.greensweep.network.zoo.Zoo#names")
  void parametersDoNotDependOnTheResolutionAndMacsNeverFall(String name) {
    Network published = Zoo.network(name, Zoo.defaultResolution(name));
    long fewer = 0;
    for (int resolution : new int[] {96, 97, 150, 201, 226, 333, 512, 1021, 1500}) {
      Network network = Zoo.network(name, resolution);
      assertThat(network.parameters()).as("at %d", resolution).isEqualTo(published.parameters());
      assertThat(network.multiplyAccumulates())
          .as("at %d", resolution)
          .isGreaterThanOrEqualTo(fewer);
      fewer = network.multiplyAccumulates();
    }
  }

  @ParameterizedTest
  @MethodSource("org.greensweep.network.zoo.Zoo#names")
  void channelsAndClassesAreParameters(String name) {
    Network network = Zoo.network(name, Zoo.defaultResolution(name), 1, 10);
    assertThat(network.input().channels()).isEqualTo(1);
    assertThat(network.output().output().extents()).containsExactly(10);
    assertThat(network.parameters())
        .isLessThan(Zoo.network(name, Zoo.defaultResolution(name)).parameters());
  }

  @ParameterizedTest
  @MethodSource("org.greensweep.network.zoo.Zoo#names")
  void everyNetworkEndsInASoftmaxAndEveryOtherNodeIsRead(String name) {
    Network network = Zoo.network(name, Zoo.defaultResolution(name));
    assertThat(network.output().layer()).isInstanceOf(Layer.Softmax.class);
    for (int node = 0; node < network.nodes().size() - 1; node++) {
      assertThat(network.readers(node)).as(network.nodes().get(node).name()).isNotEmpty();
    }
  }
}
