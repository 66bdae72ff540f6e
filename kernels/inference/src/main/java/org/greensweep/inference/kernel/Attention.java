package org.greensweep.inference.kernel;

import java.util.Arrays;
import org.greensweep.network.AttentionWeights;
import org.greensweep.network.AttentionWeights.Score;
import org.greensweep.network.AttentionWindow;

/**
 * Attention within windows, in fp32 with sums in double, channels innermost. One implementation for
 * all machines.
 */
public final class Attention {
  private final AttentionWindow window;
  private final int height;
  private final int width;
  private final int channels;
  private final int heads;

  /** Attention over a map of {@code height x width} positions. */
  public Attention(AttentionWindow window, int channels, int heads, int height, int width) {
    this.window = window;
    this.channels = channels;
    this.heads = heads;
    this.height = height;
    this.width = width;
  }

  /**
   * The learned part of the scores.
   *
   * @param factors what each head's products or cosines are multiplied by
   * @param queryOffsets one per channel
   * @param biases per head and relative position: {@code head * offsets + (dy + windowHeight - 1) *
   *     (2 * windowWidth - 1) + dx + windowWidth - 1}, query minus key
   */
  @SuppressWarnings("ArrayRecordComponent") // plain tables, never compared
  public record Parameters(float[] factors, float[] queryOffsets, float[] biases) {}

  /** The weights of the positions of row {@code y}, from stacked queries and keys. */
  public void weights(
      AttentionWeights layer, Parameters parameters, int y, float[] input, float[] output) {
    int seen = window.positions();
    int[] keys = new int[seen];
    double[] scores = new double[seen];
    for (int x = 0; x < width; x++) {
      locate(y, x, keys);
      for (int head = 0; head < heads; head++) {
        int query = (y * width + x) * 2 * channels;
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < seen; k++) {
          scores[k] =
              keys[k] < 0
                  ? Double.NEGATIVE_INFINITY
                  : score(layer.score(), parameters, head, input, query, keys[k])
                      + parameters.biases()[head * layer.offsets() + offset(y, x, k)];
          largest = Math.max(largest, scores[k]);
        }
        int at = ((y * width + x) * heads + head) * seen;
        softmax(scores, largest, output, at);
      }
    }
  }

  private double score(
      Score score, Parameters parameters, int head, float[] input, int query, int key) {
    int depth = channels / heads;
    double product = 0;
    double queryNorm = 0;
    double keyNorm = 0;
    for (int c = head * depth; c < (head + 1) * depth; c++) {
      double q = input[query + c] + parameters.queryOffsets()[c];
      double k = input[key * 2 * channels + channels + c];
      product += q * k;
      queryNorm += q * q;
      keyNorm += k * k;
    }
    double factor = parameters.factors()[head];
    if (score == Score.COSINE) {
      // PyTorch's normalize never divides by less than 1e-12.
      return factor
          * product
          / (Math.max(Math.sqrt(queryNorm), 1e-12) * Math.max(Math.sqrt(keyNorm), 1e-12));
    }
    return factor * product;
  }

  private static void softmax(double[] scores, double largest, float[] output, int at) {
    double sum = 0;
    for (double score : scores) {
      sum += Math.exp(score - largest);
    }
    for (int k = 0; k < scores.length; k++) {
      output[at + k] = (float) (Math.exp(scores[k] - largest) / sum);
    }
  }

  /** The weighted sums of values at the positions of row {@code y}. */
  public void sum(int y, float[] weights, float[] values, float[] output) {
    int seen = window.positions();
    int depth = channels / heads;
    int[] keys = new int[seen];
    double[] sums = new double[depth];
    for (int x = 0; x < width; x++) {
      locate(y, x, keys);
      for (int head = 0; head < heads; head++) {
        Arrays.fill(sums, 0);
        int weight = ((y * width + x) * heads + head) * seen;
        for (int k = 0; k < seen; k++) {
          // Positions out of sight have no weight.
          int value = Math.max(keys[k], 0) * channels + head * depth;
          for (int c = 0; c < depth; c++) {
            sums[c] += (double) weights[weight + k] * values[value + c];
          }
        }
        int at = (y * width + x) * channels + head * depth;
        for (int c = 0; c < depth; c++) {
          output[at + c] = (float) sums[c];
        }
      }
    }
  }

  /** The map positions of the window around (y, x); -1 where they are out of its sight. */
  private void locate(int y, int x, int[] keys) {
    int row = rolled(y, height);
    int column = rolled(x, width);
    int top = row / window.height() * window.height();
    int left = column / window.width() * window.width();
    for (int k = 0; k < keys.length; k++) {
      int keyRow = top + k / window.width();
      int keyColumn = left + k % window.width();
      boolean seen =
          region(row, height, window.height()) == region(keyRow, height, window.height())
              && region(column, width, window.width()) == region(keyColumn, width, window.width());
      keys[k] =
          seen
              ? (keyRow + window.shift()) % height * width + (keyColumn + window.shift()) % width
              : -1;
    }
  }

  private int rolled(int position, int size) {
    return Math.floorMod(position - window.shift(), size);
  }

  /** Which part of a rolled axis a place is in; places of one window may be of two parts. */
  private int region(int rolled, int size, int extent) {
    if (window.shift() == 0 || rolled < size - extent) {
      return 0;
    }
    return rolled < size - window.shift() ? 1 : 2;
  }

  /** Index of the relative position of (y, x) to place {@code k} of its window. */
  private int offset(int y, int x, int k) {
    int down = rolled(y, height) % window.height() - k / window.width();
    int right = rolled(x, width) % window.width() - k % window.width();
    return (down + window.height() - 1) * (2 * window.width() - 1) + right + window.width() - 1;
  }
}
