package org.greensweep.inference.kernel;

import org.jspecify.annotations.Nullable;

/** The int8 convolution as its definition reads; a tile is one output row. */
public final class Int8ConvolutionScalar implements Int8Convolution {
  private final ConvolutionShape shape;
  private final Parameters parameters;

  public Int8ConvolutionScalar(ConvolutionShape shape, Parameters parameters) {
    this.shape = shape;
    this.parameters = parameters;
  }

  @Override
  public int tiles() {
    return shape.outputHeight();
  }

  @Override
  public void run(
      int tile,
      byte[] input,
      float @Nullable [] residual,
      float @Nullable [] real,
      byte @Nullable [] quantized,
      Scratch scratch) {
    for (int x = 0; x < shape.outputWidth(); x++) {
      int at = (tile * shape.outputWidth() + x) * shape.outputChannels();
      for (int channel = 0; channel < shape.outputChannels(); channel++) {
        float scaled = dot(input, tile, x, channel) * parameters.scales()[channel];
        float value = scaled + parameters.bias()[channel];
        if (residual != null) {
          value += residual[at + channel];
        }
        value = parameters.clamp().apply(value);
        if (real != null) {
          real[at + channel] = value;
        }
        if (quantized != null && parameters.steps() != null) {
          quantized[at + channel] = parameters.steps().code(value);
        } else if (quantized != null && parameters.output() != null) {
          quantized[at + channel] = parameters.output().quantize(value);
        }
      }
    }
  }

  private int dot(byte[] input, int y, int x, int channel) {
    int depth = shape.groupInputs();
    int firstInput = channel / shape.groupOutputs() * depth;
    int weight = channel * shape.depth();
    Quantization quantization = parameters.input();
    int zero = quantization.zeroPoint();
    int pad = quantization.quantize(shape.padValue()) - zero;
    int sum = 0;
    for (int tapY = 0; tapY < shape.window().kernelHeight(); tapY++) {
      for (int tapX = 0; tapX < shape.window().kernelWidth(); tapX++) {
        int row = shape.inputRow(y, tapY);
        int column = shape.inputColumn(x, tapX);
        boolean inside = shape.inside(row, column);
        int at = (row * shape.inputWidth() + column) * shape.inputChannels() + firstInput;
        for (int k = 0; k < depth; k++) {
          sum += parameters.weights()[weight++] * (inside ? input[at + k] - zero : pad);
        }
      }
    }
    return sum;
  }
}
