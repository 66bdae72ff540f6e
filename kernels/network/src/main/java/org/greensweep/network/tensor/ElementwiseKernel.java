package org.greensweep.network.tensor;

import org.greensweep.network.Elementwise;

/** A function of one element of each operand. */
final class ElementwiseKernel implements TensorKernel {
  private final Elementwise.Operation operation;
  private final Strides strides;
  private final Rows rows;

  ElementwiseKernel(Elementwise layer) {
    operation = layer.operation();
    strides = Strides.repeated(layer.result(), layer.operands());
    rows = new Rows(strides.rows(), strides.inner());
  }

  @Override
  public int parts() {
    return rows.parts();
  }

  @Override
  public void run(int part, Values[] inputs, Values output) {
    Values a = inputs[0];
    Values b = inputs[1];
    Values c = inputs[inputs.length - 1];
    int last = inputs.length - 1;
    int inner = strides.inner();
    for (int row = rows.from(part); row < rows.to(part); row++) {
      int atA = strides.start(0, row);
      int atB = strides.start(1, row);
      int atC = strides.start(last, row);
      for (int i = 0; i < inner; i++) {
        double value = Functions.apply(operation, a.get(atA), b.get(atB), c.get(atC));
        output.set(row * inner + i, value);
        atA += strides.step(0);
        atB += strides.step(1);
        atC += strides.step(last);
      }
    }
  }
}
