package org.greensweep.network.zoo;

import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.Network;
import org.greensweep.network.Shape;
import org.greensweep.network.Window;

/** MobileNetV2 at width 1.0 (Sandler 2018, Table 2) with torchvision's layer names. */
final class MobileNetV2 {
  private static final double EPSILON = 1e-5;

  /** Expansion factor, output channels, repeats, first stride. */
  private static final int[][] STAGES = {
    {1, 16, 1, 1},
    {6, 24, 2, 2},
    {6, 32, 3, 2},
    {6, 64, 4, 2},
    {6, 96, 3, 1},
    {6, 160, 3, 2},
    {6, 320, 1, 1}
  };

  private MobileNetV2() {}

  static Network build(String name, Shape input, int classes) {
    Network.Builder net = Network.builder(name, input);
    Window stem = Window.square(3).stride(2).pad(1);
    activated(net, "features.0", Convolution.of(input.channels(), 32, stem));
    int channels = 32;
    int feature = 1;
    for (int[] stage : STAGES) {
      for (int repeat = 0; repeat < stage[2]; repeat++) {
        int stride = repeat == 0 ? stage[3] : 1;
        invertedResidual(net, "features." + feature, channels, stage[0], stage[1], stride);
        channels = stage[1];
        feature++;
      }
    }
    activated(net, "features." + feature, Convolution.of(channels, 1280, Window.square(1)));
    Head.globalPoolAndDense(net, "classifier.1", classes);
    return net.build();
  }

  /** Expand 1 x 1, filter depthwise 3 x 3, project 1 x 1 without an activation (Table 1). */
  private static void invertedResidual(
      Network.Builder net, String name, int channels, int expansion, int width, int stride) {
    int fork = net.last();
    int hidden = channels * expansion;
    int step = 0;
    if (expansion != 1) {
      activated(net, name + ".conv.0", Convolution.of(channels, hidden, Window.square(1)));
      step = 1;
    }
    Window depthwise = Window.square(3).stride(stride).pad(1);
    activated(
        net, name + ".conv." + step, Convolution.of(hidden, hidden, depthwise).withGroups(hidden));
    net.then(name + ".conv." + (step + 1), Convolution.of(hidden, width, Window.square(1)));
    int projected =
        net.then(name + ".conv." + (step + 2), new Layer.BatchNormalization(width, EPSILON));
    if (stride == 1 && channels == width) {
      net.add(name + ".add", new Layer.Add(), fork, projected);
    }
  }

  private static void activated(Network.Builder net, String name, Convolution convolution) {
    net.then(name + ".0", convolution);
    net.then(name + ".1", new Layer.BatchNormalization(convolution.outputChannels(), EPSILON));
    net.then(name + ".2", new Layer.Activation(Function.RELU6));
  }
}
