package org.greensweep.inference.simd;

import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Float16;
import org.greensweep.inference.kernel.Float16Convolution;
import org.greensweep.inference.kernel.Scratch;
import org.jspecify.annotations.Nullable;

/**
 * Depthwise convolution over inputs that are stored in 16 bits. Its few weights, a kernel per
 * channel, stay in fp32.
 */
final class Float16DepthwiseVector implements Float16Convolution {
  private final ConvolutionShape shape;
  private final DepthwiseRows rows;
  private final Float16Epilogue epilogue;

  Float16DepthwiseVector(
      ConvolutionShape shape,
      Float16 format,
      float[] weights,
      float[] bias,
      Clamp clamp,
      int threads) {
    this.shape = shape;
    this.rows =
        new DepthwiseRows(shape, weights, bias, Inputs.halves(format), shape.padValue(), threads);
    this.epilogue = new Float16Epilogue(format, clamp);
  }

  @Override
  public int tiles() {
    return rows.tiles().count();
  }

  @Override
  public void run(
      int tile,
      short[] input,
      float @Nullable [] residual,
      float @Nullable [] real,
      short @Nullable [] rounded,
      Scratch scratch) {
    int from = rows.tiles().from(tile);
    int to = rows.tiles().to(tile);
    int pixels = (to - from) * shape.outputWidth();
    float[] sums = scratch.tile(pixels * rows.stride());
    rows.run(from, to, input, Clamp.NONE.low(), Clamp.NONE.high(), sums, 0, scratch);
    int channels = shape.outputChannels();
    int at = from * shape.outputWidth() * channels;
    boolean gaps = rows.stride() != channels;
    epilogue.storeRows(
        sums,
        0,
        rows.stride(),
        gaps ? pixels : 1,
        gaps ? channels : pixels * channels,
        at,
        channels,
        residual,
        real,
        rounded);
  }
}
