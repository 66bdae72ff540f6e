package org.greensweep.network.tensor;

import org.greensweep.network.Gather;
import org.greensweep.network.UserError;

/** Slices that indices name; a part is an outer place. */
record GatherKernel(Gather layer) implements TensorKernel {
  @Override
  public int parts() {
    return layer.outer();
  }

  @Override
  public void run(int part, Values[] inputs, Values output) {
    int inner = layer.inner();
    for (int i = 0; i < layer.indices(); i++) {
      double named = inputs[1].get(i);
      if (!(named >= -layer.size() && named < layer.size())) {
        throw new UserError(
            "gather: index %.0f is out of range; use %d to %d"
                .formatted(named, -layer.size(), layer.size() - 1));
      }
      int index = (int) named + (named < 0 ? layer.size() : 0);
      int from = (part * layer.size() + index) * inner;
      int to = (part * layer.indices() + i) * inner;
      for (int k = 0; k < inner; k++) {
        output.set(to + k, inputs[0].get(from + k));
      }
    }
  }
}
