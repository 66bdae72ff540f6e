package org.greensweep.network;

import java.util.ArrayList;
import java.util.List;

/**
 * One value for all elements along {@code axes}.
 *
 * @param source the shape reduced, with every axis
 * @param axes ascending
 * @param result the output, with every axis: those reduced are 1 or left out
 */
public record Reduce(Operation operation, Shape source, List<Integer> axes, Shape result)
    implements Layer {
  /** How elements become one. */
  public enum Operation {
    SUM,
    MEAN,
    MAXIMUM,
    MINIMUM,
    PRODUCT,
    /** Sum of magnitudes. */
    L1,
    /** Square root of the sum of squares. */
    L2,
    SUM_OF_SQUARES,
    LOG_SUM,
    /** {@code log(sum(exp(x)))}. */
    LOG_SUM_EXP
  }

  public Reduce {
    axes = List.copyOf(axes);
  }

  /** {@code source} without {@code axes}, or with 1 in their place. */
  public static Shape reduced(Shape source, List<Integer> axes, boolean keep) {
    List<Integer> extents = new ArrayList<>();
    for (int axis = 0; axis < source.rank(); axis++) {
      if (!axes.contains(axis)) {
        extents.add(source.extents().get(axis));
      } else if (keep) {
        extents.add(1);
      }
    }
    return new Shape(extents);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Inputs.elements("reduce", inputs, List.of(source));
    return result.withoutBatch();
  }
}
