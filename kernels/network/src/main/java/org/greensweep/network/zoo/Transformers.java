package org.greensweep.network.zoo;

import org.greensweep.network.AttentionSum;
import org.greensweep.network.AttentionWeights;
import org.greensweep.network.AttentionWeights.Score;
import org.greensweep.network.AttentionWindow;
import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.Network;
import org.greensweep.network.Window;

/** What the transformers share. A linear layer over tokens is a 1 x 1 convolution of their map. */
final class Transformers {
  private static final int MLP_RATIO = 4;

  private Transformers() {}

  static int linear(Network.Builder net, String name, int width) {
    return net.then(name, withoutBias(net, width).withBias());
  }

  static Convolution withoutBias(Network.Builder net, int width) {
    return Convolution.of(net.shape(net.last()).channels(), width, Window.square(1));
  }

  /**
   * Queries and keys in one projection, values in another, attention, and the projection back, of
   * the node added last.
   */
  static int attention(
      Network.Builder net, String name, int heads, AttentionWindow window, Score score) {
    int input = net.last();
    int width = net.shape(input).channels();
    Convolution projection = withoutBias(net, 2 * width);
    // Under cosines only queries and values have offsets; the queries' belong to the weights.
    boolean bias = score != Score.COSINE;
    net.then(name + ".query_key", bias ? projection.withBias() : projection);
    int weights = net.then(name + ".weights", new AttentionWeights(width, heads, window, score));
    Convolution values = Convolution.of(width, width, Window.square(1)).withBias();
    net.add(name + ".value", values, input);
    net.add(name + ".sum", new AttentionSum(width, heads, window), weights, net.last());
    return linear(net, name + ".projection", width);
  }

  /** Two linear layers, the inner one four times as wide. */
  static int perceptron(Network.Builder net, String name, Function function) {
    int width = net.shape(net.last()).channels();
    linear(net, name + ".fc1", MLP_RATIO * width);
    net.then(name + ".activation", new Layer.Activation(function));
    return linear(net, name + ".fc2", width);
  }
}
