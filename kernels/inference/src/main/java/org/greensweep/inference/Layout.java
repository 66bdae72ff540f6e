package org.greensweep.inference;

import org.greensweep.network.Shape;

/** Crosses between channels outermost (how layers are defined) and innermost (our memory). */
final class Layout {
  /** Columns whose rows stay in the first-level cache where they are few. */
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

  static void toChannelsFirst(Shape shape, float[] from, float[] to) {
    if (shape.rank() != 3) {
      System.arraycopy(from, 0, to, 0, Math.toIntExact(shape.elements()));
      return;
    }
    transpose(shape.height() * shape.width(), shape.channels(), from, 0, to);
  }

  private static void transpose(int rows, int columns, float[] from, int at, float[] to) {
    for (int first = 0; first < columns; first += CHUNK) {
      int count = Math.min(CHUNK, columns - first);
      for (int row = 0; row < rows; row++) {
        scatter(from, at + row * columns + first, count, to, first * rows + row, rows);
      }
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
