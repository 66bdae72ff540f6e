package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.greensweep.inference.kernel.Attention;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.network.AttentionWindow;

/**
 * Attention as matrix multiplication: the queries of one window and head times its keys, softmax
 * over rows, and those rows times its values, on the tiles of {@link FloatTile}. A tile of work is
 * one head of one window.
 */
final class AttentionVector implements Attention {
  private final AttentionWindow window;
  private final int height;
  private final int width;
  private final int channels;
  private final int heads;
  private final int depth;
  private final int seen;

  /** {@link #seen} rounded up to full tiles. */
  private final int columns;

  /** By query and key: which relative position they have. */
  private final int[] offsets;

  AttentionVector(AttentionWindow window, int channels, int heads, int height, int width) {
    this.window = window;
    this.channels = channels;
    this.heads = heads;
    this.height = height;
    this.width = width;
    this.depth = channels / heads;
    this.seen = window.positions();
    this.columns = panels(seen) * FloatTile.WIDTH;
    this.offsets = new int[seen * seen];
    for (int query = 0; query < seen; query++) {
      for (int key = 0; key < seen; key++) {
        int down = query / window.width() - key / window.width() + window.height() - 1;
        int right = query % window.width() - key % window.width() + window.width() - 1;
        offsets[query * seen + key] = down * (2 * window.width() - 1) + right;
      }
    }
  }

  private static int panels(int count) {
    return (count + FloatTile.WIDTH - 1) / FloatTile.WIDTH;
  }

  @Override
  public int tiles() {
    return height / window.height() * (width / window.width()) * heads;
  }

  @Override
  public void weights(
      int tile, Parameters parameters, float[] input, float[] output, Scratch scratch) {
    int head = tile % heads;
    int[] places = locate(tile / heads, scratch);
    int keys = seen * depth;
    float[] packed = scratch.floats(keys + panels(seen) * FloatTile.WIDTH * depth);
    packQueries(places, parameters, head, input, packed);
    packKeys(places, parameters.cosine(), head, input, packed, keys);
    float[] scores = scratch.tile(seen * columns);
    multiply(depth, packed, packed, keys, panels(seen), scores, columns);
    int count = (2 * window.height() - 1) * (2 * window.width() - 1);
    for (int query = 0; query < seen; query++) {
      int at = query * columns;
      finish(query, places, parameters.biases(), head * count, scores, at);
      softmax(scores, at);
      System.arraycopy(scores, at, output, (places[query] * heads + head) * seen, seen);
    }
  }

  @Override
  public void sum(int tile, float[] weights, float[] values, float[] output, Scratch scratch) {
    int head = tile % heads;
    int[] places = locate(tile / heads, scratch);
    int panels = panels(depth);
    int packedValues = seen * seen;
    float[] packed = scratch.floats(packedValues + panels * seen * FloatTile.WIDTH);
    for (int query = 0; query < seen; query++) {
      int at = (places[query] * heads + head) * seen;
      System.arraycopy(weights, at, packed, query * seen, seen);
    }
    for (int panel = 0; panel < panels; panel++) {
      int first = panel * FloatTile.WIDTH;
      int count = Math.min(FloatTile.WIDTH, depth - first);
      for (int key = 0; key < seen; key++) {
        int to = packedValues + (panel * seen + key) * FloatTile.WIDTH;
        System.arraycopy(values, places[key] * channels + head * depth + first, packed, to, count);
        Arrays.fill(packed, to + count, to + FloatTile.WIDTH, 0);
      }
    }
    int stride = panels * FloatTile.WIDTH;
    float[] sums = scratch.tile(seen * stride);
    multiply(seen, packed, packed, packedValues, panels, sums, stride);
    for (int query = 0; query < seen; query++) {
      int to = places[query] * channels + head * depth;
      System.arraycopy(sums, query * stride, output, to, depth);
    }
  }

  /** {@code seen} rows of {@code k} values from the start of {@code a}, times panels of b. */
  private void multiply(int k, float[] a, float[] b, int bAt, int panels, float[] c, int stride) {
    for (int panel = 0; panel < panels; panel++) {
      int row = 0;
      while (row < seen) {
        int left = seen - row;
        int rows = FloatTile.rows(left);
        FloatTile.multiply(
            k,
            a,
            row * k,
            k,
            rows,
            b,
            bAt + panel * k * FloatTile.WIDTH,
            FloatTile.ZEROS,
            0,
            0,
            FloatTile.ZEROS,
            0,
            0,
            Clamp.NONE,
            c,
            row * stride + panel * FloatTile.WIDTH,
            stride);
        row += rows;
      }
    }
  }

  /** Queries with their offsets, times the factor of their head; in cosines, over their norms. */
  private void packQueries(
      int[] places, Parameters parameters, int head, float[] input, float[] packed) {
    float[] shifts = parameters.queryOffsets();
    for (int query = 0; query < seen; query++) {
      int from = places[query] * 2 * channels + head * depth;
      int to = query * depth;
      float squares = 0;
      for (int c = 0; c < depth; c++) {
        float value = input[from + c] + shifts[head * depth + c];
        packed[to + c] = value;
        squares += value * value;
      }
      float factor = parameters.factors()[head];
      scale(packed, to, parameters.cosine() ? factor * inverse(squares) : factor);
    }
  }

  /** One over a norm, which counts as at least 1e-12 (PyTorch's normalize). */
  private static float inverse(float squares) {
    return (float) (1 / Math.max(Math.sqrt(squares), 1e-12));
  }

  private void scale(float[] packed, int at, float factor) {
    for (int c = at; c < at + depth; c++) {
      packed[c] *= factor;
    }
  }

  /** By panel of keys, then channel, then key. */
  private void packKeys(
      int[] places, boolean cosine, int head, float[] input, float[] packed, int at) {
    Arrays.fill(packed, at, at + panels(seen) * FloatTile.WIDTH * depth, 0);
    for (int key = 0; key < seen; key++) {
      int from = places[key] * 2 * channels + channels + head * depth;
      int to = at + key / FloatTile.WIDTH * depth * FloatTile.WIDTH + key % FloatTile.WIDTH;
      float factor = 1;
      if (cosine) {
        float squares = 0;
        for (int c = 0; c < depth; c++) {
          squares += input[from + c] * input[from + c];
        }
        factor = inverse(squares);
      }
      for (int c = 0; c < depth; c++) {
        packed[to] = input[from + c] * factor;
        to += FloatTile.WIDTH;
      }
    }
  }

  /** Adds biases; what is out of sight, or only fills up a tile, becomes minus infinity. */
  private void finish(
      int query, int[] places, float[] biases, int firstBias, float[] scores, int at) {
    for (int key = 0; key < seen; key++) {
      scores[at + key] += biases[firstBias + offsets[query * seen + key]];
    }
    if (window.shift() > 0) {
      for (int key = 0; key < seen; key++) {
        if (places[seen + key] != places[seen + query]) {
          scores[at + key] = Float.NEGATIVE_INFINITY;
        }
      }
    }
    Arrays.fill(scores, at + seen, at + columns, Float.NEGATIVE_INFINITY);
  }

  private void softmax(float[] scores, int at) {
    float most = Float.NEGATIVE_INFINITY;
    for (int key = at; key < at + seen; key++) {
      most = Math.max(most, scores[key]);
    }
    int end = at + columns;
    float factor = 1 / FloatNormalizationVector.exponentials(scores, at, end, most, scores);
    for (int i = at; i < end; i += LANES) {
      FloatVector.fromArray(FLOATS, scores, i).mul(factor).intoArray(scores, i);
    }
  }

  /**
   * The map positions of a window's places, then the parts of the rolled map that they are in:
   * places of different parts do not see each other.
   */
  private int[] locate(int index, Scratch scratch) {
    int across = width / window.width();
    int top = index / across * window.height();
    int left = index % across * window.width();
    int[] places = scratch.ints(2 * seen);
    for (int k = 0; k < seen; k++) {
      int row = top + k / window.width();
      int column = left + k % window.width();
      places[k] = (row + window.shift()) % height * width + (column + window.shift()) % width;
      places[seen + k] =
          3 * part(row, height, window.height()) + part(column, width, window.width());
    }
    return places;
  }

  /** Which part of a rolled axis a place is in; places of one window may be of two parts. */
  private int part(int rolled, int size, int extent) {
    if (window.shift() == 0 || rolled < size - extent) {
      return 0;
    }
    return rolled < size - window.shift() ? 1 : 2;
  }
}
