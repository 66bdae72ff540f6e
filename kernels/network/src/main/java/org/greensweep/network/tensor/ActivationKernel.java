package org.greensweep.network.tensor;

import org.greensweep.network.Layer;

/** A function of every element. */
record ActivationKernel(Layer.Activation layer, int elements) implements TensorKernel {
  private static final int PART = 1 << 14;

  @Override
  public int parts() {
    return (elements + PART - 1) / PART;
  }

  @Override
  public void run(int part, Values[] inputs, Values output) {
    int end = Math.min(elements, (part + 1) * PART);
    for (int i = part * PART; i < end; i++) {
      output.set(i, Functions.apply(layer, inputs[0].get(i)));
    }
  }
}
