package org.greensweep.network;

import java.io.Serializable;

/**
 * Which positions of a map attend to each other: those in the same {@code height x width}
 * rectangle, after the map was rolled up and left by {@code shift}. Positions that the rolling
 * brought together from opposite edges do not see each other (Liu 2021, "Swin", figure 4).
 */
public record AttentionWindow(int height, int width, int shift) implements Serializable {
  public AttentionWindow {
    Check.positive("window height", height);
    Check.positive("window width", width);
    Check.notNegative("window shift", shift);
    if (shift >= height || shift >= width) {
      throw new UserError(
          "window shift is %d; it must be less than the window's %d x %d"
              .formatted(shift, height, width));
    }
  }

  /** Every position of {@code map} attends to every other. */
  public static AttentionWindow whole(Shape map) {
    return new AttentionWindow(map.height(), map.width(), 0);
  }

  /** Positions in one window. */
  public int positions() {
    return Math.multiplyExact(height, width);
  }

  void checkCovers(Shape map) {
    if (map.height() % height != 0 || map.width() % width != 0) {
      throw new UserError(
          "attention takes a height and width that are multiples of %d and %d but is given %s; pad it"
              .formatted(height, width, map));
    }
  }
}
