package org.greensweep.network.tensor;

import org.greensweep.network.Standardization;

/** Inputs: the tensor, the scales, and the biases where the layer has them. */
final class StandardizationKernel implements TensorKernel {
  private final Standardization layer;
  private final Rows rows;

  StandardizationKernel(Standardization layer) {
    this.layer = layer;
    rows = new Rows((int) (layer.source().elements() / layer.size()), (long) layer.size());
  }

  @Override
  public int parts() {
    return rows.parts();
  }

  @Override
  public void run(int part, Values[] inputs, Values output) {
    int size = layer.size();
    for (int row = rows.from(part); row < rows.to(part); row++) {
      int from = row * size;
      double mean = layer.centred() ? mean(inputs[0], from) : 0;
      double squares = 0;
      for (int i = from; i < from + size; i++) {
        double difference = inputs[0].get(i) - mean;
        squares += difference * difference;
      }
      double factor = 1 / Math.sqrt(squares / size + layer.epsilon());
      for (int i = from; i < from + size; i++) {
        int channel = i / layer.inner() % layer.channels();
        double bias = layer.bias() ? inputs[2].get(channel) : 0;
        output.set(i, (inputs[0].get(i) - mean) * factor * inputs[1].get(channel) + bias);
      }
    }
  }

  private double mean(Values input, int from) {
    double sum = 0;
    for (int i = from; i < from + layer.size(); i++) {
      sum += input.get(i);
    }
    return sum / layer.size();
  }
}
