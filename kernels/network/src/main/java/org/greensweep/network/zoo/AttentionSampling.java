package org.greensweep.network.zoo;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.greensweep.network.Flatten;
import org.greensweep.network.L2Normalization;
import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Activation;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.Network;
import org.greensweep.network.PatchMean;
import org.greensweep.network.PatchSelection;
import org.greensweep.network.PerPatch;
import org.greensweep.network.Shape;
import org.greensweep.network.Softmax;
import org.greensweep.network.UserError;
import org.greensweep.network.Window;

/**
 * Attention sampling over megapixel images (Katharopoulos 2019; sizes of its digit experiment): a
 * network scores the places of a downscaled image, the best patches of the full image pass an
 * encoder, and the mean of their features is classified. Its baselines run the same encoder over
 * the whole image and over a downscaled one.
 *
 * <p>Parameters: {@code n} patches, {@code patch} pixels high and wide, and {@code scale}, the side
 * of the downscaled image as a fraction of the image's.
 */
final class AttentionSampling {
  private static final String SCALE = "scale";
  static final Map<String, Double> DEFAULTS = Map.of("n", 10.0, "patch", 50.0, SCALE, 0.2);
  static final Map<String, Double> SCALE_DEFAULT = Map.of(SCALE, 0.2);

  private static final int MAXIMUM = 4096;
  private static final int SCORE_WIDTH = 8;
  private static final int FEATURES = 32;
  private static final int FIRST_KERNEL = 7;
  private static final double EPSILON = 1e-12;

  private AttentionSampling() {}

  static Network build(String name, Shape input, int classes, Map<String, Double> parameters) {
    int patches = NameParameters.count(name, parameters, "n", MAXIMUM);
    int patch = NameParameters.count(name, parameters, "patch", MAXIMUM);
    int grid = low(name, input, parameters);
    Network.Builder net = Network.builder(name, input);
    net.then("downscale", new Layer.AdaptiveAveragePool(grid, grid));
    score(net, input.channels());
    int scores = net.last();
    net.add("select", new PatchSelection(patches, patch, patch, grid, grid), 0, scores);
    encode(net, Shape.of(input.channels(), patch, patch), layer -> new PerPatch(patches, layer));
    net.then("mean", new PatchMean(patches));
    return classified(net, classes);
  }

  static Network full(String name, Shape input, int classes, Map<String, Double> none) {
    Network.Builder net = Network.builder(name, input);
    encode(net, input, UnaryOperator.identity());
    return classified(net, classes);
  }

  static Network downscaled(String name, Shape input, int classes, Map<String, Double> parameters) {
    int low = low(name, input, parameters);
    Network.Builder net = Network.builder(name, input);
    net.then("downscale", new Layer.AdaptiveAveragePool(low, low));
    encode(net, Shape.of(input.channels(), low, low), UnaryOperator.identity());
    return classified(net, classes);
  }

  private static int low(String name, Shape input, Map<String, Double> parameters) {
    double scale = NameParameters.fraction(name, parameters, SCALE);
    // A product that is whole but for its rounding stays whole: 0.12 of 1500 is 180.
    int low = (int) Math.floor(scale * input.height() + 1e-9);
    if (low < 1) {
      throw new UserError(
          "Network %s: scale %s leaves no pixel of %s; take a larger scale or image"
              .formatted(name, scale, input));
    }
    return low;
  }

  private static void score(Network.Builder net, int channels) {
    Window window = Window.square(3).pad(1);
    net.then("attention.0", Convolution.of(channels, SCORE_WIDTH, window).withBias());
    net.then("attention.1", new Activation(Function.TANH));
    net.then("attention.2", Convolution.of(SCORE_WIDTH, SCORE_WIDTH, window).withBias());
    net.then("attention.3", new Activation(Function.TANH));
    net.then("attention.4", Convolution.of(SCORE_WIDTH, 1, window).withBias());
    net.then("attention.flatten", new Flatten());
    net.then("attention.softmax", Softmax.of(net.shape(net.last()).channels()));
  }

  /** Ends in a vector of features of each {@code map}. */
  private static void encode(Network.Builder net, Shape map, UnaryOperator<Layer> each) {
    int channels = map.channels();
    int height = map.height();
    int width = map.width();
    for (int layer = 0; layer < 4; layer++) {
      int kernel = layer == 0 ? FIRST_KERNEL : 3;
      Convolution convolution =
          Convolution.of(channels, FEATURES, Window.square(kernel)).withBias();
      net.then("features." + 2 * layer, each.apply(convolution));
      net.then("features." + (2 * layer + 1), each.apply(new Activation(Function.RELU)));
      channels = FEATURES;
      height -= kernel - 1;
      width -= kernel - 1;
    }
    Window whole = new Window(height, width, 1, 1, 1, 1, 0, 0, 0, 0);
    net.then("features.pool", each.apply(new Layer.MaxPool(whole, false)));
    net.then("features.flatten", each.apply(new Flatten()));
    net.then("features.normalize", each.apply(new L2Normalization(EPSILON)));
  }

  private static Network classified(Network.Builder net, int classes) {
    net.then("classifier", Layer.Dense.of(FEATURES, classes));
    Head.softmax(net, classes);
    return net.build();
  }
}
