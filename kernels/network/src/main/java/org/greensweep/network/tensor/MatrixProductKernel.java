package org.greensweep.network.tensor;

import java.util.List;
import org.greensweep.network.MatrixProduct;
import org.greensweep.network.Shape;

/** Products of matrices; a part is a row of one product. */
final class MatrixProductKernel implements TensorKernel {
  private final MatrixProduct layer;
  private final Strides batches;
  private final int count;
  private final boolean alone;

  MatrixProductKernel(MatrixProduct layer) {
    this.layer = layer;
    Shape shape = layer.batches();
    alone = shape.rank() == 0;
    count = (int) shape.elements();
    batches =
        Strides.repeated(
            shape,
            List.of(MatrixProduct.leading(layer.left()), MatrixProduct.leading(layer.right())));
  }

  @Override
  public int parts() {
    return count * layer.rows();
  }

  @Override
  public void run(int part, Values[] inputs, Values output) {
    int product = part / layer.rows();
    int depth = layer.depth();
    int columns = layer.columns();
    int left = (matrix(0, product) * layer.rows() + part % layer.rows()) * depth;
    int right = matrix(1, product) * depth * columns;
    double[] sums = new double[columns];
    for (int k = 0; k < depth; k++) {
      double factor = inputs[0].get(left + k);
      for (int column = 0; column < columns; column++) {
        sums[column] += factor * inputs[1].get(right + k * columns + column);
      }
    }
    for (int column = 0; column < columns; column++) {
      output.set(part * columns + column, sums[column]);
    }
  }

  private int matrix(int operand, int product) {
    return alone
        ? 0
        : batches.start(operand, product / batches.inner())
            + product % batches.inner() * batches.step(operand);
  }
}
