package org.greensweep.network;

import java.util.List;

/**
 * {@code exp(x) / sum(exp(x))} along an axis, or its logarithm.
 *
 * @param source the input seen as outer x size x inner, the axis being the middle one
 * @param result the output, with every axis
 */
public record Softmax(Shape source, boolean logarithm, Shape result) implements Layer {
  public Softmax {
    if (source.rank() != 3) {
      throw new UserError("softmax takes outer x size x inner but is given " + source);
    }
  }

  /** Softmax of a vector. */
  public static Softmax of(int features) {
    return new Softmax(Shape.of(1, features, 1), false, Shape.of(features));
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Inputs.elements("softmax", inputs, List.of(source));
    return result.withoutBatch();
  }
}
