package org.greensweep.network.zoo;

import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.Network;
import org.greensweep.network.Shape;
import org.greensweep.network.Window;

/**
 * GoogLeNet (Szegedy 2014) as torchvision has it, with its layer names: batch norms behind every
 * convolution, 3 x 3 where the paper has 5 x 5, without the auxiliary classifiers of training.
 */
final class GoogLeNet {
  private static final double EPSILON = 1e-3;

  /** Table 1: 1 x 1; 3 x 3 reduce, 3 x 3; 5 x 5 reduce, 5 x 5; pool projection. */
  private record Inception(String name, int point, int[] small, int[] large, int projection) {}

  private static final Inception[] STAGE_3 = {
    new Inception("inception3a", 64, new int[] {96, 128}, new int[] {16, 32}, 32),
    new Inception("inception3b", 128, new int[] {128, 192}, new int[] {32, 96}, 64)
  };
  private static final Inception[] STAGE_4 = {
    new Inception("inception4a", 192, new int[] {96, 208}, new int[] {16, 48}, 64),
    new Inception("inception4b", 160, new int[] {112, 224}, new int[] {24, 64}, 64),
    new Inception("inception4c", 128, new int[] {128, 256}, new int[] {24, 64}, 64),
    new Inception("inception4d", 112, new int[] {144, 288}, new int[] {32, 64}, 64),
    new Inception("inception4e", 256, new int[] {160, 320}, new int[] {32, 128}, 128)
  };
  private static final Inception[] STAGE_5 = {
    new Inception("inception5a", 256, new int[] {160, 320}, new int[] {32, 128}, 128),
    new Inception("inception5b", 384, new int[] {192, 384}, new int[] {48, 128}, 128)
  };

  private GoogLeNet() {}

  static Network build(String name, Shape input, int classes) {
    Network.Builder net = Network.builder(name, input);
    Window halving = Window.square(3).stride(2);
    Window stem = Window.square(7).stride(2).pad(3);
    normalized(net, "conv1", Convolution.of(input.channels(), 64, stem), net.last());
    net.then("maxpool1", new Layer.MaxPool(halving, true));
    normalized(net, "conv2", Convolution.of(64, 64, Window.square(1)), net.last());
    normalized(net, "conv3", Convolution.of(64, 192, Window.square(3).pad(1)), net.last());
    net.then("maxpool2", new Layer.MaxPool(halving, true));
    stage(net, STAGE_3);
    net.then("maxpool3", new Layer.MaxPool(halving, true));
    stage(net, STAGE_4);
    net.then("maxpool4", new Layer.MaxPool(Window.square(2).stride(2), true));
    stage(net, STAGE_5);
    Head.globalPoolAndDense(net, "fc", classes);
    return net.build();
  }

  private static void stage(Network.Builder net, Inception[] modules) {
    for (Inception module : modules) {
      inception(net, module);
    }
  }

  private static void inception(Network.Builder net, Inception module) {
    int fork = net.last();
    int channels = net.shape(fork).channels();
    String name = module.name();
    Window point = Window.square(1);
    int first =
        normalized(net, name + ".branch1", Convolution.of(channels, module.point(), point), fork);
    int second = reduced(net, name + ".branch2", channels, module.small(), fork);
    int third = reduced(net, name + ".branch3", channels, module.large(), fork);
    Layer pool = new Layer.MaxPool(Window.square(3).pad(1), true);
    int pooled = net.add(name + ".branch4.0", pool, fork);
    Convolution projection = Convolution.of(channels, module.projection(), point);
    int fourth = normalized(net, name + ".branch4.1", projection, pooled);
    net.add(name + ".concat", new Layer.Concat(), first, second, third, fourth);
  }

  private static int reduced(
      Network.Builder net, String name, int channels, int[] widths, int fork) {
    Convolution reduce = Convolution.of(channels, widths[0], Window.square(1));
    int reduced = normalized(net, name + ".0", reduce, fork);
    Convolution filter = Convolution.of(widths[0], widths[1], Window.square(3).pad(1));
    return normalized(net, name + ".1", filter, reduced);
  }

  private static int normalized(
      Network.Builder net, String name, Convolution convolution, int input) {
    net.add(name + ".conv", convolution, input);
    net.then(name + ".bn", new Layer.BatchNormalization(convolution.outputChannels(), EPSILON));
    return net.then(name + ".relu", new Layer.Activation(Function.RELU));
  }
}
