package org.greensweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  void layersPerPatchAreInThePlan() {
    assertThat(realInBinaryPlan("attention-sampling")).containsExactly("attention.0", "classifier");
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
    long before = PrecisionPlans.of("fp32", network).modelBytes(network);
    assertThat(before).isEqualTo(4 * network.parameters());
    for (String plan : List.of("fp16", "int8", "int4", "int2")) {
      long bytes = PrecisionPlans.of(plan, network).modelBytes(network);
      // Below 8 bits, layers that are binary by architecture do not shrink further.
      assertThat(bytes)
          .as(plan)
          .isLessThan(plan.equals("int2") || plan.equals("int4") ? before + 1 : before);
      before = bytes;
    }
    assertThat(PrecisionPlans.of("bf16", network).modelBytes(network))
        .isEqualTo(PrecisionPlans.of("fp16", network).modelBytes(network));
    assertThat(PrecisionPlans.of("ternary", network))
        .extracting(plan -> plan.modelBytes(network))
        .isEqualTo(before);
  }

  @Test
  void fewBitsKeepTheFirstAndTheLastLayerInAWiderFormat() {
    Network network = Zoo.network("resnet-18", 64);
    int first = 1;
    int second = nodeCalled(network, "layer1.0.conv1");
    int last = nodeCalled(network, "fc");
    PrecisionPlan mixed = PrecisionPlans.of("w2a8", network);
    assertThat(mixed.of(first)).isEqualTo(LayerPrecision.INT8);
    assertThat(mixed.of(last)).isEqualTo(LayerPrecision.INT8);
    assertThat(mixed.of(second))
        .isEqualTo(new LayerPrecision(NumberFormat.INT2, NumberFormat.INT8, 32));
    PrecisionPlan weightsOnly = PrecisionPlans.of("w4a16", network);
    assertThat(weightsOnly.of(first))
        .isEqualTo(LayerPrecision.of(NumberFormat.FP16, NumberFormat.FP16));
    assertThat(PrecisionPlans.of("int4", network).of(first)).isEqualTo(LayerPrecision.INT8);
    assertThat(PrecisionPlans.of("w8a16", network).of(first))
        .isEqualTo(LayerPrecision.of(NumberFormat.INT8, NumberFormat.FP16));
    PrecisionPlan binaryWeights = PrecisionPlans.of("w1a32", network);
    assertThat(binaryWeights.of(first)).isEqualTo(LayerPrecision.FP32);
    assertThat(binaryWeights.of(second)).isEqualTo(LayerPrecision.BINARY_WEIGHTS);
  }

  @Test
  void layersThatAreBinaryByArchitectureStayOneBitInNarrowPlans() {
    Network network = Zoo.network("birealnet-18", 64);
    for (String plan : List.of("int4", "int2", "ternary", "binary")) {
      assertThat(PrecisionPlans.of(plan, network).layers().stream())
          .as(plan)
          .filteredOn(LayerPrecision.BINARY::equals)
          .hasSize(16);
    }
    assertThat(PrecisionPlans.of("fp16", network).layers())
        .doesNotContain(LayerPrecision.BINARY)
        .contains(LayerPrecision.of(NumberFormat.FP16, NumberFormat.FP16));
  }

  @Test
  void aMixedSchemeNamesLayersByPatternAndTheLastMatchCounts() {
    Network network = Zoo.network("resnet-18", 64);
    Map<String, String> layers = new LinkedHashMap<>();
    layers.put("layer4*", "binary");
    layers.put("layer4.1.conv2", "w4a8");
    layers.put("fc", "fp32");
    PrecisionScheme scheme = new PrecisionScheme("mixed", "int8", layers, Calibration.KL);
    PrecisionPlan plan = scheme.plan(network);
    assertThat(plan.name()).isEqualTo("mixed");
    assertThat(plan.calibration()).isEqualTo(Calibration.KL);
    assertThat(plan.of(1)).isEqualTo(LayerPrecision.INT8);
    assertThat(plan.of(nodeCalled(network, "layer4.0.downsample.0")))
        .isEqualTo(LayerPrecision.BINARY);
    assertThat(plan.of(nodeCalled(network, "layer4.0.bn1"))).isEqualTo(LayerPrecision.FP32);
    assertThat(plan.of(nodeCalled(network, "layer4.1.conv2")))
        .isEqualTo(LayerPrecision.of(NumberFormat.INT4, NumberFormat.INT8));
    assertThat(plan.of(nodeCalled(network, "fc"))).isEqualTo(LayerPrecision.FP32);
  }

  @Test
  void everythingIsBinaryWhenAsked() {
    Network network = Zoo.network("resnet-18", 64);
    PrecisionScheme scheme =
        new PrecisionScheme("all", "fp32", Map.of("*", "binary"), Calibration.MIN_MAX);
    assertThat(inFormat(network, scheme.plan(network), NumberFormat.FP32)).isEmpty();
  }

  @Test
  void aPatternWithoutALayerIsRefused() {
    Network network = Zoo.network("resnet-18", 64);
    PrecisionScheme scheme =
        new PrecisionScheme(
            "mixed", "int8", Map.of("layer4.0.bn1", "fp32", "layer*", "int4"), Calibration.MIN_MAX);
    assertThat(scheme.unmatched(network)).containsExactly("layer4.0.bn1");
    assertThatThrownBy(() -> scheme.plan(network))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "no convolution or dense layer of resnet-18 is called 'layer4.0.bn1'");
    assertThatThrownBy(() -> new PrecisionScheme("mixed", "w3a8", Map.of(), Calibration.MIN_MAX))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("Precision mixed: Unknown precision w3a8; valid are fp32, ");
  }

  private static int nodeCalled(Network network, String name) {
    return network.nodes().stream().map(Node::name).toList().indexOf(name);
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
        .hasMessageContaining("fp32, fp16, bf16, int8");
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
