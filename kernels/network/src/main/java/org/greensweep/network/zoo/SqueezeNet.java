package org.greensweep.network.zoo;

import org.greensweep.network.Flatten;
import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.Network;
import org.greensweep.network.Shape;
import org.greensweep.network.Window;

/** SqueezeNet (Iandola 2016, Table 1) with torchvision's layer names; 1.1 pools earlier. */
final class SqueezeNet {
  /** Squeeze width and the width of each of the two expansions of the eight fire modules. */
  private static final int[][] FIRES = {
    {16, 64}, {16, 64}, {32, 128}, {32, 128}, {48, 192}, {48, 192}, {64, 256}, {64, 256}
  };

  private SqueezeNet() {}

  static Network version10(String name, Shape input, int classes) {
    Convolution stem = Convolution.of(input.channels(), 96, Window.square(7).stride(2));
    return build(Network.builder(name, input), classes, stem, 3, 7);
  }

  static Network version11(String name, Shape input, int classes) {
    Convolution stem = Convolution.of(input.channels(), 64, Window.square(3).stride(2));
    return build(Network.builder(name, input), classes, stem, 2, 4);
  }

  /** Pools follow the stem and the fire modules number {@code firstPool} and {@code secondPool}. */
  private static Network build(
      Network.Builder net, int classes, Convolution stem, int firstPool, int secondPool) {
    net.then("features.0", stem.withBias());
    net.then("features.1", new Layer.Activation(Function.RELU));
    Layer pool = new Layer.MaxPool(Window.square(3).stride(2), true);
    net.then("features.2", pool);
    int feature = 3;
    for (int fire = 1; fire <= FIRES.length; fire++) {
      fire(net, "features." + feature, FIRES[fire - 1][0], FIRES[fire - 1][1]);
      feature++;
      if (fire == firstPool || fire == secondPool) {
        net.then("features." + feature, pool);
        feature++;
      }
    }
    net.then("classifier.1", Convolution.of(512, classes, Window.square(1)).withBias());
    net.then("classifier.2", new Layer.Activation(Function.RELU));
    net.then("classifier.3", new Layer.AdaptiveAveragePool(1, 1));
    net.then("flatten", new Flatten());
    Head.softmax(net, classes);
    return net.build();
  }

  private static void fire(Network.Builder net, String name, int squeeze, int expand) {
    int channels = net.shape(net.last()).channels();
    Layer relu = new Layer.Activation(Function.RELU);
    Convolution narrow = Convolution.of(channels, squeeze, Window.square(1)).withBias();
    net.then(name + ".squeeze", narrow);
    int squeezed = net.then(name + ".squeeze_activation", relu);
    Convolution point = Convolution.of(squeeze, expand, Window.square(1)).withBias();
    net.then(name + ".expand1x1", point);
    int points = net.then(name + ".expand1x1_activation", relu);
    Convolution filter = Convolution.of(squeeze, expand, Window.square(3).pad(1)).withBias();
    net.add(name + ".expand3x3", filter, squeezed);
    int filters = net.then(name + ".expand3x3_activation", relu);
    net.add(name + ".concat", new Layer.Concat(), points, filters);
  }
}
