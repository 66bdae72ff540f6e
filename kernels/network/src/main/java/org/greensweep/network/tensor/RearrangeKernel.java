package org.greensweep.network.tensor;

import org.greensweep.network.Rearrange;

/** A strided copy. */
final class RearrangeKernel implements TensorKernel {
  private final int offset;
  private final Strides strides;
  private final Rows rows;

  RearrangeKernel(Rearrange layer) {
    offset = layer.offset();
    strides =
        new Strides(
            layer.extents(),
            new int[][] {layer.strides().stream().mapToInt(Integer::intValue).toArray()});
    rows = new Rows(strides.rows(), strides.inner());
  }

  @Override
  public int parts() {
    return rows.parts();
  }

  @Override
  public void run(int part, Values[] inputs, Values output) {
    int inner = strides.inner();
    int step = strides.step(0);
    for (int row = rows.from(part); row < rows.to(part); row++) {
      int at = offset + strides.start(0, row);
      for (int i = 0; i < inner; i++) {
        output.set(row * inner + i, inputs[0].get(at));
        at += step;
      }
    }
  }
}
