package org.greensweep.network.zoo;

import java.util.Map;
import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.Network;
import org.greensweep.network.Shape;
import org.greensweep.network.Window;

/**
 * MobileNetV1 (Howard 2017, Table 1): depthwise 3 x 3, then pointwise 1 x 1.
 *
 * <p>Parameter: {@code width}, the fraction of the channels of every layer that is kept, the
 * paper's width multiplier.
 */
final class MobileNetV1 {
  private static final String WIDTH = "width";
  static final Map<String, Double> DEFAULTS = Map.of(WIDTH, 1.0);

  private static final double EPSILON = 1e-5;
  private static final int STEM = 32;

  /** Output channels and stride of each separable block. */
  private static final int[][] BLOCKS = {
    {64, 1}, {128, 2}, {128, 1}, {256, 2}, {256, 1}, {512, 2}, {512, 1}, {512, 1}, {512, 1},
    {512, 1}, {512, 1}, {1024, 2}, {1024, 1}
  };

  private MobileNetV1() {}

  static Network build(String name, Shape input, int classes, Map<String, Double> parameters) {
    double kept = NameParameters.fraction(name, parameters, WIDTH);
    Network.Builder net = Network.builder(name, input);
    Window same = Window.square(3).pad(1);
    int channels = channels(STEM, kept);
    activated(net, "stem", Convolution.of(input.channels(), channels, same.stride(2)));
    for (int block = 0; block < BLOCKS.length; block++) {
      int width = channels(BLOCKS[block][0], kept);
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

  private static int channels(int published, double kept) {
    return Math.max(1, (int) Math.round(published * kept));
  }

  private static void activated(Network.Builder net, String name, Convolution convolution) {
    net.then(name + ".conv", convolution);
    net.then(name + ".bn", new Layer.BatchNormalization(convolution.outputChannels(), EPSILON));
    net.then(name + ".relu", new Layer.Activation(Function.RELU));
  }
}
