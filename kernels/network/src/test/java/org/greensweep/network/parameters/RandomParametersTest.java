package org.greensweep.network.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.greensweep.network.Network;
import org.greensweep.network.Node;
import org.greensweep.network.Shape;
import org.greensweep.network.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RandomParametersTest {
  private static final long SEED = 11;

  static List<String> zoo() {
    return Zoo.names();
  }

  @ParameterizedTest
  @MethodSource("zoo")
  void everyTrainableValueOfEveryLayerBelongsToARole(String name) {
    for (Node node : Zoo.network(name, Zoo.defaultResolution(name)).nodes()) {
      Map<Role, Shape> shapes = ParameterShapes.of(node.layer());
      long trainable =
          shapes.entrySet().stream()
              .filter(entry -> entry.getKey() != Role.MEAN && entry.getKey() != Role.VARIANCE)
              .mapToLong(entry -> entry.getValue().elements())
              .sum();
      assertThat(trainable).as(node.name()).isEqualTo(node.layer().parameters());
    }
  }

  @Test
  void seedAndPlaceDetermineEveryValue() {
    Network network = Zoo.network("resnet-18", 32);
    Parameters parameters = new RandomParameters(network, SEED);
    assertThat(parameters.values(1, Role.WEIGHTS))
        .hasSize(64 * 3 * 7 * 7)
        .containsExactly(new RandomParameters(network, SEED).values(1, Role.WEIGHTS))
        .isNotEqualTo(new RandomParameters(network, SEED + 1).values(1, Role.WEIGHTS));
    assertThat(parameters.values(2, Role.MEAN)).isNotEqualTo(parameters.values(2, Role.BETA));
    assertThat(parameters.values(2, Role.VARIANCE)).hasSize(64);
    for (float variance : parameters.values(2, Role.VARIANCE)) {
      assertThat(variance).isPositive();
    }
  }

  @Test
  void aRoleThatTheLayerLacksIsRefused() {
    Parameters parameters = new RandomParameters(Zoo.network("resnet-18", 32), SEED);
    assertThatThrownBy(() -> parameters.values(1, Role.GAMMA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no GAMMA");
  }
}
