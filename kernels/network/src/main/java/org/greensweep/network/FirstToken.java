package org.greensweep.network;

import java.util.List;

/** The channels of a map's first position as a vector: a transformer's class token. */
public record FirstToken() implements Layer {
  @Override
  public Shape output(List<Shape> inputs) {
    return Shape.of(Inputs.map("first token", inputs).channels());
  }
}
