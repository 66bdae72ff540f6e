package org.greensweep.network;

import java.util.List;

/** A map as a vector, channels outermost. */
public record Flatten() implements Layer {
  @Override
  public Shape output(List<Shape> inputs) {
    long elements = Inputs.one("flatten", inputs).elements();
    if (elements > Integer.MAX_VALUE) {
      throw new UserError(
          "flatten makes " + elements + " features of " + inputs.get(0) + "; at most 2^31 - 1");
    }
    return Shape.of((int) elements);
  }
}
