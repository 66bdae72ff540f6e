package org.greensweep.network.zoo;

import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.Network;
import org.greensweep.network.Window;

/** Squeeze-and-excitation (Hu 2017): a gate per channel, computed from the channels' means. */
final class SqueezeExcitation {
  private SqueezeExcitation() {}

  /** Gates the node added last through {@code squeeze} channels; layer names as in torchvision. */
  static void add(Network.Builder net, String name, int squeeze, Function inner, Function gate) {
    int map = net.last();
    int channels = net.shape(map).channels();
    Window point = Window.square(1);
    net.then(name + ".avgpool", new Layer.AdaptiveAveragePool(1, 1));
    net.then(name + ".fc1", Convolution.of(channels, squeeze, point).withBias());
    net.then(name + ".activation", new Layer.Activation(inner));
    net.then(name + ".fc2", Convolution.of(squeeze, channels, point).withBias());
    int factors = net.then(name + ".scale_activation", new Layer.Activation(gate));
    net.add(name + ".multiply", new Layer.Multiply(), map, factors);
  }
}
