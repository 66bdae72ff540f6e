package org.greensweep.inference.kernel;

import java.util.Arrays;
import org.greensweep.network.AttentionWindow;

/**
 * Attention within windows, in fp32 with sums in double, channels innermost, as its definition
 * reads.
 */
public final class AttentionScalar implements Attention {
  private final AttentionWindow window;
  private final int height;
  private final int width;
  private final int channels;
  private final int heads;

  /** Attention over a map of {@code height x width} positions. */
  public AttentionScalar(AttentionWindow window, int channels, int heads, int height, int width) {
    this.window = window;
    this.channels = channels;
    this.heads = heads;
    this.height = height;
    this.width = width;
  }

  /** A tile is a row of the map. */
  @Override
  public int tiles() {
    return height;
  }

  @Override
  public void weights(
      int y, Parameters parameters, float[] input, float[] output, Scratch scratch) {
    int offsets = (2 * window.height() - 1) * (2 * window.width() - 1);
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
                  : score(parameters, head, input, query, keys[k])
                      + parameters.biases()[head * offsets + offset(y, x, k)];
          largest = Math.max(largest, scores[k]);
        }
        int at = ((y * width + x) * heads + head) * seen;
        softmax(scores, largest, output, at);
      }
    }
  }

  private double score(Parameters parameters, int head, float[] input, int query, int key) {
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
    if (parameters.cosine()) {
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

  @Override
  public void sum(int y, float[] weights, float[] values, float[] output, Scratch scratch) {
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
