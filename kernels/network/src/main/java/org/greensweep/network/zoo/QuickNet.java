package org.greensweep.network.zoo;

import java.util.List;
import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.Network;
import org.greensweep.network.Shape;
import org.greensweep.network.Window;

/**
 * QuickNet (Larq Zoo 1.0; Bannink 2021): binary 3 x 3 convolutions with a shortcut around each, a
 * depthwise stem, and transitions that blur with a fixed 3 x 3 filter, whose weights Larq counts.
 */
final class QuickNet {
  private QuickNet() {}

  static Network small(String name, Shape input, int classes) {
    return build(name, input, classes, List.of(4, 4, 4, 4), List.of(32, 64, 256, 512));
  }

  static Network normal(String name, Shape input, int classes) {
    return build(name, input, classes, List.of(4, 4, 4, 4), List.of(64, 128, 256, 512));
  }

  static Network large(String name, Shape input, int classes) {
    return build(name, input, classes, List.of(6, 8, 12, 6), List.of(64, 128, 256, 512));
  }

  private static Network build(
      String name, Shape input, int classes, List<Integer> blocks, List<Integer> widths) {
    Network.Builder net = Network.builder(name, input);
    stem(net, input, widths.get(0));
    for (int section = 0; section < blocks.size(); section++) {
      if (section > 0) {
        transition(net, "transition" + section, widths.get(section));
      }
      for (int block = 0; block < blocks.get(section); block++) {
        residualBlock(net, "section" + (section + 1) + "." + block);
      }
    }
    BinaryParts.reluHead(net, classes);
    return net.build();
  }

  private static void stem(Network.Builder net, Shape input, int width) {
    int narrow = width / 4;
    Window half = BinaryParts.same(3, 2, input);
    net.then("stem.conv", Convolution.of(input.channels(), narrow, half));
    BinaryParts.normalization(net, "stem.bn", BinaryParts.KERAS_EPSILON);
    net.then("stem.relu", new Layer.Activation(Function.RELU));
    depthwise(net, "stem.depthwise");
    BinaryParts.normalization(net, "stem.depthwise_bn", BinaryParts.KERAS_EPSILON);
    net.then("stem.pointwise", Convolution.of(narrow, width, Window.square(1)));
    BinaryParts.normalization(net, "stem.pointwise_bn", BinaryParts.KERAS_EPSILON);
  }

  /** A depthwise 3 x 3 convolution that halves the map. */
  private static void depthwise(Network.Builder net, String name) {
    Shape map = net.shape(net.last());
    Convolution halving =
        Convolution.of(map.channels(), map.channels(), BinaryParts.same(3, 2, map));
    net.then(name, halving.withGroups(map.channels()));
  }

  private static void residualBlock(Network.Builder net, String name) {
    int fork = net.last();
    int channels = net.shape(fork).channels();
    net.then(name + ".sign", new Layer.Activation(Function.SIGN));
    Window same = Window.square(3).pad(1);
    net.then(name + ".conv", Convolution.of(channels, channels, same).binary(1));
    net.then(name + ".relu", new Layer.Activation(Function.RELU));
    int residual = BinaryParts.normalization(net, name + ".bn");
    net.add(name + ".add", new Layer.Add(), residual, fork);
  }

  private static void transition(Network.Builder net, String name, int width) {
    net.then(name + ".relu", new Layer.Activation(Function.RELU));
    net.then(name + ".pool", new Layer.MaxPool(Window.square(2), false));
    depthwise(net, name + ".blur");
    int channels = net.shape(net.last()).channels();
    net.then(name + ".conv", Convolution.of(channels, width, Window.square(1)));
    BinaryParts.normalization(net, name + ".bn");
  }
}
