package org.greensweep.network.tensor;

import org.greensweep.network.Shape;
import org.greensweep.network.TransposedConvolution;
import org.greensweep.network.Window;

/**
 * Inputs: the map, the weights, and the biases where there are any; a part is an output channel.
 */
final class TransposedConvolutionKernel implements TensorKernel {
  private final TransposedConvolution layer;
  private final Window window;
  private final int inputHeight;
  private final int inputWidth;
  private final int outputHeight;
  private final int outputWidth;

  TransposedConvolutionKernel(TransposedConvolution layer, Shape input, Shape output) {
    this.layer = layer;
    window = layer.window();
    inputHeight = input.height();
    inputWidth = input.width();
    outputHeight = output.height();
    outputWidth = output.width();
  }

  @Override
  public int parts() {
    return layer.outputChannels();
  }

  @Override
  public void run(int part, Values[] inputs, Values output) {
    double[] sums = new double[outputHeight * outputWidth];
    int outputsPerGroup = layer.outputChannels() / layer.groups();
    int inputsPerGroup = layer.inputChannels() / layer.groups();
    int group = part / outputsPerGroup;
    int kernel = window.kernelHeight() * window.kernelWidth();
    for (int channel = group * inputsPerGroup; channel < (group + 1) * inputsPerGroup; channel++) {
      int weights = (channel * outputsPerGroup + part % outputsPerGroup) * kernel;
      for (int y = 0; y < inputHeight; y++) {
        for (int x = 0; x < inputWidth; x++) {
          double value = inputs[0].get((channel * inputHeight + y) * inputWidth + x);
          spread(value, y, x, inputs[1], weights, sums);
        }
      }
    }
    double bias = layer.bias() ? inputs[2].get(part) : 0;
    for (int i = 0; i < sums.length; i++) {
      output.set(part * sums.length + i, sums[i] + bias);
    }
  }

  /** Adds the kernel times one input element where it falls. */
  private void spread(double value, int y, int x, Values weights, int at, double[] sums) {
    for (int r = 0; r < window.kernelHeight(); r++) {
      int row = y * window.strideHeight() + r * window.dilationHeight() - window.padTop();
      for (int s = 0; s < window.kernelWidth() && row >= 0 && row < outputHeight; s++) {
        int column = x * window.strideWidth() + s * window.dilationWidth() - window.padLeft();
        if (column >= 0 && column < outputWidth) {
          sums[row * outputWidth + column] +=
              value * weights.get(at + r * window.kernelWidth() + s);
        }
      }
    }
  }
}
