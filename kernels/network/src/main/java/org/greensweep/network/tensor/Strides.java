package org.greensweep.network.tensor;

import java.util.List;
import org.greensweep.network.Rearrange;
import org.greensweep.network.Shape;

/** Walks several tensors in step: positions from strides that are computed once. */
final class Strides {
  private final int[] extents;
  private final int[][] strides;

  Strides(List<Integer> extents, int[][] strides) {
    this.extents = extents.stream().mapToInt(Integer::intValue).toArray();
    this.strides = strides;
  }

  /** Operands of these shapes, repeated to {@code result}. */
  static Strides repeated(Shape result, List<Shape> operands) {
    int[][] strides = new int[operands.size()][];
    for (int operand = 0; operand < strides.length; operand++) {
      List<Integer> repeated = Rearrange.expand(operands.get(operand), result).strides();
      strides[operand] = repeated.stream().mapToInt(Integer::intValue).toArray();
    }
    return new Strides(result.extents(), strides);
  }

  /** Elements of the innermost axis; 1 where there is no axis. */
  int inner() {
    return extents.length == 0 ? 1 : extents[extents.length - 1];
  }

  /** How many rows of {@link #inner} elements there are. */
  int rows() {
    int rows = 1;
    for (int axis = 0; axis < extents.length - 1; axis++) {
      rows *= extents[axis];
    }
    return rows;
  }

  /** Where row {@code row} starts in tensor {@code tensor}. */
  int start(int tensor, int row) {
    int rest = row;
    int start = 0;
    for (int axis = extents.length - 2; axis >= 0; axis--) {
      start += rest % extents[axis] * strides[tensor][axis];
      rest /= extents[axis];
    }
    return start;
  }

  /** Distance of neighbours of a row in tensor {@code tensor}. */
  int step(int tensor) {
    return extents.length == 0 ? 0 : strides[tensor][extents.length - 1];
  }
}
