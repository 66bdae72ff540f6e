package org.greensweep.inference;

import java.util.List;
import org.greensweep.network.AttentionSum;
import org.greensweep.network.AttentionWeights;
import org.greensweep.network.AttentionWeights.Score;
import org.greensweep.network.AttentionWindow;
import org.greensweep.network.ChannelScale;
import org.greensweep.network.ChannelShuffle;
import org.greensweep.network.FirstToken;
import org.greensweep.network.Flatten;
import org.greensweep.network.L2Normalization;
import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.LayerNormalization;
import org.greensweep.network.LocalResponseNormalization;
import org.greensweep.network.Network;
import org.greensweep.network.Pad;
import org.greensweep.network.PatchMean;
import org.greensweep.network.PatchSelection;
import org.greensweep.network.PerPatch;
import org.greensweep.network.Shape;
import org.greensweep.network.Softmax;
import org.greensweep.network.SpaceToDepth;
import org.greensweep.network.TokenEmbedding;
import org.greensweep.network.Window;

/** Small networks that together hold every layer, every fusion and awkward extents. */
final class TinyNetworks {
  private TinyNetworks() {}

  static List<Network> all() {
    return List.of(
        residual(),
        depthwise(),
        pools(),
        maxima(),
        binary(),
        grouped(),
        gated(),
        tokens(),
        patches());
  }

  /** Convolution, batch norm, both branches of an addition, ReLU, stride, asymmetric padding. */
  static Network residual() {
    Network.Builder net = Network.builder("residual", Shape.of(3, 13, 11));
    Window stem = new Window(5, 3, 2, 1, 1, 2, 1, 2, 3, 0);
    int conv = net.add("stem", Convolution.of(3, 20, stem), 0);
    int bn = net.add("stem.bn", new Layer.BatchNormalization(20, 1e-5), conv);
    int fork = net.add("stem.relu", new Layer.Activation(Function.RELU), bn);
    int a = net.add("a", Convolution.of(20, 33, Window.square(3).stride(2).pad(1)), fork);
    int aBn = net.add("a.bn", new Layer.BatchNormalization(33, 1e-5), a);
    int b = net.add("b", Convolution.of(20, 33, Window.square(1).stride(2)), fork);
    int bBn = net.add("b.bn", new Layer.BatchNormalization(33, 1e-5), b);
    int sum = net.add("add", new Layer.Add(), aBn, bBn);
    int relu = net.add("relu", new Layer.Activation(Function.RELU6), sum);
    int c = net.add("c", Convolution.of(33, 33, Window.square(3).pad(1)).withBias(), relu);
    int tail = net.add("tail", new Layer.Add(), relu, c, relu);
    int pool = net.add("pool", new Layer.AdaptiveAveragePool(1, 1), tail);
    int flat = net.add("flat", new Flatten(), pool);
    int fc = net.add("fc", Layer.Dense.of(33, 7), flat);
    net.add("softmax", Softmax.of(net.shape(fc).channels()), fc);
    return net.build();
  }

  static Network depthwise() {
    Network.Builder net = Network.builder("depthwise", Shape.of(5, 12, 9));
    int expand = net.add("expand", Convolution.of(5, 30, Window.square(1)), 0);
    int relu = net.add("relu", new Layer.Activation(Function.RELU6), expand);
    Window window = Window.square(3).stride(2).pad(1);
    int depthwise = net.add("dw", Convolution.of(30, 30, window).withGroups(30), relu);
    int bn = net.add("dw.bn", new Layer.BatchNormalization(30, 1e-3), depthwise);
    int active = net.add("dw.relu", new Layer.Activation(Function.RELU6), bn);
    Window wide = new Window(5, 2, 1, 2, 2, 1, 4, 1, 3, 0);
    int other = net.add("dw2", Convolution.of(30, 30, wide).withGroups(30).withBias(), active);
    net.add("project", Convolution.of(30, 6, Window.square(1)), other);
    // Channels in whole vectors, of 4 to 16 lanes: two layers become one step.
    net.then("expand2", Convolution.of(6, 48, Window.square(1)).withBias());
    net.then("relu2", new Layer.Activation(Function.RELU));
    net.then("dw3", Convolution.of(48, 48, Window.square(3).pad(1)).withGroups(48));
    net.then("relu3", new Layer.Activation(Function.RELU6));
    net.then("expand3", Convolution.of(48, 32, Window.square(1)));
    net.then("swish", new Layer.Activation(Function.HARD_SWISH));
    Window halving = Window.square(3).stride(2).pad(1);
    int last = net.then("dw4", Convolution.of(32, 32, halving).withGroups(32));
    // A batch norm over parts that only a convolution reads.
    net.add("joined", new Layer.Concat(), last, last);
    net.then("bn", new Layer.BatchNormalization(64, 1e-5));
    net.then("relu4", new Layer.Activation(Function.RELU));
    net.then("end", Convolution.of(64, 5, Window.square(1)));
    return net.build();
  }

  /** Every pool, local response normalization, lone batch norm and ReLU, flatten of a map. */
  static Network pools() {
    return pools(4);
  }

  /** As above; ONNX Runtime has no normalization over an even number of channels. */
  static Network pools(int neighbours) {
    Network.Builder net = Network.builder("pools", Shape.of(7, 17, 15));
    int lrn = net.add("lrn", new LocalResponseNormalization(5, 5e-4, 0.75, 2), 0);
    int lrn2 = net.add("lrn2", new LocalResponseNormalization(neighbours, 1e-1, 0.6, 1), lrn);
    int max = net.add("max", new Layer.MaxPool(Window.square(3).stride(2).pad(1), true), lrn2);
    int relu = net.add("relu", new Layer.Activation(Function.RELU), max);
    Window shifted = new Window(2, 3, 1, 2, 1, 1, 1, 0, 0, 2);
    int mean = net.add("mean", new Layer.AveragePool(shifted, true, true), relu);
    int valid = net.add("valid", new Layer.AveragePool(shifted, false, false), relu);
    int joined = net.add("joined", new Layer.Concat(), mean, valid);
    int bn = net.add("bn", new Layer.BatchNormalization(14, 1e-5), joined);
    int bins = net.add("bins", new Layer.AdaptiveAveragePool(4, 3), bn);
    int both = net.add("both", new Layer.Concat(), bins, bins);
    int flat = net.add("flat", new Flatten(), both);
    int fc = net.add("fc", Layer.Dense.of(28 * 12, 19), flat);
    int active = net.add("active", new Layer.Activation(Function.RELU), fc);
    net.add("fc2", Layer.Dense.of(19, 5), active);
    return net.build();
  }

  /** Maxima and concatenations that pass integer codes on, and some whose range is another. */
  static Network maxima() {
    Network.Builder net = Network.builder("maxima", Shape.of(3, 23, 21));
    net.add("stem", Convolution.of(3, 20, Window.square(3).pad(1)).withBias(), 0);
    net.then("stem.relu", new Layer.Activation(Function.RELU));
    int sole = net.then("sole", new Layer.MaxPool(Window.square(3).stride(2), true));
    int a = net.add("a", Convolution.of(20, 9, Window.square(1)), sole);
    int b = net.add("b", Convolution.of(20, 12, Window.square(3).pad(1)), sole);
    net.add("joined", new Layer.Concat(), a, b);
    net.then("chained", new Layer.MaxPool(Window.square(2).stride(2), false));
    net.then("c", Convolution.of(21, 40, Window.square(3).pad(1)).withBias());
    int fork = net.then("c.relu", new Layer.Activation(Function.RELU));
    int same = net.add("same", new Layer.MaxPool(Window.square(3).pad(1), false), fork);
    int d = net.add("d", Convolution.of(40, 33, Window.square(1)), fork);
    int e = net.add("e", Convolution.of(40, 16, Window.square(1)), same);
    int other = net.add("other", new Layer.MaxPool(Window.square(3).pad(1), false), d);
    int f = net.add("f", Convolution.of(33, 8, Window.square(1)), d);
    int g = net.add("g", Convolution.of(33, 8, Window.square(1)), other);
    net.add("all", new Layer.Concat(), e, f, g, net.add("sum", new Layer.Add(), f, g));
    net.then("end", Convolution.of(40, 5, Window.square(1)));
    return net.build();
  }

  /** Signs that only 1-bit layers read: of a concatenation, batch norms, a ReLU, a plain layer. */
  static Network signs() {
    Network.Builder net = Network.builder("signs", Shape.of(64, 9, 11));
    net.then("sign", new Layer.Activation(Function.SIGN));
    int conv = net.then("conv", Convolution.of(64, 32, Window.square(3).pad(1)).binary(-1));
    net.add("joined", new Layer.Concat(), 0, conv);
    net.then("bn", new Layer.BatchNormalization(96, 1e-5));
    net.then("sign0", new Layer.Activation(Function.SIGN));
    net.then("conv0", Convolution.of(96, 70, Window.square(3).pad(1)).binary(1));
    net.then("bn0", new Layer.BatchNormalization(70, 1e-5));
    net.then("sign1", new Layer.Activation(Function.SIGN));
    net.then("conv1", Convolution.of(70, 33, Window.square(3).stride(2).pad(1)).binary(0));
    net.then("sign2", new Layer.Activation(Function.SIGN));
    net.then("conv2", Convolution.of(33, 24, Window.square(2)).withBias().binary(-1));
    net.then("bn2", new Layer.BatchNormalization(24, 1e-5));
    net.then("relu", new Layer.Activation(Function.RELU));
    net.then("sign3", new Layer.Activation(Function.SIGN));
    net.then("conv3", Convolution.of(24, 20, Window.square(1)).binary(0));
    return net.build();
  }

  /**
   * Nothing but binary convolutions, with each padding, channel counts around a word, dense growth.
   */
  static Network binary() {
    Network.Builder net = Network.builder("binary", Shape.of(40, 14, 14));
    int last = 0;
    int channels = 40;
    for (int i = 0; i < 3; i++) {
      int bn = net.add("bn" + i, new Layer.BatchNormalization(channels, 1e-5), last);
      int sign = net.add("sign" + i, new Layer.Activation(Function.SIGN), bn);
      Window window = Window.square(3).dilation(i == 1 ? 2 : 1).pad(i == 1 ? 2 : 1);
      int conv = net.add("conv" + i, Convolution.of(channels, 24, window).binary(i - 1), sign);
      last = net.add("concat" + i, new Layer.Concat(), last, conv);
      channels += 24;
    }
    int sign = net.add("sign", new Layer.Activation(Function.SIGN), last);
    Convolution grouped =
        Convolution.of(112, 10, Window.square(2).stride(3).pad(1)).withGroups(2).binary(0);
    int end = net.add("grouped", grouped, sign);
    int bn = net.add("end.bn", new Layer.BatchNormalization(10, 1e-5), end);
    int endSign = net.add("end.sign", new Layer.Activation(Function.SIGN), bn);
    int flat = net.add("flat", new Flatten(), endSign);
    net.add(
        "dense",
        new Layer.Dense((int) net.shape(flat).elements(), 9, true, Layer.WeightKind.BINARY),
        flat);
    return net.build();
  }

  static Network grouped() {
    Network.Builder net = Network.builder("grouped", Shape.of(6, 10, 10));
    Convolution first = Convolution.of(6, 24, Window.square(3).pad(1)).withGroups(2).withBias();
    int a = net.add("a", first, 0);
    int relu = net.add("relu", new Layer.Activation(Function.RELU), a);
    int b = net.add("b", Convolution.of(24, 36, Window.square(3)).withGroups(4), relu);
    int c = net.add("c", Convolution.of(36, 200, Window.square(3).pad(2).dilation(2)), b);
    net.add("d", Convolution.of(200, 18, Window.square(1)).withGroups(2), c);
    return net.build();
  }

  /** Every smooth function, both kinds of product, a shuffle, a mean in parts. */
  static Network gated() {
    Network.Builder net = Network.builder("gated", Shape.of(6, 14, 11));
    net.then("conv", Convolution.of(6, 30, Window.square(3).pad(1)));
    int map = net.then("swish", new Layer.Activation(Function.HARD_SWISH));
    net.then("squeeze", new Layer.AdaptiveAveragePool(1, 1));
    net.then("fc1", Convolution.of(30, 7, Window.square(1)).withBias());
    net.then("silu", new Layer.Activation(Function.SILU));
    net.then("fc2", Convolution.of(7, 30, Window.square(1)).withBias());
    int gate = net.then("sigmoid", new Layer.Activation(Function.SIGMOID));
    int gated = net.add("gated", new Layer.Multiply(), map, gate);
    int hard = net.add("hard", new Layer.Activation(Function.HARD_SIGMOID), map);
    net.add("squared", new Layer.Multiply(), gated, hard);
    net.then("shuffle", new ChannelShuffle(5));
    net.then("project", Convolution.of(30, 4, Window.square(1)).withGroups(2));
    return net.build();
  }

  /** Attention of every kind over shifted, plain and whole windows, patches, pads and tokens. */
  static Network tokens() {
    Network.Builder net = Network.builder("tokens", Shape.of(3, 11, 15));
    net.then("patches", Convolution.of(3, 12, Window.square(2).stride(2)).withBias());
    net.then("norm", new LayerNormalization(12, 1e-5));
    int padded = net.then("pad", new Pad(1, 1));
    attention(net, "shifted", new AttentionWindow(3, 4, 1), Score.DOT_PRODUCT_AND_BIAS);
    net.then("scale", new ChannelScale(12));
    net.add("add", new Layer.Add(), net.last(), padded);
    attention(net, "cosine", new AttentionWindow(2, 2, 1), Score.COSINE);
    net.then("crop", new Pad(0, -2));
    net.then("merge", new SpaceToDepth());
    net.then("gelu", new Layer.Activation(Function.GELU));
    net.then("embedding", new TokenEmbedding(48, 9));
    attention(net, "whole", AttentionWindow.whole(net.shape(net.last())), Score.DOT_PRODUCT);
    net.then("class", new FirstToken());
    net.then("head", Layer.Dense.of(48, 5));
    return net.build();
  }

  private static void attention(
      Network.Builder net, String name, AttentionWindow window, Score score) {
    int input = net.last();
    int width = net.shape(input).channels();
    net.then(name + ".query_key", Convolution.of(width, 2 * width, Window.square(1)).withBias());
    int weights = net.then(name + ".weights", new AttentionWeights(width, 3, window, score));
    net.add(name + ".value", Convolution.of(width, width, Window.square(1)), input);
    net.add(name + ".sum", new AttentionSum(width, 3, window), weights, net.last());
  }

  /** Patches of two channels, one at each border, through an encoder of their own. */
  static Network patches() {
    Network.Builder net = Network.builder("patches", Shape.of(2, 31, 26));
    net.then("downscale", new Layer.AdaptiveAveragePool(6, 5));
    net.then("tanh", new Layer.Activation(Function.TANH));
    net.then("score", Convolution.of(2, 1, Window.square(3).pad(1)).withBias());
    net.then("flatten", new Flatten());
    int scores = net.then("softmax", Softmax.of(30));
    net.add("select", new PatchSelection(7, 9, 8, 6, 5), 0, scores);
    net.then("conv1", new PerPatch(7, Convolution.of(2, 20, Window.square(3)).withBias()));
    net.then("relu", new PerPatch(7, new Layer.Activation(Function.RELU)));
    net.then("conv2", new PerPatch(7, Convolution.of(20, 17, Window.square(3)).withBias()));
    net.then(
        "pool",
        new PerPatch(7, new Layer.MaxPool(new Window(5, 4, 1, 1, 1, 1, 0, 0, 0, 0), false)));
    net.then("vector", new PerPatch(7, new Flatten()));
    net.then("unit", new PerPatch(7, new L2Normalization(1e-12)));
    net.then("mean", new PatchMean(7));
    net.then("head", Layer.Dense.of(17, 5));
    return net.build();
  }
}
