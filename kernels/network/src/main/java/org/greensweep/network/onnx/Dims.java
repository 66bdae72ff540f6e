package org.greensweep.network.onnx;

import java.util.ArrayList;
import java.util.List;
import org.greensweep.network.Shape;
import org.greensweep.network.UserError;

/** Arithmetic on the extents of a tensor, with every axis; an extent may be 0 in a constant. */
final class Dims {
  private Dims() {}

  /**
   * The extents as ints; a {@link UserError} where one is negative or the tensor has 2^31 elements.
   */
  static List<Integer> of(List<Long> dims) {
    List<Integer> checked = new ArrayList<>();
    long elements = 1;
    for (long dim : dims) {
      if (dim < 0 || dim > Integer.MAX_VALUE) {
        throw new UserError("a tensor of " + dims + " elements; each extent must be 0 to 2^31 - 1");
      }
      checked.add((int) dim);
      elements = elements * dim;
      if (elements > Integer.MAX_VALUE) {
        throw new UserError("a tensor of " + dims + " elements; at most 2^31 - 1 are supported");
      }
    }
    return List.copyOf(checked);
  }

  static int elements(List<Integer> dims) {
    long product = 1;
    for (int dim : dims) {
      product *= dim;
      if (product > Integer.MAX_VALUE) {
        throw new UserError("a tensor of " + dims + " elements; at most 2^31 - 1 are supported");
      }
    }
    return (int) product;
  }

  /** The shape, with every axis; a {@link UserError} where an extent is 0. */
  static Shape shape(List<Integer> dims) {
    elements(dims);
    return new Shape(dims);
  }

  /** {@code axis}, counted from the end where negative, within {@code rank} axes. */
  static int axis(long axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw new UserError("axis %d is out of range; use %d to %d".formatted(axis, -rank, rank - 1));
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }

  static int product(List<Integer> dims, int from, int to) {
    return elements(dims.subList(from, to));
  }

  /** {@code dims} seen as what lies before {@code axis}, the axis, and what lies behind it. */
  static Shape around(List<Integer> dims, int axis) {
    return shape(
        List.of(product(dims, 0, axis), dims.get(axis), product(dims, axis + 1, dims.size())));
  }

  static List<Integer> with(List<Integer> dims, int axis, int extent) {
    List<Integer> changed = new ArrayList<>(dims);
    changed.set(axis, extent);
    return List.copyOf(changed);
  }

  static List<Long> longs(long[] values) {
    List<Long> list = new ArrayList<>();
    for (long value : values) {
      list.add(value);
    }
    return list;
  }
}
