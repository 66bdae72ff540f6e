package org.greensweep.network.zoo;

import org.greensweep.network.Flatten;
import org.greensweep.network.Layer;
import org.greensweep.network.Network;
import org.greensweep.network.Softmax;

/** How every classifier of the zoo ends. */
final class Head {
  private Head() {}

  /** The mean of the map, a dense layer named {@code dense}, and the end. */
  static void globalPoolAndDense(Network.Builder net, String dense, int classes) {
    int channels = net.shape(net.last()).channels();
    net.then("avgpool", new Layer.AdaptiveAveragePool(1, 1));
    net.then("flatten", new Flatten());
    net.then(dense, Layer.Dense.of(channels, classes));
    softmax(net, classes);
  }

  /** A softmax; with a single class the logit is the output, because its softmax is always 1. */
  static void softmax(Network.Builder net, int classes) {
    if (classes > 1) {
      net.then("softmax", Softmax.of(classes));
    }
  }
}
