package org.greensweep.network;

import java.util.List;

/** A vector at length one: {@code x / max(sqrt(sum of squares), epsilon)}. */
public record L2Normalization(double epsilon) implements Layer {
  @Override
  public Shape output(List<Shape> inputs) {
    Shape in = Inputs.one("L2 normalization", inputs);
    if (in.rank() != 1) {
      throw new UserError("L2 normalization takes a vector but is given " + in + "; flatten it");
    }
    return in;
  }
}
