package org.greensweep.network.zoo;

import org.greensweep.network.AttentionWeights.Score;
import org.greensweep.network.AttentionWindow;
import org.greensweep.network.ChannelScale;
import org.greensweep.network.FirstToken;
import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.LayerNormalization;
import org.greensweep.network.Network;
import org.greensweep.network.Shape;
import org.greensweep.network.TokenEmbedding;
import org.greensweep.network.UserError;
import org.greensweep.network.Window;

/**
 * Vision transformers (Dosovitskiy 2020) as in torchvision, and timm's wider {@code
 * vit_base_patch32_plus_256} with a scale behind each branch.
 *
 * <p>Tokens are a map of one column. The image must be a multiple of the patch; position embeddings
 * are those of the image's own grid.
 */
final class VisionTransformer {
  private static final double EPSILON = 1e-6;
  private static final int BLOCKS = 12;

  private record Form(int patch, int width, int heads, boolean scaled) {}

  private VisionTransformer() {}

  static Network base16(String name, Shape input, int classes) {
    return build(name, input, classes, new Form(16, 768, 12, false));
  }

  static Network base32(String name, Shape input, int classes) {
    return build(name, input, classes, new Form(32, 768, 12, false));
  }

  static Network base32Plus(String name, Shape input, int classes) {
    return build(name, input, classes, new Form(32, 896, 14, true));
  }

  private static Network build(String name, Shape input, int classes, Form form) {
    int patch = form.patch();
    if (input.height() % patch != 0 || input.width() % patch != 0) {
      throw new UserError(
          "Network %s, layer patches: takes images of a multiple of %d pixels but is given %s"
              .formatted(name, patch, input));
    }
    Network.Builder net = Network.builder(name, input);
    Window patches = Window.square(patch).stride(patch);
    net.then("patches", Convolution.of(input.channels(), form.width(), patches).withBias());
    Shape grid = net.shape(net.last());
    net.then("tokens", new TokenEmbedding(form.width(), grid.height() * grid.width()));
    for (int block = 0; block < BLOCKS; block++) {
      block(net, "encoder." + block, form);
    }
    net.then("norm", new LayerNormalization(form.width(), EPSILON));
    net.then("class_token", new FirstToken());
    net.then("head", Layer.Dense.of(form.width(), classes));
    Head.softmax(net, classes);
    return net.build();
  }

  private static void block(Network.Builder net, String name, Form form) {
    int width = form.width();
    int fork = net.last();
    net.then(name + ".norm1", new LayerNormalization(width, EPSILON));
    AttentionWindow all = AttentionWindow.whole(net.shape(fork));
    Transformers.attention(net, name + ".attention", form.heads(), all, Score.DOT_PRODUCT);
    join(net, name + ".attention", form, fork);
    fork = net.last();
    net.then(name + ".norm2", new LayerNormalization(width, EPSILON));
    Transformers.perceptron(net, name + ".mlp", Function.GELU);
    join(net, name + ".mlp", form, fork);
  }

  private static void join(Network.Builder net, String name, Form form, int fork) {
    if (form.scaled()) {
      net.then(name + "_scale", new ChannelScale(form.width()));
    }
    net.add(name + "_add", new Layer.Add(), net.last(), fork);
  }
}
