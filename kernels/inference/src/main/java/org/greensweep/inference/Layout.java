package org.greensweep.inference;

import org.greensweep.network.Shape;

/** Crosses between channels outermost (how layers are defined) and innermost (our memory). */
final class Layout {
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
    for (int column = 0; column < columns; column++) {
      for (int row = 0; row < rows; row++) {
        to[column * rows + row] = from[at + row * columns + column];
      }
    }
  }
}
