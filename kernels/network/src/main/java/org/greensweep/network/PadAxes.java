package org.greensweep.network;

import java.util.ArrayList;
import java.util.List;

/**
 * Appends elements before and after each axis; negative numbers take elements away.
 *
 * @param source the input, with every axis
 */
public record PadAxes(
    Mode mode, Shape source, List<Integer> before, List<Integer> after, double value)
    implements Layer {
  /** What the new elements are. */
  public enum Mode {
    /** The layer's value. */
    CONSTANT,
    /** The map mirrored at its first and last element, which are not repeated. */
    REFLECT,
    /** The nearest element. */
    EDGE,
    /** The map again from its other end. */
    WRAP
  }

  public PadAxes {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /** The output, with every axis. */
  public Shape result() {
    List<Integer> extents = new ArrayList<>();
    for (int axis = 0; axis < source.rank(); axis++) {
      extents.add(
          Math.addExact(
              Math.addExact(source.extents().get(axis), before.get(axis)), after.get(axis)));
    }
    return new Shape(extents);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Inputs.elements("pad", inputs, List.of(source));
    return result().withoutBatch();
  }
}
