package org.greensweep.network.tensor;

import org.greensweep.network.Softmax;

/** Softmax, or its logarithm, along the middle of three axes. */
final class SoftmaxKernel implements TensorKernel {
  private final boolean logarithm;
  private final int size;
  private final int inner;
  private final Rows rows;

  SoftmaxKernel(Softmax layer) {
    logarithm = layer.logarithm();
    size = layer.source().extents().get(1);
    inner = layer.source().extents().get(2);
    rows = new Rows(layer.source().extents().get(0) * inner, (long) size);
  }

  @Override
  public int parts() {
    return rows.parts();
  }

  @Override
  public void run(int part, Values[] inputs, Values output) {
    Values input = inputs[0];
    for (int row = rows.from(part); row < rows.to(part); row++) {
      int at = row / inner * size * inner + row % inner;
      double greatest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < size; i++) {
        greatest = Math.max(greatest, input.get(at + i * inner));
      }
      double sum = 0;
      for (int i = 0; i < size; i++) {
        sum += Math.exp(input.get(at + i * inner) - greatest);
      }
      double log = Math.log(sum);
      for (int i = 0; i < size; i++) {
        double x = input.get(at + i * inner) - greatest;
        output.set(at + i * inner, logarithm ? x - log : Math.exp(x) / sum);
      }
    }
  }
}
