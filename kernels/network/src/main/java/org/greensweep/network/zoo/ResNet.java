package org.greensweep.network.zoo;

import java.util.List;
import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.Network;
import org.greensweep.network.Shape;
import org.greensweep.network.Window;

/**
 * Residual networks (He 2015) as in torchvision, whose layer names they keep.
 *
 * <p>Bottleneck blocks that halve the map do so in the 3 x 3 convolution ("v1.5", torchvision) or
 * in the first 1 x 1 (the paper, "v1"), which takes fewer multiply-accumulates.
 */
final class ResNet {
  private static final double EPSILON = 1e-5;
  private static final List<Integer> BLOCKS_50 = List.of(3, 4, 6, 3);
  private static final List<Integer> BLOCKS_101 = List.of(3, 4, 23, 3);
  private static final List<Integer> BLOCKS_152 = List.of(3, 8, 36, 3);

  /** Adds the residual branch of a block, whose inner width is given; returns its last node. */
  @FunctionalInterface
  private interface Branch {
    int add(Network.Builder net, String name, int width, int stride);
  }

  private ResNet() {}

  static Network resnet18(String name, Shape input, int classes) {
    return build(name, input, classes, List.of(2, 2, 2, 2), ResNet::basic);
  }

  static Network resnet34(String name, Shape input, int classes) {
    return build(name, input, classes, List.of(3, 4, 6, 3), ResNet::basic);
  }

  static Network resnet50(String name, Shape input, int classes) {
    return build(name, input, classes, BLOCKS_50, ResNet::bottleneck);
  }

  static Network resnet101(String name, Shape input, int classes) {
    return build(name, input, classes, BLOCKS_101, ResNet::bottleneck);
  }

  static Network resnet152(String name, Shape input, int classes) {
    return build(name, input, classes, BLOCKS_152, ResNet::bottleneck);
  }

  static Network resnet50v1(String name, Shape input, int classes) {
    return build(name, input, classes, BLOCKS_50, ResNet::bottleneckV1);
  }

  static Network resnet101v1(String name, Shape input, int classes) {
    return build(name, input, classes, BLOCKS_101, ResNet::bottleneckV1);
  }

  static Network resnet152v1(String name, Shape input, int classes) {
    return build(name, input, classes, BLOCKS_152, ResNet::bottleneckV1);
  }

  /** {@code blocks} counts those of each of the four stages. */
  private static Network build(
      String name, Shape input, int classes, List<Integer> blocks, Branch branch) {
    Network.Builder net = Network.builder(name, input);
    net.then("conv1", Convolution.of(input.channels(), 64, Window.square(7).stride(2).pad(3)));
    net.then("bn1", new Layer.BatchNormalization(64, EPSILON));
    net.then("relu", new Layer.Activation(Function.RELU));
    net.then("maxpool", new Layer.MaxPool(Window.square(3).stride(2).pad(1), false));
    for (int stage = 0; stage < blocks.size(); stage++) {
      for (int block = 0; block < blocks.get(stage); block++) {
        String place = "layer" + (stage + 1) + "." + block;
        int stride = stage > 0 && block == 0 ? 2 : 1;
        int fork = net.last();
        int residual = branch.add(net, place, 64 << stage, stride);
        join(net, place, fork, residual, stride);
      }
    }
    Head.globalPoolAndDense(net, "fc", classes);
    return net.build();
  }

  private static int basic(Network.Builder net, String name, int width, int stride) {
    Window same = Window.square(3).pad(1);
    convolution(net, name, 1, width, same.stride(stride));
    net.then(name + ".relu1", new Layer.Activation(Function.RELU));
    return convolution(net, name, 2, width, same);
  }

  private static int bottleneck(Network.Builder net, String name, int width, int stride) {
    return bottleneck(net, name, width, 1, stride);
  }

  private static int bottleneckV1(Network.Builder net, String name, int width, int stride) {
    return bottleneck(net, name, width, stride, 1);
  }

  private static int bottleneck(
      Network.Builder net, String name, int width, int pointStride, int filterStride) {
    convolution(net, name, 1, width, Window.square(1).stride(pointStride));
    net.then(name + ".relu1", new Layer.Activation(Function.RELU));
    convolution(net, name, 2, width, Window.square(3).pad(1).stride(filterStride));
    net.then(name + ".relu2", new Layer.Activation(Function.RELU));
    return convolution(net, name, 3, 4 * width, Window.square(1));
  }

  private static int convolution(
      Network.Builder net, String name, int number, int width, Window window) {
    int channels = net.shape(net.last()).channels();
    net.then(name + ".conv" + number, Convolution.of(channels, width, window));
    return net.then(name + ".bn" + number, new Layer.BatchNormalization(width, EPSILON));
  }

  /** Adds the shortcut to the residual branch: a 1 x 1 convolution where the shape changes. */
  private static void join(Network.Builder net, String name, int fork, int residual, int stride) {
    int channels = net.shape(fork).channels();
    int width = net.shape(residual).channels();
    int shortcut = fork;
    if (stride != 1 || channels != width) {
      Window point = Window.square(1).stride(stride);
      int projected = net.add(name + ".downsample.0", Convolution.of(channels, width, point), fork);
      shortcut =
          net.add(name + ".downsample.1", new Layer.BatchNormalization(width, EPSILON), projected);
    }
    net.add(name + ".add", new Layer.Add(), residual, shortcut);
    net.then(name + ".relu", new Layer.Activation(Function.RELU));
  }
}
