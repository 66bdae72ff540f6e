package org.greensweep.network.tensor;

import org.greensweep.network.Join;

/** Runs of every input in turn; a part is an input. */
record JoinKernel(Join layer) implements TensorKernel {
  @Override
  public int parts() {
    return layer.runs().size();
  }

  @Override
  public void run(int part, Values[] inputs, Values output) {
    int run = layer.runs().get(part);
    int stride = layer.runs().stream().mapToInt(Integer::intValue).sum();
    int start = layer.runs().subList(0, part).stream().mapToInt(Integer::intValue).sum();
    for (int outer = 0; outer < layer.outer(); outer++) {
      for (int i = 0; i < run; i++) {
        output.set(outer * stride + start + i, inputs[part].get(outer * run + i));
      }
    }
  }
}
