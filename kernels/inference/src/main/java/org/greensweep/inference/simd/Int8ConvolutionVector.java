package org.greensweep.inference.simd;

import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Int8Convolution;
import org.greensweep.inference.kernel.Scratch;
import org.jspecify.annotations.Nullable;

/**
 * int8 convolution on the fp32 tiles. The Vector API has no 8-bit products; fp32 has 24 bits for a
 * sum, and 517 products of int8 weights with shifted int8 inputs (at most 127 * 255 each) fit them,
 * most layers' whole depth with the weights they have: {@link ExactBlocks}. Weights stay bytes.
 */
final class Int8ConvolutionVector extends BlockedConvolution implements Int8Convolution {
  private final int outputChannels;
  private final byte[] weights;
  private final Int8Epilogue epilogue;

  Int8ConvolutionVector(ConvolutionShape shape, Parameters parameters, int threads) {
    super(
        shape,
        Inputs.codes(parameters.input().zeroPoint()),
        parameters.input().quantize(shape.padValue()) - parameters.input().zeroPoint(),
        null,
        new ExactBlocks(shape, parameters),
        threads);
    this.outputChannels = shape.outputChannels();
    byte[] packed = new byte[panels().length()];
    byte[] given = parameters.weights();
    panels().pack((from, to) -> packed[to] = given[from]);
    this.weights = packed;
    this.epilogue = new Int8Epilogue(parameters);
  }

  @Override
  void widenWeights(int from, int count, float[] to, int at) {
    QuantizerVector.widen(weights, from, 0, to, at, count);
  }

  @Override
  public void run(
      int tile,
      byte[] input,
      float @Nullable [] residual,
      float @Nullable [] real,
      byte @Nullable [] quantized,
      Scratch scratch) {
    run(tile, (Object) input, residual, real, quantized, scratch);
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
        channel,
        width,
        pixel * outputChannels + channel,
        outputChannels,
        residual,
        real,
        (byte[]) narrow);
  }
}
