package org.greensweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.greensweep.network.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PrecisionPlansTest {
  private static List<String> inFormat(Network network, PrecisionPlan plan, NumberFormat format) {
    return network.nodes().stream()
        .filter(node -> plan.of(network.nodes().indexOf(node)).weights() == format)
        .filter(node -> node.multiplyAccumulates() > 0)
        .map(Node::name)
        .toList();
  }

  private static List<String> realInBinaryPlan(String name) {
    Network network = Zoo.network(name, Zoo.defaultResolution(name));
    return inFormat(network, PrecisionPlans.of("binary", network), NumberFormat.FP32);
  }

  @Test
  void resnetKeepsFirstLastAndShortcuts() {
    assertThat(realInBinaryPlan("resnet-18"))
        .containsExactly(
            "conv1",
            "layer2.0.downsample.0",
            "layer3.0.downsample.0",
            "layer4.0.downsample.0",
            "fc");
  }

  @Test
  void bottlenecksKeepShortcutsButNotTheirLastConvolution() {
    assertThat(realInBinaryPlan("resnet-50"))
        .containsExactly(
            "conv1",
            "layer1.0.downsample.0",
            "layer2.0.downsample.0",
            "layer3.0.downsample.0",
            "layer4.0.downsample.0",
            "fc");
  }

  @Test
  void transformersKeepPatchesHeadAndAttentionItself() {
    assertThat(realInBinaryPlan("vit-b-16"))
        .contains("patches", "encoder.0.attention.weights", "encoder.11.attention.sum", "head")
        .hasSize(2 + 12 * 2);
    assertThat(realInBinaryPlan("swin-b"))
        .doesNotContain("merge1.reduction", "stage1.0.attention.projection", "stage4.1.mlp.fc2")
        .hasSize(2 + 24 * 2);
  }

  @Test
  void alexnetKeepsFirstAndLast() {
    assertThat(realInBinaryPlan("alexnet-227")).containsExactly("conv1", "fc8");
    assertThat(realInBinaryPlan("alexnet")).containsExactly("features.0", "classifier.6");
  }

  @Test
  void mobilenetKeepsDepthwiseButNotItsProjections() {
    assertThat(realInBinaryPlan("mobilenet-v2"))
        .contains("features.0.0", "features.1.conv.0.0", "features.2.conv.1.0", "classifier.1")
        .doesNotContain("features.2.conv.0.0", "features.3.conv.2", "features.18.0")
        .hasSize(1 + 17 + 1);
  }

  @Test
  void gatesStayInFullPrecision() {
    assertThat(realInBinaryPlan("efficientnet-b0"))
        .contains("stage1.0.gate.fc1", "stage7.0.gate.fc2", "stage2.0.depthwise.conv")
        .doesNotContain("stage1.0.project.conv", "stage2.0.expand.conv", "head.conv")
        .hasSize(1 + 16 * 3 + 1);
  }

  @Test
  void aBinaryArchitectureIsKeptAsItIs() {
    assertThat(realInBinaryPlan("binarydensenet-28"))
        .containsExactly(
            "stem.conv", "transition1.conv", "transition2.conv", "transition3.conv", "fc");
  }

  @Test
  void binaryWeightsOverARealInputKeepTheInputReal() {
    Network network = Zoo.network("binary-alexnet", 224);
    PrecisionPlan plan = PrecisionPlans.of("binary", network);
    assertThat(inFormat(network, plan, NumberFormat.FP32)).isEmpty();
    assertThat(plan.of(1)).isEqualTo(LayerPrecision.BINARY_WEIGHTS);
    assertThat(plan.layers().stream().filter(LayerPrecision.BINARY::equals)).hasSize(7);
  }

  @ParameterizedTest
  @MethodSource("org.greensweep.network.zoo.Zoo#names")
  void everyPlanCoversEveryMultiplyAccumulateOnce(String name) {
    Network network = Zoo.network(name, Zoo.defaultResolution(name));
    for (String plan : PrecisionPlans.names()) {
      PrecisionPlan precision = PrecisionPlans.of(plan, network);
      long macs = 0;
      for (NumberFormat format : NumberFormat.values()) {
        macs += precision.multiplyAccumulates(network, format);
      }
      assertThat(macs).as(plan).isEqualTo(network.multiplyAccumulates());
    }
  }

  @ParameterizedTest
  @MethodSource("org.greensweep.network.zoo.Zoo#names")
  void fewerBitsNeverMakeALargerModel(String name) {
    Network network = Zoo.network(name, Zoo.defaultResolution(name));
    long full = PrecisionPlans.of("fp32", network).modelBytes(network);
    assertThat(full).isEqualTo(4 * network.parameters());
    assertThat(PrecisionPlans.of("int8", network).modelBytes(network)).isLessThan(full);
    assertThat(PrecisionPlans.of("binary", network).modelBytes(network)).isLessThan(full);
  }

  @Test
  void layersWithoutMultiplyAccumulatesStayInFullPrecision() {
    Network network = Zoo.network("resnet-18", 64);
    PrecisionPlan plan = PrecisionPlans.of("int8", network);
    for (int node = 0; node < network.nodes().size(); node++) {
      boolean mac = network.nodes().get(node).multiplyAccumulates() > 0;
      assertThat(plan.of(node)).isEqualTo(mac ? LayerPrecision.INT8 : LayerPrecision.FP32);
    }
  }

  @Test
  void anUnknownPlanListsTheValidOnes() {
    Network network = Zoo.network("alexnet", 224);
    assertThatThrownBy(() -> PrecisionPlans.of("int7", network))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("int7")
        .hasMessageContaining("fp32, int8, binary");
  }

  @Test
  void aPlanOfAnotherNetworkIsRefused() {
    Network alexnet = Zoo.network("alexnet", 224);
    PrecisionPlan plan = PrecisionPlans.of("fp32", Zoo.network("resnet-18", 224));
    assertThatThrownBy(() -> plan.modelBytes(alexnet))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("network alexnet has");
  }
}
