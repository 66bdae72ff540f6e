package org.greensweep.network.zoo;

import java.util.List;
import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.Network;
import org.greensweep.network.Shape;
import org.greensweep.network.Window;

/**
 * Binary dense networks (Bethge 2019, "Back to Simplicity") as BMXNet 2 defines them: a real-valued
 * stem, dense blocks of binary 3 x 3 convolutions with 64 outputs, real-valued 1 x 1 transitions.
 *
 * <p>The head pools over the whole map, which at 224 is BMXNet's 7 x 7 average pool.
 */
final class BinaryDenseNet {
  private static final int GROWTH = 64;
  private static final double EPSILON = 1e-5;

  private BinaryDenseNet() {}

  static Network binaryDenseNet28(String name, Shape input, int classes) {
    return build(name, input, classes, List.of(6, 6, 6, 5), List.of(160, 192, 256));
  }

  /** {@code blocks} of each stage; {@code transitions} are the channels after each but the last. */
  private static Network build(
      String name, Shape input, int classes, List<Integer> blocks, List<Integer> transitions) {
    Network.Builder net = Network.builder(name, input);
    stem(net, input.channels());
    for (int stage = 0; stage < blocks.size(); stage++) {
      for (int block = 0; block < blocks.get(stage); block++) {
        denseBlock(net, "stage" + (stage + 1) + "." + block);
      }
      if (stage < transitions.size()) {
        transition(net, "transition" + (stage + 1), transitions.get(stage));
      }
    }
    head(net, classes);
    return net.build();
  }

  private static void stem(Network.Builder net, int inputChannels) {
    net.then("stem.conv", Convolution.of(inputChannels, 64, Window.square(7).stride(2).pad(3)));
    net.then("stem.bn", new Layer.BatchNormalization(64, EPSILON));
    net.then("stem.relu", new Layer.Activation(Function.RELU));
    net.then("stem.pool", new Layer.MaxPool(Window.square(3).stride(2).pad(1), false));
  }

  /** Concatenates 64 new channels, computed from the sign of all earlier ones. */
  private static void denseBlock(Network.Builder net, String name) {
    int earlier = net.last();
    int channels = net.shape(earlier).channels();
    net.then(name + ".bn", new Layer.BatchNormalization(channels, EPSILON));
    net.then(name + ".sign", new Layer.Activation(Function.SIGN));
    Window same = Window.square(3).pad(1);
    int grown = net.then(name + ".conv", Convolution.of(channels, GROWTH, same).binary(-1));
    net.add(name + ".concat", new Layer.Concat(), earlier, grown);
  }

  private static void transition(Network.Builder net, String name, int width) {
    int channels = net.shape(net.last()).channels();
    net.then(name + ".bn", new Layer.BatchNormalization(channels, EPSILON));
    net.then(name + ".pool", new Layer.MaxPool(Window.square(2).stride(2), false));
    net.then(name + ".relu", new Layer.Activation(Function.RELU));
    net.then(name + ".conv", Convolution.of(channels, width, Window.square(1)));
  }

  private static void head(Network.Builder net, int classes) {
    int channels = net.shape(net.last()).channels();
    net.then("head.bn", new Layer.BatchNormalization(channels, EPSILON));
    net.then("head.relu", new Layer.Activation(Function.RELU));
    net.then("head.pool", new Layer.AdaptiveAveragePool(1, 1));
    net.then("flatten", new Layer.Flatten());
    net.then("fc", Layer.Dense.of(channels, classes));
    net.then("softmax", new Layer.Softmax());
  }
}
