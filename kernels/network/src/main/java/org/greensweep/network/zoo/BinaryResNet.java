package org.greensweep.network.zoo;

import java.util.List;
import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.Network;
import org.greensweep.network.Shape;
import org.greensweep.network.Window;

/**
 * Residual networks of binary 3 x 3 convolutions with a shortcut around each: ResNetE (Bethge 2019,
 * BMXNet 2's "e1") and Bi-Real-Net (Liu 2018).
 *
 * <p>A shortcut that halves the map averages over 2 x 2 (rounding up, as the convolution does) and
 * widens with a real-valued 1 x 1 convolution.
 */
final class BinaryResNet {
  private static final double INPUT_EPSILON = 2e-5;
  private static final double BLOCK_EPSILON = 1e-5;

  /** A binary 3 x 3 convolution of {@code map}, with its paper's padding. */
  @FunctionalInterface
  private interface Filter {
    Convolution over(Shape map, int width, int stride);
  }

  /** What tells the blocks of two papers apart. */
  private record Style(Filter filter, double epsilon) {}

  private static final Style RESNET_E = new Style(BinaryResNet::paddedWithMinusOne, BLOCK_EPSILON);
  private static final Style BI_REAL =
      new Style(BinaryResNet::paddedWithZero, BinaryParts.KERAS_EPSILON);

  private BinaryResNet() {}

  static Network resNetE18(String name, Shape input, int classes) {
    return resNetE(name, input, classes, List.of(4, 4, 4, 4));
  }

  static Network resNetE34(String name, Shape input, int classes) {
    return resNetE(name, input, classes, List.of(6, 8, 12, 6));
  }

  private static Network resNetE(String name, Shape input, int classes, List<Integer> blocks) {
    Network.Builder net = Network.builder(name, input);
    BinaryParts.normalization(net, "input.bn", INPUT_EPSILON);
    BinaryParts.stem(net, input.channels());
    BinaryParts.normalization(net, "stem.pool_bn");
    stages(net, blocks, RESNET_E);
    BinaryParts.reluHead(net, classes);
    return net.build();
  }

  /** As Larq Zoo has it: no ReLU anywhere, zeros around the binary convolutions. */
  static Network biRealNet18(String name, Shape input, int classes) {
    Network.Builder net = Network.builder(name, input);
    Window stem = BinaryParts.same(7, 2, input);
    net.then("stem.conv", Convolution.of(input.channels(), 64, stem));
    BinaryParts.normalization(net, "stem.bn", BinaryParts.KERAS_EPSILON);
    Window pool = BinaryParts.same(3, 2, net.shape(net.last()));
    net.then("stem.pool", new Layer.MaxPool(pool, false));
    stages(net, List.of(4, 4, 4, 4), BI_REAL);
    BinaryParts.head(net, classes);
    return net.build();
  }

  private static Convolution paddedWithMinusOne(Shape map, int width, int stride) {
    Window window = Window.square(3).pad(1).stride(stride);
    return Convolution.of(map.channels(), width, window).binary(-1);
  }

  private static Convolution paddedWithZero(Shape map, int width, int stride) {
    return Convolution.of(map.channels(), width, BinaryParts.same(3, stride, map)).binary(0);
  }

  private static void stages(Network.Builder net, List<Integer> blocks, Style style) {
    for (int stage = 1; stage <= blocks.size(); stage++) {
      for (int block = 0; block < blocks.get(stage - 1); block++) {
        int stride = stage > 1 && block == 0 ? 2 : 1;
        String place = "stage" + stage + "." + block;
        block(net, place, 64 << (stage - 1), stride, style);
      }
    }
  }

  private static void block(Network.Builder net, String name, int width, int stride, Style style) {
    int fork = net.last();
    int channels = net.shape(fork).channels();
    net.then(name + ".sign", new Layer.Activation(Function.SIGN));
    net.then(name + ".conv", style.filter().over(net.shape(fork), width, stride));
    int residual = BinaryParts.normalization(net, name + ".bn", style.epsilon());
    int shortcut = fork;
    if (stride != 1) {
      Window quarter = Window.square(2).stride(2);
      net.add(name + ".shortcut.pool", new Layer.AveragePool(quarter, true, false), fork);
      net.then(name + ".shortcut.conv", Convolution.of(channels, width, Window.square(1)));
      shortcut = BinaryParts.normalization(net, name + ".shortcut.bn", style.epsilon());
    }
    net.add(name + ".add", new Layer.Add(), residual, shortcut);
  }
}
