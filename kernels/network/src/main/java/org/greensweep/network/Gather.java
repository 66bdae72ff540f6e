package org.greensweep.network;

import java.util.List;

/**
 * Picks slices along an axis: of data seen as {@code outer x size x inner} those that the second
 * input names, negative ones counted from the end.
 *
 * @param indices number of indices
 * @param result the output, with every axis: {@code outer x indices x inner} elements
 */
public record Gather(int outer, int size, int inner, int indices, Shape result) implements Layer {
  @Override
  public Shape output(List<Shape> inputs) {
    Inputs.elements("gather", inputs, List.of(Shape.of(outer, size, inner), Shape.of(indices)));
    return result.withoutBatch();
  }
}
