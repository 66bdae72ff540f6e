package org.greensweep.inference.simd;

import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.FloatConvolution;
import org.greensweep.inference.kernel.Scratch;
import org.jspecify.annotations.Nullable;

/** fp32 depthwise convolution; a tile is one output row. */
final class DepthwiseVector implements FloatConvolution {
  private final ConvolutionShape shape;
  private final DepthwiseRows rows;
  private final Clamp clamp;

  DepthwiseVector(ConvolutionShape shape, float[] weights, float[] bias, Clamp clamp) {
    this.shape = shape;
    this.rows = new DepthwiseRows(shape, weights, bias, shape.padValue(), 0);
    this.clamp = clamp;
  }

  @Override
  public int tiles() {
    return shape.outputHeight();
  }

  @Override
  public void run(
      int tile, float[] input, float @Nullable [] residual, float[] output, Scratch scratch) {
    store(tile, rows.row(tile, input, scratch), residual, output);
  }

  private void store(int y, float[] row, float @Nullable [] residual, float[] output) {
    int width = shape.outputChannels();
    int at = y * shape.outputWidth() * width;
    for (int x = 0; x < shape.outputWidth(); x++) {
      System.arraycopy(row, x * rows.stride(), output, at + x * width, width);
    }
    int end = at + shape.outputWidth() * width;
    if (residual != null) {
      FloatElementwiseVector.addRange(output, residual, output, at, end, clamp);
    } else if (!clamp.isNone()) {
      FloatElementwiseVector.clampRange(output, output, at, end, clamp);
    }
  }
}
