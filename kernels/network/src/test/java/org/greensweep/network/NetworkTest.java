package org.greensweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Layer.Function;
import org.junit.jupiter.api.Test;

class NetworkTest {
  private static final Layer RELU = new Layer.Activation(Function.RELU);

  private static Network.Builder tiny() {
    return Network.builder("tiny", Shape.of(3, 8, 8));
  }

  @Test
  void aCycleIsRefused() {
    Shape shape = Shape.of(4);
    List<Node> nodes =
        List.of(
            new Node("input", new Layer.Input(shape), List.of(), shape),
            new Node("a", new Layer.Add(), List.of(0, 2), shape),
            new Node("b", RELU, List.of(1), shape));
    assertThatThrownBy(() -> new Network("loop", nodes))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Network loop: layer a reads node 2")
        .hasMessageContaining("cycle");
  }

  @Test
  void aNodeThatReadsItselfIsRefused() {
    Shape shape = Shape.of(4);
    assertThatThrownBy(() -> new Network("self", List.of(new Node("a", RELU, List.of(0), shape))))
        .isInstanceOf(UserError.class);
  }

  @Test
  void duplicateNamesAreRefused() {
    Network.Builder net = tiny();
    net.then("relu", RELU);
    net.then("relu", RELU);
    assertThatThrownBy(net::build)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("two layers are named relu");
  }

  @Test
  void anEmptyNetworkIsRefused() {
    assertThatThrownBy(() -> new Network("none", List.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no layers");
  }

  @Test
  void aReferenceToALaterNodeNamesThePlace() {
    assertThatThrownBy(() -> tiny().add("early", RELU, 7))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Network tiny, layer early: reads node 7");
  }

  @Test
  void wrongShapesNameLayerAndShapes() {
    assertThatThrownBy(() -> tiny().then("conv", Convolution.of(4, 8, Window.square(3))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("layer conv: convolution takes 4 input channels but is given 3x8x8");
    assertThatThrownBy(() -> tiny().then("fc", Layer.Dense.of(192, 10)))
        .hasMessageContaining("dense takes a vector of 192 features but is given 3x8x8");
    assertThatThrownBy(() -> tiny().then("bn", new Layer.BatchNormalization(5, 1e-5)))
        .hasMessageContaining("5 channels but is given 3x8x8");
    assertThatThrownBy(() -> tiny().add("add", new Layer.Add(), 0))
        .hasMessageContaining("at least 2 inputs but is given 1");
    Network.Builder net = tiny();
    net.then("flatten", new Flatten());
    assertThatThrownBy(() -> net.add("add", new Layer.Add(), 0, 1))
        .hasMessageContaining("equal shapes but is given [3x8x8, 192]");
    assertThatThrownBy(() -> net.then("pool", new Layer.MaxPool(Window.square(2), false)))
        .hasMessageContaining("takes a feature map");
  }

  @Test
  void concatenatedMapsShareHeightAndWidth() {
    Network.Builder net = tiny();
    net.then("pool", new Layer.MaxPool(Window.square(2).stride(2), false));
    assertThatThrownBy(() -> net.add("concat", new Layer.Concat(), 0, 1))
        .hasMessageContaining("one height and width but is given [3x8x8, 3x4x4]");
  }

  @Test
  void aKernelLargerThanItsInputNamesTheMinimum() {
    assertThatThrownBy(() -> tiny().then("conv", Convolution.of(3, 8, Window.square(11).pad(1))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("kernel height 11 exceeds the padded input height 10")
        .hasMessageContaining("at least 9");
  }

  @Test
  void groupsMustDivideTheChannels() {
    assertThatThrownBy(() -> Convolution.of(6, 8, Window.square(1)).withGroups(4))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("4 groups")
        .hasMessageContaining("6 input and 8 output");
  }

  @Test
  void flattenRefusesMoreFeaturesThanAnIndexCanCount() {
    Network.Builder net = Network.builder("huge", Shape.of(3, 40_000, 40_000));
    assertThatThrownBy(() -> net.then("flatten", new Flatten()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("4800000000 features");
  }

  @Test
  void convolutionsCountWeightsAndMultiplyAccumulates() {
    Network.Builder net = tiny();
    net.then("conv", Convolution.of(3, 8, Window.square(3).pad(1).stride(2)).withBias());
    net.then("sign", new Layer.Activation(Function.SIGN));
    net.then("binary", Convolution.of(8, 4, Window.square(3).pad(2).dilation(2)).binary(-1));
    Network network = net.build();
    assertThat(network.parameters()).isEqualTo(8 * 3 * 9 + 8 + 4 * 8 * 9);
    assertThat(network.output().output()).isEqualTo(Shape.of(4, 4, 4));
    assertThat(network.binaryMultiplyAccumulates()).isEqualTo(4 * 8 * 9 * 16);
    assertThat(network.multiplyAccumulates()).isEqualTo(8 * 27 * 16 + 4 * 8 * 9 * 16);
  }

  @Test
  void theContentHashIgnoresNamesAndSeesShapes() {
    Network.Builder one = tiny();
    one.then("a", RELU);
    Network.Builder two = Network.builder("other", Shape.of(3, 8, 8));
    two.then("b", RELU);
    Network.Builder three = Network.builder("tiny", Shape.of(3, 8, 9));
    three.then("a", RELU);
    assertThat(one.build().contentHash())
        .isEqualTo(two.build().contentHash())
        .isNotEqualTo(three.build().contentHash());
  }

  @Test
  void poolsRoundUpOnlyWhereAWindowStartsInsideTheInput() {
    Window window = Window.square(3).stride(2);
    assertThat(window.outputHeight(6, false)).isEqualTo(2);
    assertThat(window.outputHeight(6, true)).isEqualTo(3);
    assertThat(Window.square(1).stride(2).outputHeight(4, true)).isEqualTo(2);
  }

  @Test
  void productsTakeEqualShapesOrOneFactorPerChannel() {
    Network.Builder net = tiny();
    int gate = net.then("pool", new Layer.AdaptiveAveragePool(1, 1));
    assertThat(net.shape(net.add("scaled", new Layer.Multiply(), 0, gate)))
        .isEqualTo(Shape.of(3, 8, 8));
    net.add("squared", new Layer.Multiply(), 0, 0);
    assertThatThrownBy(() -> net.add("reversed", new Layer.Multiply(), gate, 0))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("one factor per channel but is given [3x1x1, 3x8x8]");
  }

  @Test
  void shufflesTakeAMultipleOfTheirGroups() {
    Network.Builder net = tiny();
    assertThat(net.shape(net.then("shuffle", new ChannelShuffle(3)))).isEqualTo(Shape.of(3, 8, 8));
    assertThatThrownBy(() -> net.then("uneven", new ChannelShuffle(2)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("multiple of 2 channels but is given 3x8x8");
  }

  @Test
  void attentionTakesWholeWindowsAndItsOwnWeights() {
    AttentionWindow window = new AttentionWindow(4, 2, 1);
    AttentionWeights layer =
        new AttentionWeights(6, 3, window, AttentionWeights.Score.DOT_PRODUCT_AND_BIAS);
    Network.Builder net = Network.builder("attention", Shape.of(12, 8, 4));
    int weights = net.then("weights", layer);
    assertThat(net.shape(weights)).isEqualTo(Shape.of(3 * 8, 8, 4));
    assertThat(layer.parameters()).isEqualTo(7 * 3 * 3);
    int values = net.add("values", Convolution.of(12, 6, Window.square(1)), 0);
    net.add("sum", new AttentionSum(6, 3, window), weights, values);
    Network network = net.build();
    assertThat(network.output().output()).isEqualTo(Shape.of(6, 8, 4));
    // 32 positions, each against 8 over 6 channels.
    assertThat(network.nodes().get(weights).multiplyAccumulates()).isEqualTo(32 * 8 * 6);
    assertThat(network.output().multiplyAccumulates()).isEqualTo(32 * 8 * 6);
  }

  @Test
  void attentionRefusesPartsOfWindowsUnevenHeadsAndForeignWeights() {
    AttentionWindow window = new AttentionWindow(3, 2, 0);
    Network.Builder net = tiny();
    net.then("point", Convolution.of(3, 4, Window.square(1)));
    AttentionWeights layer = new AttentionWeights(2, 1, window, AttentionWeights.Score.DOT_PRODUCT);
    assertThatThrownBy(() -> net.then("weights", layer))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("multiples of 3 and 2 but is given 4x8x8");
    assertThatThrownBy(() -> new AttentionSum(6, 4, window))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("heads are 4; they must divide the 6 channels");
    AttentionWindow whole = AttentionWindow.whole(Shape.of(4, 8, 8));
    assertThatThrownBy(() -> net.add("sum", new AttentionSum(4, 2, whole), 1, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("takes weights 128x8x8 but is given [4x8x8, 4x8x8]");
    assertThatThrownBy(() -> new AttentionWindow(4, 2, 2))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("shift is 2");
  }

  @Test
  void tokensPatchesAndPadsCheckTheirMaps() {
    Network.Builder net = tiny();
    assertThat(net.shape(net.then("tokens", new TokenEmbedding(3, 64))))
        .isEqualTo(Shape.of(3, 65, 1));
    assertThat(net.shape(net.then("class", new FirstToken()))).isEqualTo(Shape.of(3));
    assertThatThrownBy(() -> net.add("other", new TokenEmbedding(3, 63), 0))
        .hasMessageContaining("takes 63 positions but is given 3x8x8");
    int odd = net.add("odd", new Pad(-1, 2), 0);
    assertThat(net.shape(odd)).isEqualTo(Shape.of(3, 7, 10));
    assertThatThrownBy(() -> net.add("merge", new SpaceToDepth(), odd))
        .hasMessageContaining("even height and width but is given 3x7x10");
    assertThat(net.shape(net.add("merge", new SpaceToDepth(), 0))).isEqualTo(Shape.of(12, 4, 4));
    assertThatThrownBy(() -> net.add("norm", new LayerNormalization(4, 1e-5), 0))
        .hasMessageContaining("takes 4 channels but is given 3x8x8");
  }
}
