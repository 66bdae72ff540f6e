package org.greensweep.inference;

import java.util.Arrays;
import org.greensweep.inference.kernel.Attention;
import org.greensweep.network.AttentionWeights;
import org.greensweep.network.AttentionWindow;
import org.greensweep.network.LayerNormalization;
import org.greensweep.network.TokenEmbedding;

/** Random parameters of a transformer's layers, determined by seed and place in the graph. */
final class TokenParameters {
  private TokenParameters() {}

  /** Gamma and beta of a layer normalization. */
  static Affine of(LayerNormalization layer, long seed, int node) {
    RandomValues random = new RandomValues(seed, node);
    return new Affine(
        random.uniform(layer.channels(), 0.8f, 1.2f),
        random.uniform(layer.channels(), -0.1f, 0.1f));
  }

  static float[] scales(int channels, long seed, int node) {
    return new RandomValues(seed, node).uniform(channels, 0.8f, 1.2f);
  }

  /** The class token, then an embedding per token. */
  static float[] of(TokenEmbedding layer, long seed, int node) {
    int length = Math.toIntExact(layer.parameters());
    return new RandomValues(seed, node).uniform(length, -0.1f, 0.1f);
  }

  /**
   * The raw values of cosine attention.
   *
   * @param temperatures logarithms, one per head
   * @param inner the first layer of the bias network: 2 weights, then a bias, per hidden unit
   * @param outer the second layer: per head, one weight per hidden unit
   */
  @SuppressWarnings("ArrayRecordComponent") // plain tables, never compared
  record Cosine(float[] temperatures, float[] queryOffsets, float[] inner, float[] outer) {
    static Cosine of(AttentionWeights layer, long seed, int node) {
      RandomValues random = new RandomValues(seed, node);
      int hidden = AttentionWeights.BIAS_HIDDEN;
      return new Cosine(
          random.uniform(layer.heads(), 1.5f, 5),
          random.uniform(layer.channels(), -0.1f, 0.1f),
          random.uniform(3 * hidden, -0.5f, 0.5f),
          random.uniform(layer.heads() * hidden, -0.05f, 0.05f));
    }
  }

  static Attention.Parameters of(AttentionWeights layer, long seed, int node) {
    int heads = layer.heads();
    float[] factors = new float[heads];
    Arrays.fill(factors, (float) (1 / Math.sqrt((double) layer.channels() / heads)));
    float[] none = new float[layer.channels()];
    int biases = heads * layer.offsets();
    return switch (layer.score()) {
      case DOT_PRODUCT -> new Attention.Parameters(factors, none, new float[biases]);
      case DOT_PRODUCT_AND_BIAS ->
          new Attention.Parameters(
              factors, none, new RandomValues(seed, node).uniform(biases, -0.5f, 0.5f));
      case COSINE -> cosine(layer, Cosine.of(layer, seed, node));
    };
  }

  private static Attention.Parameters cosine(AttentionWeights layer, Cosine raw) {
    float[] factors = new float[layer.heads()];
    for (int head = 0; head < factors.length; head++) {
      factors[head] = (float) Math.exp(Math.min(raw.temperatures()[head], Math.log(100)));
    }
    AttentionWindow window = layer.window();
    int columns = 2 * window.width() - 1;
    float[] biases = new float[layer.heads() * layer.offsets()];
    for (int offset = 0; offset < layer.offsets(); offset++) {
      double down = logarithmic(offset / columns - window.height() + 1, window.height());
      double right = logarithmic(offset % columns - window.width() + 1, window.width());
      for (int head = 0; head < layer.heads(); head++) {
        biases[head * layer.offsets() + offset] = (float) bias(raw, head, down, right);
      }
    }
    return new Attention.Parameters(factors, raw.queryOffsets(), biases);
  }

  /** A relative position from -size+1 to size-1 on a logarithmic scale. */
  private static double logarithmic(int distance, int size) {
    double scaled = 8.0 * Math.abs(distance) / Math.max(size - 1, 1);
    return Math.signum(distance) * Math.log(1 + scaled) / Math.log(8);
  }

  private static double bias(Cosine raw, int head, double down, double right) {
    int hidden = AttentionWeights.BIAS_HIDDEN;
    double sum = 0;
    for (int unit = 0; unit < hidden; unit++) {
      double inner =
          raw.inner()[3 * unit] * down
              + raw.inner()[3 * unit + 1] * right
              + raw.inner()[3 * unit + 2];
      sum += raw.outer()[head * hidden + unit] * Math.max(inner, 0);
    }
    return 16 / (1 + Math.exp(-sum));
  }
}
