package org.greensweep.network.zoo;

import java.util.List;
import org.greensweep.network.Flatten;
import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.Network;
import org.greensweep.network.Shape;
import org.greensweep.network.Window;

/** MobileNetV3 (Howard 2019, Tables 1 and 2) as torchvision has it. */
final class MobileNetV3 {
  private static final double EPSILON = 1e-3;

  private record Block(
      int kernel, int expanded, int width, boolean gated, Function function, int stride) {}

  private static final List<Block> LARGE =
      List.of(
          relu(3, 16, 16, false, 1),
          relu(3, 64, 24, false, 2),
          relu(3, 72, 24, false, 1),
          relu(5, 72, 40, true, 2),
          relu(5, 120, 40, true, 1),
          relu(5, 120, 40, true, 1),
          swish(3, 240, 80, false, 2),
          swish(3, 200, 80, false, 1),
          swish(3, 184, 80, false, 1),
          swish(3, 184, 80, false, 1),
          swish(3, 480, 112, true, 1),
          swish(3, 672, 112, true, 1),
          swish(5, 672, 160, true, 2),
          swish(5, 960, 160, true, 1),
          swish(5, 960, 160, true, 1));

  private static final List<Block> SMALL =
      List.of(
          relu(3, 16, 16, true, 2),
          relu(3, 72, 24, false, 2),
          relu(3, 88, 24, false, 1),
          swish(5, 96, 40, true, 2),
          swish(5, 240, 40, true, 1),
          swish(5, 240, 40, true, 1),
          swish(5, 120, 48, true, 1),
          swish(5, 144, 48, true, 1),
          swish(5, 288, 96, true, 2),
          swish(5, 576, 96, true, 1),
          swish(5, 576, 96, true, 1));

  private MobileNetV3() {}

  private static Block relu(int kernel, int expanded, int width, boolean gated, int stride) {
    return new Block(kernel, expanded, width, gated, Function.RELU, stride);
  }

  private static Block swish(int kernel, int expanded, int width, boolean gated, int stride) {
    return new Block(kernel, expanded, width, gated, Function.HARD_SWISH, stride);
  }

  static Network large(String name, Shape input, int classes) {
    return build(name, input, classes, LARGE, 1280);
  }

  static Network small(String name, Shape input, int classes) {
    return build(name, input, classes, SMALL, 1024);
  }

  private static Network build(
      String name, Shape input, int classes, List<Block> blocks, int features) {
    Network.Builder net = Network.builder(name, input);
    Window stem = Window.square(3).stride(2).pad(1);
    Convolution first = Convolution.of(input.channels(), 16, stem);
    activated(net, "features.0", first, Function.HARD_SWISH);
    for (int number = 1; number <= blocks.size(); number++) {
      invertedResidual(net, "features." + number, blocks.get(number - 1));
    }
    int channels = net.shape(net.last()).channels();
    Convolution last = Convolution.of(channels, 6 * channels, Window.square(1));
    activated(net, "features." + (blocks.size() + 1), last, Function.HARD_SWISH);
    net.then("avgpool", new Layer.AdaptiveAveragePool(1, 1));
    net.then("flatten", new Flatten());
    net.then("classifier.0", Layer.Dense.of(6 * channels, features));
    net.then("classifier.1", new Layer.Activation(Function.HARD_SWISH));
    net.then("classifier.3", Layer.Dense.of(features, classes));
    Head.softmax(net, classes);
    return net.build();
  }

  private static void invertedResidual(Network.Builder net, String name, Block block) {
    int fork = net.last();
    int channels = net.shape(fork).channels();
    int hidden = block.expanded();
    if (hidden != channels) {
      Convolution expand = Convolution.of(channels, hidden, Window.square(1));
      activated(net, name + ".expand", expand, block.function());
    }
    Window filter = Window.square(block.kernel()).pad(block.kernel() / 2).stride(block.stride());
    Convolution depthwise = Convolution.of(hidden, hidden, filter).withGroups(hidden);
    activated(net, name + ".depthwise", depthwise, block.function());
    if (block.gated()) {
      int squeeze = multipleOf8(hidden / 4);
      SqueezeExcitation.add(net, name + ".gate", squeeze, Function.RELU, Function.HARD_SIGMOID);
    }
    net.then(name + ".project.0", Convolution.of(hidden, block.width(), Window.square(1)));
    int projected =
        net.then(name + ".project.1", new Layer.BatchNormalization(block.width(), EPSILON));
    if (block.stride() == 1 && channels == block.width()) {
      net.add(name + ".add", new Layer.Add(), fork, projected);
    }
  }

  /** The nearest multiple of 8, or the next one where that loses more than a tenth. */
  private static int multipleOf8(int channels) {
    int rounded = Math.max(8, (channels + 4) / 8 * 8);
    return rounded < 0.9 * channels ? rounded + 8 : rounded;
  }

  private static void activated(
      Network.Builder net, String name, Convolution convolution, Function function) {
    net.then(name + ".0", convolution);
    net.then(name + ".1", new Layer.BatchNormalization(convolution.outputChannels(), EPSILON));
    net.then(name + ".2", new Layer.Activation(function));
  }
}
