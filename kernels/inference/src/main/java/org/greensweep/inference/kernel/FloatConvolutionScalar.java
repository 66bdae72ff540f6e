package org.greensweep.inference.kernel;

import org.jspecify.annotations.Nullable;

/** The convolution as its definition reads; a tile is one output row. */
public final class FloatConvolutionScalar implements FloatConvolution {
  private final ConvolutionShape shape;
  private final float[] weights;
  private final float[] bias;
  private final Clamp clamp;

  public FloatConvolutionScalar(
      ConvolutionShape shape, float[] weights, float[] bias, Clamp clamp) {
    this.shape = shape;
    this.weights = weights;
    this.bias = bias;
    this.clamp = clamp;
  }

  @Override
  public int tiles() {
    return shape.outputHeight();
  }

  @Override
  public void run(
      int tile, float[] input, float @Nullable [] residual, float[] output, Scratch scratch) {
    for (int x = 0; x < shape.outputWidth(); x++) {
      int at = (tile * shape.outputWidth() + x) * shape.outputChannels();
      for (int channel = 0; channel < shape.outputChannels(); channel++) {
        float sum = bias[channel] + (residual == null ? 0 : residual[at + channel]);
        output[at + channel] = clamp.apply(sum + dot(input, tile, x, channel));
      }
    }
  }

  private float dot(float[] input, int y, int x, int channel) {
    int depth = shape.groupInputs();
    int firstInput = channel / shape.groupOutputs() * depth;
    int weight = channel * shape.depth();
    float sum = 0;
    for (int tapY = 0; tapY < shape.window().kernelHeight(); tapY++) {
      for (int tapX = 0; tapX < shape.window().kernelWidth(); tapX++) {
        int row = shape.inputRow(y, tapY);
        int column = shape.inputColumn(x, tapX);
        boolean inside = shape.inside(row, column);
        int at = (row * shape.inputWidth() + column) * shape.inputChannels() + firstInput;
        for (int k = 0; k < depth; k++) {
          sum += weights[weight++] * (inside ? input[at + k] : shape.padValue());
        }
      }
    }
    return sum;
  }
}
