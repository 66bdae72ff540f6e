package org.greensweep.inference;

import java.util.List;
import java.util.function.Function;
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
import org.greensweep.network.parameters.Model;
import org.greensweep.network.parameters.ParameterShapes;
import org.greensweep.network.parameters.Role;

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
      Layer layer, Model model, int index, Shape from, Shape to, List<double[]> in) {
    double[] out = new double[(int) to.elements()];
    int pixels = out.length / to.channels();
    double[] first = in.get(0);
    if (layer instanceof LayerNormalization normalization) {
      normalize(normalization, model, index, pixels, first, out);
    } else if (layer instanceof ChannelScale scale) {
      float[] scales = model.parameters().values(index, Role.SCALE);
      for (int i = 0; i < out.length; i++) {
        out[i] = first[i] * scales[i / pixels];
      }
    } else if (layer instanceof TokenEmbedding tokens) {
      float[] classToken = model.parameters().values(index, Role.CLASS_TOKEN);
      float[] positions = model.parameters().values(index, Role.POSITION_EMBEDDING);
      int channels = tokens.channels();
      for (int i = 0; i < out.length; i++) {
        int channel = i / pixels;
        int token = i % pixels;
        double base =
            token == 0 ? classToken[channel] : first[channel * tokens.patches() + token - 1];
        out[i] = base + positions[token * channels + channel];
      }
    } else if (layer instanceof FirstToken) {
      for (int channel = 0; channel < out.length; channel++) {
        out[channel] = first[channel * from.height() * from.width()];
      }
    } else if (layer instanceof Pad || layer instanceof SpaceToDepth) {
      move(layer, from, to, first, out);
    } else if (layer instanceof AttentionWeights weights) {
      weights(weights, model, index, from, first, out);
    } else if (layer instanceof AttentionSum sum) {
      sum(sum, to, first, in.get(1), out);
    } else {
      throw new IllegalStateException("no definition of " + layer);
    }
    return out;
  }

  private static void normalize(
      LayerNormalization layer, Model model, int index, int pixels, double[] in, double[] out) {
    float[] gamma = model.parameters().values(index, Role.GAMMA);
    float[] beta = model.parameters().values(index, Role.BETA);
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
        out[c * pixels + pixel] = gamma[c] * normal + beta[c];
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
      AttentionWeights layer, Model model, int index, Shape map, double[] in, double[] out) {
    Attended attended = Attended.of(layer, model, index);
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
            weight = Math.exp(score(layer, attended, head, in, pixels, pixel, at, down, right));
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
      Attended attended,
      int head,
      double[] in,
      int pixels,
      int query,
      int key,
      int down,
      int right) {
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
        layer.score() == Score.DOT_PRODUCT ? 0 : attended.biases()[head * layer.offsets() + offset];
    return product / Math.sqrt(depth) + bias;
  }

  /** The learned part of a score: what the layer's kind of score has of it, else empty. */
  private record Attended(
      float[] biases,
      float[] logits,
      float[] queryBias,
      float[] hidden,
      float[] hiddenBias,
      float[] outer) {
    static Attended of(AttentionWeights layer, Model model, int index) {
      Function<Role, float[]> values =
          role ->
              ParameterShapes.of(layer).containsKey(role)
                  ? model.parameters().values(index, role)
                  : new float[0];
      return new Attended(
          values.apply(Role.RELATIVE_POSITION_BIAS),
          values.apply(Role.LOGIT_SCALE),
          values.apply(Role.QUERY_BIAS),
          values.apply(Role.POSITION_HIDDEN_WEIGHTS),
          values.apply(Role.POSITION_HIDDEN_BIAS),
          values.apply(Role.POSITION_OUTPUT_WEIGHTS));
    }

    double offset(int channel) {
      return queryBias.length == 0 ? 0 : queryBias[channel];
    }

    double factor(int head) {
      return Math.min(Math.exp(logits[head]), 100);
    }

    double bias(AttentionWeights layer, int head, int down, int right) {
      double y = scaled(down, layer.window().height());
      double x = scaled(right, layer.window().width());
      double sum = 0;
      for (int unit = 0; unit < AttentionWeights.BIAS_HIDDEN; unit++) {
        double inner = hidden[2 * unit] * y + hidden[2 * unit + 1] * x + hiddenBias[unit];
        sum += Math.max(inner, 0) * outer[head * AttentionWeights.BIAS_HIDDEN + unit];
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
