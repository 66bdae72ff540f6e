package org.greensweep.inference.simd;

import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Float16;
import org.greensweep.inference.kernel.Float16Convolution;
import org.greensweep.inference.kernel.Scratch;
import org.jspecify.annotations.Nullable;

/** Convolution on the fp32 tiles of inputs and weights that are stored in 16 bits. */
final class Float16ConvolutionVector extends BlockedConvolution implements Float16Convolution {
  private final int outputChannels;
  private final Float16 format;
  private final short[] weights;
  private final Float16Epilogue epilogue;

  Float16ConvolutionVector(
      ConvolutionShape shape,
      Float16 format,
      float[] weights,
      float[] bias,
      Clamp clamp,
      int threads) {
    super(shape, Inputs.halves(format), shape.padValue(), bias, null, threads);
    this.outputChannels = shape.outputChannels();
    this.format = format;
    short[] packed = new short[panels().length()];
    panels().pack((from, to) -> packed[to] = format.bits(weights[from]));
    this.weights = packed;
    this.epilogue = new Float16Epilogue(format, clamp);
  }

  @Override
  void widenWeights(int from, int count, float[] to, int at) {
    Float16Vector.widenWhole(format, weights, from, to, at, count);
  }

  @Override
  public void run(
      int tile,
      short[] input,
      float @Nullable [] residual,
      float @Nullable [] real,
      short @Nullable [] rounded,
      Scratch scratch) {
    run(tile, (Object) input, residual, real, rounded, scratch);
  }

  @Override
  void finish(
      float[] sums,
      int at,
      int pixel,
      int count,
      int channel,
      int width,
      float @Nullable [] residual,
      float @Nullable [] real,
      @Nullable Object narrow) {
    epilogue.storeRows(
        sums,
        at,
        FloatTile.WIDTH,
        count,
        width,
        pixel * outputChannels + channel,
        outputChannels,
        residual,
        real,
        (short[]) narrow);
  }
}
