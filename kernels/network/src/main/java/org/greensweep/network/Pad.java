package org.greensweep.network;

import java.util.List;

/**
 * Appends {@code bottom} rows and {@code right} columns of zeros to a map; negative numbers take
 * rows and columns away.
 */
public record Pad(int bottom, int right) implements Layer {
  @Override
  public Shape output(List<Shape> inputs) {
    Shape in = Inputs.map("pad", inputs);
    return Shape.of(in.channels(), in.height() + bottom, in.width() + right);
  }
}
