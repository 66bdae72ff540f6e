package org.greensweep.inference;

import java.util.List;
import org.greensweep.network.AttentionSum;
import org.greensweep.network.AttentionWeights;
import org.greensweep.network.AttentionWeights.Score;
import org.greensweep.network.AttentionWindow;
import org.greensweep.network.ChannelScale;
import org.greensweep.network.FirstToken;
import org.greensweep.network.Layer;
import org.greensweep.network.LayerNormalization;
import org.greensweep.network.Pad;
import org.greensweep.network.Shape;
import org.greensweep.network.SpaceToDepth;
import org.greensweep.network.TokenEmbedding;

/** The layers of transformers as they are defined, for {@link DefinitionRun}. */
final class TokenDefinitions {
  private TokenDefinitions() {}

  /** The share of a standard normal distribution below x, by Simpson's rule. */
  static double normalDistribution(double x) {
    int steps = 2000;
    double width = x / steps;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      int weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * Math.exp(-(i * width) * (i * width) / 2);
    }
    return 0.5 + sum * width / 3 / Math.sqrt(2 * Math.PI);
  }

  static double[] value(
      Layer layer, long seed, int index, Shape from, Shape to, List<double[]> in) {
    double[] out = new double[(int) to.elements()];
    int pixels = out.length / to.channels();
    double[] first = in.get(0);
    if (layer instanceof LayerNormalization normalization) {
      normalize(normalization, seed, index, pixels, first, out);
    } else if (layer instanceof ChannelScale scale) {
      float[] scales = TokenParameters.scales(scale.channels(), seed, index);
      for (int i = 0; i < out.length; i++) {
        out[i] = first[i] * scales[i / pixels];
      }
    } else if (layer instanceof TokenEmbedding tokens) {
      float[] parameters = TokenParameters.of(tokens, seed, index);
      int channels = tokens.channels();
      for (int i = 0; i < out.length; i++) {
        int channel = i / pixels;
        int token = i % pixels;
        double base =
            token == 0 ? parameters[channel] : first[channel * tokens.patches() + token - 1];
        out[i] = base + parameters[(token + 1) * channels + channel];
      }
    } else if (layer instanceof FirstToken) {
      for (int channel = 0; channel < out.length; channel++) {
        out[channel] = first[channel * from.height() * from.width()];
      }
    } else if (layer instanceof Pad || layer instanceof SpaceToDepth) {
      move(layer, from, to, first, out);
    } else if (layer instanceof AttentionWeights weights) {
      weights(weights, seed, index, from, first, out);
    } else if (layer instanceof AttentionSum sum) {
      sum(sum, to, first, in.get(1), out);
    } else {
      throw new IllegalStateException("no definition of " + layer);
    }
    return out;
  }

  private static void normalize(
      LayerNormalization layer, long seed, int index, int pixels, double[] in, double[] out) {
    Affine affine = TokenParameters.of(layer, seed, index);
    int channels = layer.channels();
    for (int pixel = 0; pixel < pixels; pixel++) {
      double mean = 0;
      double meanSquare = 0;
      for (int c = 0; c < channels; c++) {
        mean += in[c * pixels + pixel] / channels;
        meanSquare += in[c * pixels + pixel] * in[c * pixels + pixel] / channels;
      }
      double deviation = Math.sqrt(meanSquare - mean * mean + layer.epsilon());
      for (int c = 0; c < channels; c++) {
        double normal = (in[c * pixels + pixel] - mean) / deviation;
        out[c * pixels + pixel] = affine.scale()[c] * normal + affine.shift()[c];
      }
    }
  }

  private static void move(Layer layer, Shape from, Shape to, double[] in, double[] out) {
    for (int i = 0; i < out.length; i++) {
      int channel = i / (to.height() * to.width());
      int y = i / to.width() % to.height();
      int x = i % to.width();
      if (layer instanceof SpaceToDepth) {
        int part = channel / from.channels();
        y = 2 * y + part % 2;
        x = 2 * x + part / 2;
        channel %= from.channels();
      }
      boolean inside = y < from.height() && x < from.width();
      out[i] = inside ? in[(channel * from.height() + y) * from.width() + x] : 0;
    }
  }

  /** Position k of the window around (y, x) as {row, column} of the map, or {-1} if unseen. */
  private static int[] place(AttentionWindow window, Shape map, int y, int x, int k) {
    int row = Math.floorMod(y - window.shift(), map.height());
    int column = Math.floorMod(x - window.shift(), map.width());
    int keyRow = row - row % window.height() + k / window.width();
    int keyColumn = column - column % window.width() + k % window.width();
    int keyY = (keyRow + window.shift()) % map.height();
    int keyX = (keyColumn + window.shift()) % map.width();
    // Rolled places of one window are apart where exactly one of them came round the edge.
    boolean apart =
        (keyRow < keyY) != (row < y) && window.shift() > 0
            || (keyColumn < keyX) != (column < x) && window.shift() > 0;
    return apart ? new int[] {-1} : new int[] {keyY, keyX};
  }

  private static void weights(
      AttentionWeights layer, long seed, int index, Shape map, double[] in, double[] out) {
    int seen = layer.window().positions();
    int pixels = map.height() * map.width();
    for (int pixel = 0; pixel < pixels; pixel++) {
      int y = pixel / map.width();
      int x = pixel % map.width();
      for (int head = 0; head < layer.heads(); head++) {
        double sum = 0;
        for (int k = 0; k < seen; k++) {
          int[] key = place(layer.window(), map, y, x, k);
          double weight = 0;
          if (key[0] >= 0) {
            int at = key[0] * map.width() + key[1];
            int down = wrapped(y - key[0], map.height(), layer.window().height());
            int right = wrapped(x - key[1], map.width(), layer.window().width());
            weight = Math.exp(score(layer, seed, index, head, in, pixels, pixel, at, down, right));
          }
          out[(head * seen + k) * pixels + pixel] = weight;
          sum += weight;
        }
        for (int k = 0; k < seen; k++) {
          out[(head * seen + k) * pixels + pixel] /= sum;
        }
      }
    }
  }

  private static int wrapped(int distance, int size, int window) {
    if (distance >= window) {
      return distance - size;
    }
    return distance <= -window ? distance + size : distance;
  }

  private static double score(
      AttentionWeights layer,
      long seed,
      int index,
      int head,
      double[] in,
      int pixels,
      int query,
      int key,
      int down,
      int right) {
    Attended attended = Attended.of(layer, seed, index);
    int depth = layer.channels() / layer.heads();
    double product = 0;
    double queries = 0;
    double keys = 0;
    for (int c = head * depth; c < (head + 1) * depth; c++) {
      double q = in[c * pixels + query] + attended.offset(c);
      double k = in[(layer.channels() + c) * pixels + key];
      product += q * k;
      queries += q * q;
      keys += k * k;
    }
    int columns = 2 * layer.window().width() - 1;
    int offset =
        (down + layer.window().height() - 1) * columns + right + layer.window().width() - 1;
    if (layer.score() == Score.COSINE) {
      return attended.factor(head) * product / Math.sqrt(queries * keys)
          + attended.bias(layer, head, down, right);
    }
    double bias =
        layer.score() == Score.DOT_PRODUCT
            ? 0
            : TokenParameters.of(layer, seed, index).biases()[head * layer.offsets() + offset];
    return product / Math.sqrt(depth) + bias;
  }

  /** The learned part of a cosine score; nothing for the other scores. */
  private record Attended(TokenParameters.Cosine raw, boolean cosine) {
    static Attended of(AttentionWeights layer, long seed, int index) {
      return new Attended(
          TokenParameters.Cosine.of(layer, seed, index), layer.score() == Score.COSINE);
    }

    double offset(int channel) {
      return cosine ? raw.queryOffsets()[channel] : 0;
    }

    double factor(int head) {
      return Math.min(Math.exp(raw.temperatures()[head]), 100);
    }

    double bias(AttentionWeights layer, int head, int down, int right) {
      double y = scaled(down, layer.window().height());
      double x = scaled(right, layer.window().width());
      double sum = 0;
      for (int unit = 0; unit < AttentionWeights.BIAS_HIDDEN; unit++) {
        int at = 3 * unit;
        double inner = raw.inner()[at] * y + raw.inner()[at + 1] * x + raw.inner()[at + 2];
        sum += Math.max(inner, 0) * raw.outer()[head * AttentionWeights.BIAS_HIDDEN + unit];
      }
      return 16 / (1 + Math.exp(-sum));
    }

    private static double scaled(int distance, int size) {
      double linear = 8.0 * distance / (size - 1);
      return Math.signum(linear) * Math.log(Math.abs(linear) + 1) / Math.log(2) / 3;
    }
  }

  private static void sum(
      AttentionSum layer, Shape map, double[] weights, double[] values, double[] out) {
    int seen = layer.window().positions();
    int pixels = map.height() * map.width();
    int depth = layer.channels() / layer.heads();
    for (int i = 0; i < out.length; i++) {
      int channel = i / pixels;
      int pixel = i % pixels;
      for (int k = 0; k < seen; k++) {
        int[] key = place(layer.window(), map, pixel / map.width(), pixel % map.width(), k);
        if (key[0] >= 0) {
          out[i] +=
              weights[(channel / depth * seen + k) * pixels + pixel]
                  * values[channel * pixels + key[0] * map.width() + key[1]];
        }
      }
    }
  }
}
