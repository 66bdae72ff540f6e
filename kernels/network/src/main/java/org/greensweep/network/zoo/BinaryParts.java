package org.greensweep.network.zoo;

import org.greensweep.network.Flatten;
import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.Network;
import org.greensweep.network.Shape;
import org.greensweep.network.Window;

/** What the binary networks of BMXNet 2 and Larq Zoo share. */
final class BinaryParts {
  /** Gluon's default, which BMXNet 2 keeps. */
  private static final double GLUON_EPSILON = 1e-5;

  /** Keras' default, which Larq Zoo mostly keeps. */
  static final double KERAS_EPSILON = 1e-3;

  private BinaryParts() {}

  static int normalization(Network.Builder net, String name) {
    return normalization(net, name, GLUON_EPSILON);
  }

  static int normalization(Network.Builder net, String name, double epsilon) {
    int channels = net.shape(net.last()).channels();
    return net.then(name, new Layer.BatchNormalization(channels, epsilon));
  }

  /** 7 x 7 convolution, batch norm, ReLU, 3 x 3 pool: a quarter of the height and width. */
  static void stem(Network.Builder net, int inputChannels) {
    net.then("stem.conv", Convolution.of(inputChannels, 64, Window.square(7).stride(2).pad(3)));
    normalization(net, "stem.bn");
    net.then("stem.relu", new Layer.Activation(Function.RELU));
    net.then("stem.pool", new Layer.MaxPool(Window.square(3).stride(2).pad(1), false));
  }

  /** Batch norm, sign, binary 3 x 3 convolution with 64 outputs, padded with -1. */
  static int binaryBranch(Network.Builder net, String name, int dilation) {
    int channels = net.shape(net.last()).channels();
    normalization(net, name + ".bn");
    net.then(name + ".sign", new Layer.Activation(Function.SIGN));
    Window same = Window.square(3).dilation(dilation).pad(dilation);
    return net.then(name + ".conv", Convolution.of(channels, 64, same).binary(-1));
  }

  /** Batch norm, ReLU, mean over the map, classifier. */
  static void denseHead(Network.Builder net, int classes) {
    normalization(net, "head.bn");
    reluHead(net, classes);
  }

  static void reluHead(Network.Builder net, int classes) {
    net.then("head.relu", new Layer.Activation(Function.RELU));
    head(net, classes);
  }

  static void head(Network.Builder net, int classes) {
    int channels = net.shape(net.last()).channels();
    net.then("head.pool", new Layer.AdaptiveAveragePool(1, 1));
    net.then("flatten", new Flatten());
    net.then("fc", Layer.Dense.of(channels, classes));
    Head.softmax(net, classes);
  }

  /**
   * The window of TensorFlow's padding "same" over {@code input}: output size ceil(size / stride),
   * the odd element of padding at the bottom and the right.
   */
  static Window same(int kernel, int stride, Shape input) {
    int height = samePadding(kernel, stride, input.height());
    int width = samePadding(kernel, stride, input.width());
    return new Window(
        kernel,
        kernel,
        stride,
        stride,
        1,
        1,
        height / 2,
        width / 2,
        height - height / 2,
        width - width / 2);
  }

  private static int samePadding(int kernel, int stride, int size) {
    int outputs = (size + stride - 1) / stride;
    return Math.max((outputs - 1) * stride + kernel - size, 0);
  }
}
