package org.greensweep.network;

import java.util.List;

/**
 * Values that the model brings along and that are no layer's weights.
 *
 * @param trainable whether they count as parameters
 */
public record Constant(Shape shape, boolean trainable) implements Layer {
  @Override
  public Shape output(List<Shape> inputs) {
    Inputs.count("constant", inputs, 0);
    return shape.withoutBatch();
  }

  @Override
  public long parameters() {
    return trainable ? shape.elements() : 0;
  }
}
