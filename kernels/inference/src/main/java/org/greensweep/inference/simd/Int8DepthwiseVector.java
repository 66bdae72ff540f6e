package org.greensweep.inference.simd;

import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Int8Convolution;
import org.greensweep.inference.kernel.Scratch;
import org.jspecify.annotations.Nullable;

/** int8 depthwise convolution on the fp32 rows, whose short sums are exact. */
final class Int8DepthwiseVector implements Int8Convolution {
  /** Products of at most 127 * 255 that fit the 24 bits of a float. */
  private static final int EXACT_TAPS = 517;

  /** Pixels whose sums stay in the first-level cache. */
  private static final int PIXELS = 8;

  private final ConvolutionShape shape;
  private final DepthwiseRows rows;
  private final Int8Epilogue epilogue;

  Int8DepthwiseVector(ConvolutionShape shape, Parameters parameters, int threads) {
    this.shape = shape;
    float[] weights = new float[parameters.weights().length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = parameters.weights()[i];
    }
    int zero = parameters.input().zeroPoint();
    int pad = parameters.input().quantize(shape.padValue()) - zero;
    this.rows =
        new DepthwiseRows(
            shape, weights, new float[shape.outputChannels()], Inputs.codes(zero), pad, threads);
    this.epilogue = new Int8Epilogue(parameters);
  }

  static boolean fits(ConvolutionShape shape) {
    return shape.depthwise() && shape.taps() <= EXACT_TAPS;
  }

  @Override
  public int tiles() {
    return rows.tiles().count();
  }

  @Override
  public void run(
      int tile,
      byte[] input,
      float @Nullable [] residual,
      float @Nullable [] real,
      byte @Nullable [] quantized,
      Scratch scratch) {
    int from = rows.tiles().from(tile);
    int to = rows.tiles().to(tile);
    int pixels = (to - from) * shape.outputWidth();
    float[] sums = scratch.tile(pixels * rows.stride());
    rows.run(from, to, input, Clamp.NONE.low(), Clamp.NONE.high(), sums, 0, scratch);
    int channels = shape.outputChannels();
    int at = from * shape.outputWidth() * channels;
    for (int pixel = 0; pixel < pixels; pixel += PIXELS) {
      int count = Math.min(PIXELS, pixels - pixel);
      epilogue.storeRows(
          sums,
          pixel * rows.stride(),
          rows.stride(),
          count,
          0,
          channels,
          at,
          channels,
          residual,
          real,
          quantized);
      at += count * channels;
    }
  }
}
