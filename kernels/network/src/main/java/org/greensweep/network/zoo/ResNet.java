package org.greensweep.network.zoo;

import java.util.List;
import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.Network;
import org.greensweep.network.Shape;
import org.greensweep.network.Window;

/** Residual networks (He 2015) as in torchvision, whose layer names they keep. */
final class ResNet {
  private static final double EPSILON = 1e-5;

  private ResNet() {}

  static Network resnet18(String name, Shape input, int classes) {
    return basic(name, input, classes, List.of(2, 2, 2, 2));
  }

  /** Two 3 x 3 convolutions a block; {@code blocks} counts those of each of the four stages. */
  private static Network basic(String name, Shape input, int classes, List<Integer> blocks) {
    Network.Builder net = Network.builder(name, input);
    stem(net, input.channels());
    int channels = 64;
    for (int stage = 0; stage < blocks.size(); stage++) {
      int width = 64 << stage;
      for (int block = 0; block < blocks.get(stage); block++) {
        int stride = stage > 0 && block == 0 ? 2 : 1;
        basicBlock(net, "layer" + (stage + 1) + "." + block, channels, width, stride);
        channels = width;
      }
    }
    head(net, channels, classes);
    return net.build();
  }

  private static void stem(Network.Builder net, int inputChannels) {
    net.then("conv1", Convolution.of(inputChannels, 64, Window.square(7).stride(2).pad(3)));
    net.then("bn1", new Layer.BatchNormalization(64, EPSILON));
    net.then("relu", new Layer.Activation(Function.RELU));
    net.then("maxpool", new Layer.MaxPool(Window.square(3).stride(2).pad(1), false));
  }

  private static void head(Network.Builder net, int channels, int classes) {
    net.then("avgpool", new Layer.AdaptiveAveragePool(1, 1));
    net.then("flatten", new Layer.Flatten());
    net.then("fc", Layer.Dense.of(channels, classes));
    net.then("softmax", new Layer.Softmax());
  }

  private static void basicBlock(
      Network.Builder net, String name, int channels, int width, int stride) {
    int fork = net.last();
    Window same = Window.square(3).pad(1);
    net.then(name + ".conv1", Convolution.of(channels, width, same.stride(stride)));
    net.then(name + ".bn1", new Layer.BatchNormalization(width, EPSILON));
    net.then(name + ".relu1", new Layer.Activation(Function.RELU));
    net.then(name + ".conv2", Convolution.of(width, width, same));
    int residual = net.then(name + ".bn2", new Layer.BatchNormalization(width, EPSILON));
    join(net, name, fork, residual, stride);
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
