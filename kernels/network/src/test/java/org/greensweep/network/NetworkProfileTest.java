package org.greensweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkProfileTest {
  private static final Layer RELU = new Layer.Activation(Function.RELU);

  private static NetworkProfile profile(Network network, String plan) {
    return NetworkProfile.of(network, PrecisionPlans.of(plan, network));
  }

  private static Network residual() {
    Network.Builder net = Network.builder("residual", Shape.of(2, 4, 4));
    int fork = net.then("conv1", Convolution.of(2, 4, Window.square(3).pad(1)).withBias());
    net.then("relu", RELU);
    net.then("conv2", Convolution.of(4, 4, Window.square(3).pad(1)));
    net.add("add", new Layer.Add(), net.last(), fork);
    net.then("pool", new Layer.MaxPool(Window.square(2).stride(2), false));
    return net.build();
  }

  /** Counted by hand: maps of 4x4x4 take 256 bytes, the input 128, the output 64. */
  @Test
  void liveActivationsOfASmallNetworkAreThoseCountedByHand() {
    List<LayerProfile> layers = profile(residual(), "fp32").layers();
    assertThat(layers.stream().map(LayerProfile::liveActivationBytes))
        .containsExactly(
            128L, // the input
            128L + 256, // conv1 beside it
            256L + 256, // relu may not overwrite conv1, which the addition reads later
            256L + 256 + 256, // conv2 beside conv1 and relu
            256L + 256, // the addition overwrites one of its inputs
            256L + 64); // the pool beside the sum
    assertThat(profile(residual(), "fp32").peakActivationBytes()).isEqualTo(768);
  }

  @Test
  void elementwiseOperationsOfASmallNetworkAreThoseCountedByHand() {
    assertThat(profile(residual(), "fp32").layers().stream())
        .extracting(LayerProfile::elementwiseOperations)
        .containsExactly(0L, 64L, 64L, 0L, 64L, 16L * 3);
  }

  @Test
  void trafficOfASmallNetworkIsThatCountedByHand() {
    NetworkProfile profile = profile(residual(), "fp32");
    LayerProfile first = profile.layers().get(1);
    assertThat(first.weightBytes()).isEqualTo(4 * (4 * 2 * 9 + 4));
    assertThat(first.trafficBytes()).isEqualTo(304 + 128 + 256);
    assertThat(first.operations()).isEqualTo(2 * 4 * 2 * 9 * 16 + 64);
    long operations = 2 * (1152 + 2304) + 240;
    long traffic = (128) + (304 + 128 + 256) + 512 + (576 + 512) + (512 + 256) + (256 + 64);
    assertThat(profile.arithmeticIntensity())
        .isCloseTo((double) operations / traffic, within(1e-12));
  }

  @Test
  void mapsThatOnlyBinaryLayersReadTakeOneBitAnElement() {
    Network network = Zoo.network("binarydensenet-28", 224);
    NetworkProfile profile = profile(network, "binary");
    LayerProfile sign = layer(profile, "stage1.0.sign");
    assertThat(sign.outputBytes()).isEqualTo(64 * 56 * 56 / 8);
    assertThat(layer(profile, "stage1.0.conv").inputBytes()).isEqualTo(64 * 56 * 56 / 8);
    assertThat(layer(profile, "stage1.0.conv").outputBytes()).isEqualTo(4 * 64 * 56 * 56);
    assertThat(layer(profile(network, "fp32"), "stage1.0.sign").outputBytes())
        .isEqualTo(4 * 64 * 56 * 56);
  }

  private static LayerProfile layer(NetworkProfile profile, String name) {
    return profile.layers().stream().filter(l -> l.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void adaptiveBinsThatOverlapReadElementsTwice() {
    // 5 elements in 3 bins: 0-1, 1-3, 3-4, seven reads.
    Layer pool = new Layer.AdaptiveAveragePool(3, 1);
    assertThat(ElementwiseOperations.of(pool, List.of(Shape.of(2, 5, 4)), Shape.of(2, 3, 1)))
        .isEqualTo(2 * 7 * 4);
  }

  @Test
  void softmaxAndNormalizationsCountTheirFormulas() {
    Shape map = Shape.of(6, 2, 2);
    assertThat(ElementwiseOperations.of(Softmax.of(10), List.of(map), Shape.of(10))).isEqualTo(48);
    Layer lrn = new LocalResponseNormalization(5, 1e-4, 0.75, 1);
    assertThat(ElementwiseOperations.of(lrn, List.of(map), map)).isEqualTo(24 * 9);
    Layer bn = new Layer.BatchNormalization(6, 1e-5);
    assertThat(ElementwiseOperations.of(bn, List.of(map), map)).isEqualTo(48);
  }

  @Test
  void tensorOperatorsCountTheirFormulas() {
    Shape pair = Shape.of(2, 3);
    assertThat(operations(new Elementwise(Elementwise.Operation.ADD, List.of(Shape.of(3), pair))))
        .isEqualTo(6);
    assertThat(operations(new Reduce(Reduce.Operation.MEAN, pair, List.of(1), Shape.of(2))))
        .isEqualTo(6);
    assertThat(operations(new Reduce(Reduce.Operation.SUM, pair, List.of(1), Shape.of(2))))
        .isEqualTo(4);
    assertThat(operations(new Standardization(pair, 3, 3, 1, 1e-5, true, true))).isEqualTo(42);
    assertThat(operations(new MatrixProduct(pair, Shape.of(3, 4)))).isZero();
    assertThat(new MatrixProduct(pair, Shape.of(3, 4)).multiplyAccumulates(Shape.of(2, 4)))
        .isEqualTo(24);
    Layer transposed = new TransposedConvolution(2, 4, 2, Window.square(2).stride(2), 0, 0, true);
    Shape map = Shape.of(2, 3, 3);
    assertThat(transposed.output(List.of(map))).isEqualTo(Shape.of(4, 6, 6));
    assertThat(transposed.multiplyAccumulates(Shape.of(4, 6, 6))).isEqualTo(2 * 2 * 4 * 9);
    assertThat(ElementwiseOperations.of(transposed, List.of(map), Shape.of(4, 6, 6)))
        .isEqualTo(144);
    Layer linear =
        new Resize(
            map,
            Shape.of(2, 6, 3),
            List.of(1.0, 2.0, 1.0),
            Resize.Mode.LINEAR,
            Resize.Coordinates.HALF_PIXEL,
            Resize.Rounding.FLOOR);
    assertThat(operations(linear)).isEqualTo(3 * 36);
    Layer top = new TopK(Shape.of(2, 8, 1), 3, true, false, false, Shape.of(2, 3));
    assertThat(operations(top)).isEqualTo(16 * 2);
  }

  /** Of a layer whose inputs do not matter for its count. */
  private static long operations(Layer layer) {
    Shape output =
        layer instanceof Elementwise elementwise
            ? elementwise.result()
            : layer instanceof Reduce reduce
                ? reduce.result()
                : layer instanceof Resize resize
                    ? resize.result()
                    : layer instanceof Standardization normalization
                        ? normalization.source()
                        : layer instanceof TopK top ? top.result() : Shape.of(2, 4);
    return ElementwiseOperations.of(layer, List.of(), output);
  }

  /** Layers that only networks from files have. */
  private static final List<Class<? extends Layer>> TENSOR_OPERATORS =
      List.of(
          Constant.class,
          Elementwise.class,
          Gather.class,
          Join.class,
          MatrixProduct.class,
          PadAxes.class,
          Rearrange.class,
          Reduce.class,
          Reshape.class,
          Resize.class,
          Standardization.class,
          TopK.class,
          TransposedConvolution.class);

  @Test
  void everyOtherLayerOfTheFamilyIsCountedBySomeNetworkOfTheZoo() {
    Set<Class<?>> used = new HashSet<>();
    for (String name : Zoo.names()) {
      // One patch more than published makes the Swin transformers pad.
      int extra = name.startsWith("swin") ? 4 : 0;
      Network network = Zoo.network(name, Zoo.defaultResolution(name) + extra);
      network.nodes().forEach(node -> used.add(node.layer().getClass()));
    }
    used.addAll(TENSOR_OPERATORS);
    assertThat(used).containsExactlyInAnyOrder(Layer.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("org.greensweep.network.zoo.Zoo#names")
  void partsAddUpToTheNetworksOwnFigures(String name) {
    Network network = Zoo.network(name, Zoo.defaultResolution(name));
    for (String plan : PrecisionPlans.names()) {
      PrecisionPlan precision = PrecisionPlans.of(plan, network);
      NetworkProfile profile = NetworkProfile.of(network, precision);
      assertThat(profile.parameters()).isEqualTo(network.parameters());
      assertThat(profile.multiplyAccumulates()).isEqualTo(network.multiplyAccumulates());
      assertThat(profile.binaryMultiplyAccumulates())
          .isEqualTo(precision.multiplyAccumulates(network, NumberFormat.BINARY));
      assertThat(profile.weightBytes()).isEqualTo(precision.modelBytes(network));
      assertThat(profile.elementwiseOperations()).isPositive();
    }
  }

  /** Law: a layer's output and any input that others read later fit into what is live. */
  @Test
  void whatIsLiveNeverFallsBelowTheOutputNorRisesAboveAllMapsTogether() {
    long seed = 20261121;
    Random random = new Random(seed);
    for (int trial = 0; trial < 200; trial++) {
      Network network = randomNetwork(random);
      NetworkProfile profile = profile(network, "fp32");
      long all = profile.layers().stream().mapToLong(LayerProfile::outputBytes).sum();
      for (LayerProfile layer : profile.layers()) {
        assertThat(layer.liveActivationBytes())
            .as("seed %d trial %d layer %s", seed, trial, layer.name())
            .isBetween(layer.outputBytes(), all);
      }
    }
  }

  private static Network randomNetwork(Random random) {
    Network.Builder net = Network.builder("random", Shape.of(3, 7, 5));
    List<Integer> maps = new ArrayList<>(List.of(0));
    for (int step = 0; step < 12; step++) {
      int from = maps.get(random.nextInt(maps.size()));
      int channels = net.shape(from).channels();
      String name = "n" + step;
      maps.add(
          switch (random.nextInt(4)) {
            case 0 -> net.add(name, Convolution.of(channels, 4, Window.square(3).pad(1)), from);
            case 1 -> net.add(name, RELU, from);
            case 2 -> net.add(name, new Layer.Add(), from, from);
            default -> net.add(name, new Layer.Concat(), from, maps.get(maps.size() - 1));
          });
    }
    return net.build();
  }

  @Test
  void typesAreWords() {
    Network network = Zoo.network("mobilenet-v2", 224);
    assertThat(profile(network, "fp32").layers().stream().map(LayerProfile::type).distinct())
        .contains("convolution", "depthwise convolution", "relu6", "adaptive average pool", "add");
    assertThat(NetworkProfile.type(Convolution.of(4, 4, Window.square(1)).binary(1)))
        .isEqualTo("binary convolution");
    assertThat(NetworkProfile.type(Convolution.of(4, 4, Window.square(1)).withGroups(2)))
        .isEqualTo("grouped convolution");
  }

  @Test
  void aPlanOfAnotherNetworkIsRefused() {
    Network network = Zoo.network("alexnet", 224);
    assertThatThrownBy(() -> NetworkProfile.of(network, PrecisionPlans.of("fp32", residual())))
        .isInstanceOf(UserError.class);
  }

  @Test
  void theDotGraphHasABoxPerLayerAnArrowPerInputAndQuotesNames() {
    Network.Builder net = Network.builder("a \"quoted\" \\ name", Shape.of(3, 4, 4));
    net.then("sign", new Layer.Activation(Function.SIGN));
    net.then("conv", Convolution.of(3, 3, Window.square(1)).binary(1));
    net.add("add", new Layer.Add(), 0, net.last());
    String dot = DotGraph.of(net.build());
    assertThat(dot)
        .startsWith("digraph \"a \\\"quoted\\\" \\\\ name\" {\n")
        .contains("n1 [label=\"sign\\nsign\\n3x4x4\"];")
        .contains("n2 [label=\"conv\\nbinary convolution\\n3x4x4\", style=\"rounded,filled\"")
        .contains("n0 -> n3;")
        .contains("n2 -> n3;")
        .endsWith("}\n");
    assertThat(dot.lines().filter(line -> line.contains("->"))).hasSize(4);
  }
}
