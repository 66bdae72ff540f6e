package org.greensweep.network;

import java.util.ArrayList;
import java.util.List;

/**
 * Products of the matrices in the last two axes of two inputs; leading axes are repeated where 1
 * (NumPy's matmul). Both are activations: neither has weights.
 *
 * @param left {@code ... x rows x depth}
 * @param right {@code ... x depth x columns}
 */
public record MatrixProduct(Shape left, Shape right) implements Layer {
  public MatrixProduct {
    if (left.rank() < 2 || right.rank() < 2 || last(left, 1) != last(right, 2)) {
      throw new UserError(
          "a matrix product takes ... x M x K and ... x K x N but is given "
              + List.of(left, right));
    }
  }

  private static int last(Shape shape, int fromEnd) {
    return shape.extents().get(shape.rank() - fromEnd);
  }

  public int rows() {
    return last(left, 2);
  }

  public int depth() {
    return last(left, 1);
  }

  public int columns() {
    return last(right, 1);
  }

  /** Shape of the leading axes, repeated; no axis where there are none. */
  public Shape batches() {
    return Elementwise.broadcast(List.of(leading(left), leading(right)));
  }

  /** The axes before the matrix. */
  public static Shape leading(Shape shape) {
    return new Shape(shape.extents().subList(0, shape.rank() - 2));
  }

  /** The output, with every axis. */
  public Shape result() {
    List<Integer> extents = new ArrayList<>(batches().extents());
    extents.addAll(List.of(rows(), columns()));
    return new Shape(extents);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Inputs.elements("matrix product", inputs, List.of(left, right));
    return result().withoutBatch();
  }

  @Override
  public long multiplyAccumulates(Shape output) {
    return Math.multiplyExact(output.elements(), (long) depth());
  }
}
