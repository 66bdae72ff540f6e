package org.greensweep.network.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.greensweep.network.Layer;
import org.greensweep.network.Network;
import org.greensweep.network.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

class ZooTest {
  /** Published figures, each compared at the digits that are printed. */
  @ParameterizedTest(name = "{0} at {1} with {2} channels and {3} classes: {4} = {5}")
  @CsvFileSource(resources = "/zoo-golden.csv", numLinesToSkip = 1)
  void figuresEqualThePublishedOnes(
      String name,
      int resolution,
      int channels,
      int classes,
      String figure,
      BigDecimal published,
      String provenance) {
    assertThat(provenance).isNotBlank();
    Network network = Zoo.network(name, resolution, channels, classes);
    assertThat(ZooFigures.compute(network, figure, published)).isEqualTo(published);
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
      if (!name.equals("mlp")) {
        assertThat(network.parameters()).as("at %d", resolution).isEqualTo(published.parameters());
      }
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
  void everyNetworkEndsInASoftmaxOrItsOnlyLogitAndEveryOtherNodeIsRead(String name) {
    Network network = Zoo.network(name, Zoo.defaultResolution(name));
    assertThat(network.output().layer()).isInstanceOf(Layer.Softmax.class);
    assertThat(Zoo.network(name, Zoo.defaultResolution(name), 1, 1).output().layer())
        .isNotInstanceOf(Layer.Softmax.class);
    for (int node = 0; node < network.nodes().size() - 1; node++) {
      assertThat(network.readers(node)).as(network.nodes().get(node).name()).isNotEmpty();
    }
  }
}
