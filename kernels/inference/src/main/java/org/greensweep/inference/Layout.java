package org.greensweep.inference;

import org.greensweep.network.Shape;

/** Crosses between channels outermost (how layers are defined) and innermost (our memory). */
final class Layout {
  /** Pixels that are moved together: those of an image stay in the first-level cache. */
  private static final int CHUNK = 1024;

  /** How the elements of a map follow each other in memory. */
  enum Order {
    /** Channels outermost, or whatever a tensor's first axis is. */
    ROW_MAJOR,
    CHANNELS_LAST
  }

  private Layout() {}

  static void toChannelsLast(Shape shape, float[] from, float[] to) {
    toChannelsLast(shape, from, 0, to);
  }

  /** Of the values of {@code from} that start at {@code at}. */
  static void toChannelsLast(Shape shape, float[] from, int at, float[] to) {
    if (shape.rank() != 3) {
      System.arraycopy(from, at, to, 0, Math.toIntExact(shape.elements()));
      return;
    }
    transpose(shape.channels(), shape.height() * shape.width(), from, at, to);
  }

  /** Parts in which a map may be moved, by several threads. */
  static int chunks(Shape shape) {
    return shape.rank() != 3 ? 1 : (shape.height() * shape.width() + CHUNK - 1) / CHUNK;
  }

  /** One of the {@link #chunks}. */
  static void chunkToChannelsLast(Shape shape, float[] from, float[] to, int chunk) {
    if (shape.rank() != 3) {
      toChannelsLast(shape, from, to);
      return;
    }
    transposeChunk(shape.channels(), shape.height() * shape.width(), from, 0, to, chunk * CHUNK);
  }

  static void toChannelsFirst(Shape shape, float[] from, float[] to) {
    if (shape.rank() != 3) {
      System.arraycopy(from, 0, to, 0, Math.toIntExact(shape.elements()));
      return;
    }
    transpose(shape.height() * shape.width(), shape.channels(), from, 0, to);
  }

  private static void transpose(int rows, int columns, float[] from, int at, float[] to) {
    for (int first = 0; first < columns; first += CHUNK) {
      transposeChunk(rows, columns, from, at, to, first);
    }
  }

  private static void transposeChunk(
      int rows, int columns, float[] from, int at, float[] to, int first) {
    int count = Math.min(CHUNK, columns - first);
    for (int row = 0; row < rows; row++) {
      scatter(from, at + row * columns + first, count, to, first * rows + row, rows);
    }
  }

  private static void scatter(float[] from, int at, int count, float[] to, int toAt, int step) {
    int target = toAt;
    for (int i = at; i < at + count; i++) {
      to[target] = from[i];
      target += step;
    }
  }
}
