package org.greensweep.network.zoo;

import org.greensweep.network.Flatten;
import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.Network;
import org.greensweep.network.Shape;

/**
 * The multilayer perceptron of Selvan 2023: the image as a vector, hidden layers of 128, 64, 32 and
 * 16, ReLU between. Its first layer grows with the image.
 */
final class Mlp {
  private static final int[] HIDDEN = {128, 64, 32, 16};

  private Mlp() {}

  static Network build(String name, Shape input, int classes) {
    Network.Builder net = Network.builder(name, input);
    net.then("flatten", new Flatten());
    for (int number = 1; number <= HIDDEN.length; number++) {
      int features = net.shape(net.last()).channels();
      net.then("fc" + number, Layer.Dense.of(features, HIDDEN[number - 1]));
      net.then("relu" + number, new Layer.Activation(Function.RELU));
    }
    net.then("fc5", Layer.Dense.of(HIDDEN[HIDDEN.length - 1], classes));
    Head.softmax(net, classes);
    return net.build();
  }
}
