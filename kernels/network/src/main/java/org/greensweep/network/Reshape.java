package org.greensweep.network;

import java.util.List;

/**
 * The same elements in the same row-major order under another shape.
 *
 * @param result the output, with every axis
 */
public record Reshape(Shape result) implements Layer {
  @Override
  public Shape output(List<Shape> inputs) {
    Inputs.elements("reshape", inputs, List.of(result));
    return result.withoutBatch();
  }
}
