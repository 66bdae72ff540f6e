package org.greensweep.inference.simd;

import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.FloatConvolution;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.inference.kernel.Tiles;
import org.jspecify.annotations.Nullable;

/** fp32 depthwise convolution; a tile is a block of output rows. */
final class DepthwiseVector implements FloatConvolution {
  private final ConvolutionShape shape;
  private final DepthwiseRows rows;
  private final Clamp clamp;

  DepthwiseVector(ConvolutionShape shape, float[] weights, float[] bias, Clamp clamp, int threads) {
    this.shape = shape;
    this.rows = new DepthwiseRows(shape, weights, bias, Inputs.floats(), shape.padValue(), threads);
    this.clamp = clamp;
  }

  @Override
  public int tiles() {
    return rows.tiles().count();
  }

  @Override
  public void run(
      int tile, float[] input, float @Nullable [] residual, float[] output, Scratch scratch) {
    Tiles tiles = rows.tiles();
    int from = tiles.from(tile);
    int to = tiles.to(tile);
    int width = shape.outputWidth() * shape.outputChannels();
    boolean direct = rows.stride() == shape.outputChannels();
    Clamp bounds = residual == null ? clamp : Clamp.NONE;
    int at = from * width;
    int end = to * width;
    float[] row = direct ? output : scratch.tile((to - from) * shape.outputWidth() * rows.stride());
    rows.run(from, to, input, bounds.low(), bounds.high(), row, direct ? at : 0, scratch);
    if (!direct) {
      gather(row, output, at, end);
    }
    if (residual != null) {
      FloatElementwiseVector.addRange(output, residual, output, at, end, clamp);
    }
  }

  /** Leaves out the channels that only fill up vectors. */
  private void gather(float[] row, float[] output, int from, int to) {
    int channels = shape.outputChannels();
    int source = 0;
    for (int at = from; at < to; at += channels) {
      System.arraycopy(row, source, output, at, channels);
      source += rows.stride();
    }
  }
}
