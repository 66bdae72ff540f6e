package org.greensweep.network.zoo;

import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.Network;
import org.greensweep.network.Shape;
import org.greensweep.network.Window;

/** MobileNetV1 at width 1.0 (Howard 2017, Table 1): depthwise 3 x 3, then pointwise 1 x 1. */
final class MobileNetV1 {
  private static final double EPSILON = 1e-5;

  /** Output channels and stride of each separable block. */
  private static final int[][] BLOCKS = {
    {64, 1}, {128, 2}, {128, 1}, {256, 2}, {256, 1}, {512, 2}, {512, 1}, {512, 1}, {512, 1},
    {512, 1}, {512, 1}, {1024, 2}, {1024, 1}
  };

  private MobileNetV1() {}

  static Network build(String name, Shape input, int classes) {
    Network.Builder net = Network.builder(name, input);
    Window same = Window.square(3).pad(1);
    activated(net, "stem", Convolution.of(input.channels(), 32, same.stride(2)));
    int channels = 32;
    for (int block = 0; block < BLOCKS.length; block++) {
      int width = BLOCKS[block][0];
      Window filter = same.stride(BLOCKS[block][1]);
      String place = "block" + (block + 1);
      Convolution depthwise = Convolution.of(channels, channels, filter).withGroups(channels);
      activated(net, place + ".depthwise", depthwise);
      activated(net, place + ".pointwise", Convolution.of(channels, width, Window.square(1)));
      channels = width;
    }
    Head.globalPoolAndDense(net, "fc", classes);
    return net.build();
  }

  private static void activated(Network.Builder net, String name, Convolution convolution) {
    net.then(name + ".conv", convolution);
    net.then(name + ".bn", new Layer.BatchNormalization(convolution.outputChannels(), EPSILON));
    net.then(name + ".relu", new Layer.Activation(Function.RELU));
  }
}
