package org.greensweep.network.zoo;

import org.greensweep.network.AttentionWeights.Score;
import org.greensweep.network.AttentionWindow;
import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.LayerNormalization;
import org.greensweep.network.Network;
import org.greensweep.network.Pad;
import org.greensweep.network.Shape;
import org.greensweep.network.SpaceToDepth;
import org.greensweep.network.Window;

/**
 * Swin transformers: Swin-B with windows of 7 (Liu 2021) as in torchvision, and Swin V2-B with
 * windows of 8 (Liu 2022) as in timm.
 *
 * <p>The way queries are scored tells the two apart in what follows. A map that is no multiple of
 * its window is padded with zeros before the projections of an attention and cut back behind it, an
 * odd one before patches are merged. Windows do not shift over a map that they cover; those of V2
 * shrink to a map that is smaller.
 */
final class SwinTransformer {
  private static final double EPSILON = 1e-5;
  private static final int[] DEPTHS = {2, 2, 18, 2};
  private static final int WIDTH = 128;
  private static final int CHANNELS_PER_HEAD = 32;

  private SwinTransformer() {}

  static Network base(String name, Shape input, int classes) {
    return build(name, input, classes, 7, Score.DOT_PRODUCT_AND_BIAS);
  }

  static Network baseV2(String name, Shape input, int classes) {
    return build(name, input, classes, 8, Score.COSINE);
  }

  private static Network build(String name, Shape input, int classes, int window, Score score) {
    Network.Builder net = Network.builder(name, input);
    Window patch = Window.square(4).stride(4);
    net.then("patches", Convolution.of(input.channels(), WIDTH, patch).withBias());
    net.then("patches.norm", new LayerNormalization(WIDTH, EPSILON));
    for (int stage = 0; stage < DEPTHS.length; stage++) {
      if (stage > 0) {
        merge(net, "merge" + stage, score);
      }
      for (int block = 0; block < DEPTHS[stage]; block++) {
        block(net, "stage" + (stage + 1) + "." + block, window, block % 2 == 1, score);
      }
    }
    net.then("norm", new LayerNormalization(net.shape(net.last()).channels(), EPSILON));
    Head.globalPoolAndDense(net, "head", classes);
    return net.build();
  }

  /** Halves the map and doubles its channels; V2 normalizes behind the reduction. */
  private static void merge(Network.Builder net, String name, Score score) {
    Shape map = net.shape(net.last());
    pad(net, name + ".pad", map.height() % 2, map.width() % 2);
    net.then(name + ".merge", new SpaceToDepth());
    if (score == Score.DOT_PRODUCT_AND_BIAS) {
      net.then(name + ".norm", new LayerNormalization(4 * map.channels(), EPSILON));
    }
    net.then(name + ".reduction", Transformers.withoutBias(net, 2 * map.channels()));
    if (score == Score.COSINE) {
      net.then(name + ".norm", new LayerNormalization(2 * map.channels(), EPSILON));
    }
  }

  /** V1 normalizes before each branch, V2 behind it. */
  private static void block(
      Network.Builder net, String name, int window, boolean shifted, Score score) {
    Layer norm = new LayerNormalization(net.shape(net.last()).channels(), EPSILON);
    int fork = net.last();
    if (score == Score.DOT_PRODUCT_AND_BIAS) {
      net.then(name + ".norm1", norm);
    }
    attention(net, name + ".attention", window, shifted, score);
    if (score == Score.COSINE) {
      net.then(name + ".norm1", norm);
    }
    fork = net.add(name + ".attention_add", new Layer.Add(), net.last(), fork);
    if (score == Score.DOT_PRODUCT_AND_BIAS) {
      net.then(name + ".norm2", norm);
    }
    Transformers.perceptron(net, name + ".mlp", Function.GELU);
    if (score == Score.COSINE) {
      net.then(name + ".norm2", norm);
    }
    net.add(name + ".mlp_add", new Layer.Add(), net.last(), fork);
  }

  private static void attention(
      Network.Builder net, String name, int window, boolean shifted, Score score) {
    Shape map = net.shape(net.last());
    int smaller = Math.min(map.height(), map.width());
    int side = score == Score.COSINE ? Math.min(window, smaller) : window;
    int bottom = Math.floorMod(-map.height(), side);
    int right = Math.floorMod(-map.width(), side);
    boolean covered = smaller + Math.min(bottom, right) <= side;
    int shift = shifted && !covered ? side / 2 : 0;
    pad(net, name + ".pad", bottom, right);
    AttentionWindow windows = new AttentionWindow(side, side, shift);
    Transformers.attention(net, name, map.channels() / CHANNELS_PER_HEAD, windows, score);
    pad(net, name + ".crop", -bottom, -right);
  }

  private static void pad(Network.Builder net, String name, int bottom, int right) {
    if (bottom != 0 || right != 0) {
      net.then(name, new Pad(bottom, right));
    }
  }
}
