package org.greensweep.network.zoo;

import org.greensweep.network.Flatten;
import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.Network;
import org.greensweep.network.Shape;
import org.greensweep.network.Window;

/**
 * VGG-16 (Simonyan 2014, configuration D) with torchvision's layer names and its adaptive 7 x 7
 * pool, the identity at 224. Dropout does nothing at inference and is left out.
 */
final class Vgg {
  /** Channels of each convolution; 0 is a pool. */
  private static final int[] CONFIGURATION_D = {
    64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512, 0
  };

  private Vgg() {}

  static Network vgg16(String name, Shape input, int classes) {
    Network.Builder net = Network.builder(name, input);
    int feature = 0;
    int channels = input.channels();
    for (int width : CONFIGURATION_D) {
      if (width == 0) {
        Layer pool = new Layer.MaxPool(Window.square(2).stride(2), false);
        net.then("features." + feature, pool);
        feature++;
      } else {
        Convolution same = Convolution.of(channels, width, Window.square(3).pad(1));
        net.then("features." + feature, same.withBias());
        net.then("features." + (feature + 1), new Layer.Activation(Function.RELU));
        feature += 2;
        channels = width;
      }
    }
    net.then("avgpool", new Layer.AdaptiveAveragePool(7, 7));
    net.then("flatten", new Flatten());
    net.then("classifier.0", Layer.Dense.of(channels * 7 * 7, 4096));
    net.then("classifier.1", new Layer.Activation(Function.RELU));
    net.then("classifier.3", Layer.Dense.of(4096, 4096));
    net.then("classifier.4", new Layer.Activation(Function.RELU));
    net.then("classifier.6", Layer.Dense.of(4096, classes));
    Head.softmax(net, classes);
    return net.build();
  }
}
