package org.greensweep.inference;

import java.util.List;
import java.util.function.Supplier;
import org.greensweep.inference.kernel.Attention;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.FloatElementwise;
import org.greensweep.inference.kernel.FloatNormalization;
import org.greensweep.inference.kernel.Tiles;
import org.greensweep.inference.kernel.Tokens;
import org.greensweep.network.AttentionSum;
import org.greensweep.network.AttentionWeights;
import org.greensweep.network.ChannelScale;
import org.greensweep.network.FirstToken;
import org.greensweep.network.Layer;
import org.greensweep.network.LayerNormalization;
import org.greensweep.network.Node;
import org.greensweep.network.Pad;
import org.greensweep.network.Shape;
import org.greensweep.network.SpaceToDepth;
import org.greensweep.network.TokenEmbedding;
import org.greensweep.network.parameters.Role;

/** Steps of a transformer's layers other than its linear ones; all in fp32. */
final class TokenSteps {
  private static final int PIXELS_PER_TILE = 16;

  private final Compiler compiler;

  TokenSteps(Compiler compiler) {
    this.compiler = compiler;
  }

  /** The step of {@code node}, at index {@code index}, which reads {@code from}. */
  Supplier<Step> step(int index, Node node, List<Slot> from, Slot to) {
    Shape in = compiler.node(node.inputs().get(0)).output();
    Layer layer = node.layer();
    Slot first = from.get(0);
    if (layer instanceof LayerNormalization normalization) {
      return normalization(index, normalization, first, to);
    } else if (layer instanceof ChannelScale scale) {
      return scale(index, scale, first, to);
    } else if (layer instanceof TokenEmbedding tokens) {
      float[] token = compiler.parameters(index, Role.CLASS_TOKEN);
      float[] positions = compiler.parameters(index, Role.POSITION_EMBEDDING);
      return rows(
          index,
          1,
          first,
          to,
          (row, input, output) -> Tokens.embed(tokens.patches(), token, positions, input, output));
    } else if (layer instanceof FirstToken) {
      return rows(
          index,
          1,
          first,
          to,
          (row, input, output) -> System.arraycopy(input, 0, output, 0, in.channels()));
    } else if (layer instanceof Pad) {
      Shape out = node.output();
      return rows(
          index,
          out.height(),
          first,
          to,
          (row, input, output) ->
              Tokens.pad(in.channels(), in.height(), in.width(), out.width(), row, input, output));
    } else if (layer instanceof SpaceToDepth) {
      return rows(
          index,
          node.output().height(),
          first,
          to,
          (row, input, output) -> Tokens.merge(in.channels(), in.width(), row, input, output));
    } else if (layer instanceof AttentionWeights weights) {
      return attentionWeights(index, weights, in, first, to);
    } else if (layer instanceof AttentionSum sum) {
      return attentionSum(index, sum, in, from, to);
    }
    return PatchSteps.step(index, node, in, from, to);
  }

  /** One row of a kernel that reads one input. */
  @FunctionalInterface
  private interface Row {
    void run(int row, float[] input, float[] output);
  }

  private static Supplier<Step> rows(int index, int rows, Slot from, Slot to, Row kernel) {
    return () -> {
      float[] input = from.floats();
      float[] output = to.floats();
      return new Step(index, rows, (row, scratch) -> kernel.run(row, input, output));
    };
  }

  private Supplier<Step> normalization(int index, LayerNormalization layer, Slot from, Slot to) {
    float[] gamma = compiler.parameters(index, Role.GAMMA);
    float[] beta = compiler.parameters(index, Role.BETA);
    FloatNormalization kernel = compiler.kernels().normalization();
    Tiles tiles = Tiles.of(to.length() / layer.channels(), PIXELS_PER_TILE);
    return rows(
        index,
        tiles.count(),
        from,
        to,
        (tile, input, output) ->
            kernel.layer(
                layer.epsilon(), gamma, beta, input, output, tiles.from(tile), tiles.to(tile)));
  }

  private Supplier<Step> scale(int index, ChannelScale layer, Slot from, Slot to) {
    float[] scales = compiler.parameters(index, Role.SCALE);
    float[] shifts = new float[layer.channels()];
    FloatElementwise kernel = compiler.kernels().elementwise();
    Tiles tiles = Tiles.of(to.length() / layer.channels(), PIXELS_PER_TILE);
    return rows(
        index,
        tiles.count(),
        from,
        to,
        (tile, input, output) ->
            kernel.affine(
                input, scales, shifts, output, tiles.from(tile), tiles.to(tile), Clamp.NONE));
  }

  private Supplier<Step> attentionWeights(
      int index, AttentionWeights layer, Shape in, Slot from, Slot to) {
    Attention.Parameters parameters = AttentionParameters.of(compiler.model(), index);
    Attention kernel =
        compiler
            .kernels()
            .attention(layer.window(), layer.channels(), layer.heads(), in.height(), in.width());
    return () -> {
      float[] input = from.floats();
      float[] output = to.floats();
      return new Step(
          index,
          kernel.tiles(),
          (tile, scratch) -> kernel.weights(tile, parameters, input, output, scratch));
    };
  }

  private Supplier<Step> attentionSum(
      int index, AttentionSum layer, Shape in, List<Slot> from, Slot to) {
    Attention kernel =
        compiler
            .kernels()
            .attention(layer.window(), layer.channels(), layer.heads(), in.height(), in.width());
    return () -> {
      float[] weights = from.get(0).floats();
      float[] values = from.get(1).floats();
      float[] output = to.floats();
      return new Step(
          index,
          kernel.tiles(),
          (tile, scratch) -> kernel.sum(tile, weights, values, output, scratch));
    };
  }
}
