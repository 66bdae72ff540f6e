package org.greensweep.inference.kernel;

import org.jspecify.annotations.Nullable;

/** The convolution as its definition reads, over the numbers that 16 bits stand for. */
public final class Float16ConvolutionScalar implements Float16Convolution {
  private final ConvolutionShape shape;
  private final Float16 format;
  private final FloatConvolutionScalar convolution;

  public Float16ConvolutionScalar(
      ConvolutionShape shape, Float16 format, float[] weights, float[] bias, Clamp clamp) {
    this.shape = shape;
    this.format = format;
    this.convolution = new FloatConvolutionScalar(shape, weights, bias, clamp);
  }

  @Override
  public int tiles() {
    return 1;
  }

  @Override
  public void run(
      int tile,
      short[] input,
      float @Nullable [] residual,
      float @Nullable [] real,
      short @Nullable [] rounded,
      Scratch scratch) {
    float[] values = scratch.floats(shape.inputElements());
    for (int i = 0; i < shape.inputElements(); i++) {
      values[i] = format.value(input[i]);
    }
    float[] output = real != null ? real : scratch.tile(shape.outputElements());
    for (int row = 0; row < convolution.tiles(); row++) {
      convolution.run(row, values, residual, output, scratch);
    }
    for (int i = 0; rounded != null && i < shape.outputElements(); i++) {
      rounded[i] = format.bits(output[i]);
    }
  }
}
