package org.greensweep.network.zoo;

import org.greensweep.network.Flatten;
import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.LocalResponseNormalization;
import org.greensweep.network.Network;
import org.greensweep.network.Shape;
import org.greensweep.network.Window;

/** AlexNet, in its two published forms. Dropout does nothing at inference and is left out. */
final class AlexNet {
  private AlexNet() {}

  /**
   * The two-column network of Krizhevsky 2012 (convolutions 2, 4 and 5 in two groups, local
   * response normalization) over 227 x 227. Inputs of other sizes reach the dense layers through an
   * adaptive 6 x 6 pool, which is the identity at 227.
   */
  static Network grouped(String name, Shape input, int classes) {
    Network.Builder net = Network.builder(name, input);
    Layer.MaxPool pool = new Layer.MaxPool(Window.square(3).stride(2), false);
    // The paper's 3.3 has alpha 1e-4 on the plain sum of 5 squares, k = 2 and beta = 0.75.
    Layer normalization = new LocalResponseNormalization(5, 5e-4, 0.75, 2);
    convolution(net, 1, Convolution.of(input.channels(), 96, Window.square(11).stride(4)));
    net.then("norm1", normalization);
    net.then("pool1", pool);
    convolution(net, 2, Convolution.of(96, 256, Window.square(5).pad(2)).withGroups(2));
    net.then("norm2", normalization);
    net.then("pool2", pool);
    Window same = Window.square(3).pad(1);
    convolution(net, 3, Convolution.of(256, 384, same));
    convolution(net, 4, Convolution.of(384, 384, same).withGroups(2));
    convolution(net, 5, Convolution.of(384, 256, same).withGroups(2));
    net.then("pool5", pool);
    net.then("adaptive_pool", new Layer.AdaptiveAveragePool(6, 6));
    net.then("flatten", new Flatten());
    net.then("fc6", Layer.Dense.of(256 * 6 * 6, 4096));
    net.then("relu6", new Layer.Activation(Function.RELU));
    net.then("fc7", Layer.Dense.of(4096, 4096));
    net.then("relu7", new Layer.Activation(Function.RELU));
    net.then("fc8", Layer.Dense.of(4096, classes));
    Head.softmax(net, classes);
    return net.build();
  }

  private static void convolution(Network.Builder net, int number, Convolution convolution) {
    net.then("conv" + number, convolution.withBias());
    net.then("relu" + number, new Layer.Activation(Function.RELU));
  }

  /**
   * The single-column network of Krizhevsky 2014 ("One weird trick"), as in torchvision, whose
   * layer names it keeps.
   */
  static Network oneWeirdTrick(String name, Shape input, int classes) {
    Network.Builder net = Network.builder(name, input);
    Layer.MaxPool pool = new Layer.MaxPool(Window.square(3).stride(2), false);
    Window same = Window.square(3).pad(1);
    Window stem = Window.square(11).stride(4).pad(2);
    feature(net, 0, Convolution.of(input.channels(), 64, stem));
    net.then("features.2", pool);
    feature(net, 3, Convolution.of(64, 192, Window.square(5).pad(2)));
    net.then("features.5", pool);
    feature(net, 6, Convolution.of(192, 384, same));
    feature(net, 8, Convolution.of(384, 256, same));
    feature(net, 10, Convolution.of(256, 256, same));
    net.then("features.12", pool);
    net.then("avgpool", new Layer.AdaptiveAveragePool(6, 6));
    net.then("flatten", new Flatten());
    net.then("classifier.1", Layer.Dense.of(256 * 6 * 6, 4096));
    net.then("classifier.2", new Layer.Activation(Function.RELU));
    net.then("classifier.4", Layer.Dense.of(4096, 4096));
    net.then("classifier.5", new Layer.Activation(Function.RELU));
    net.then("classifier.6", Layer.Dense.of(4096, classes));
    Head.softmax(net, classes);
    return net.build();
  }

  private static void feature(Network.Builder net, int number, Convolution convolution) {
    net.then("features." + number, convolution.withBias());
    net.then("features." + (number + 1), new Layer.Activation(Function.RELU));
  }
}
