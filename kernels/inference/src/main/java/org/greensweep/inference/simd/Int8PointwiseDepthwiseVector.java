package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.FloatTile.WIDTH;
import static org.greensweep.inference.simd.Species.LANES;

import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Int8Convolution;
import org.greensweep.inference.kernel.Quantization;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.network.Layer.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@link PointwiseDepthwise} of integers: what lies between the layers are codes less their zero
 * point, held in floats, exactly those that would be stored.
 */
final class Int8PointwiseDepthwiseVector extends PointwiseDepthwise implements Int8Convolution {
  private final int zeroPoint;
  private final byte[] weights;
  private final int depth;
  private final @Nullable Function between;
  private final Quantization codes;
  private final Int8Epilogue inner;
  private final Int8Epilogue outer;

  Int8PointwiseDepthwiseVector(
      ConvolutionShape pointwise,
      Parameters first,
      @Nullable Function between,
      ConvolutionShape depthwise,
      Parameters second,
      int threads) {
    super(
        pointwise,
        depthwise,
        rows(depthwise, second, threads),
        new float[pointwise.outputChannels()],
        Clamp.NONE,
        threads);
    this.zeroPoint = first.input().zeroPoint();
    this.depth = pointwise.depth();
    byte[] packed = new byte[panels().length()];
    byte[] given = first.weights();
    panels().pack((from, to) -> packed[to] = given[from]);
    this.weights = packed;
    this.between = between;
    this.codes = second.input();
    this.inner = new Int8Epilogue(first);
    this.outer = new Int8Epilogue(second);
  }

  private static DepthwiseRows rows(ConvolutionShape shape, Parameters parameters, int threads) {
    int zero = parameters.input().zeroPoint();
    int pad = parameters.input().quantize(shape.padValue()) - zero;
    float[] weights = new float[parameters.weights().length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = parameters.weights()[i];
    }
    float[] zeros = new float[shape.outputChannels()];
    return new DepthwiseRows(shape, weights, zeros, Inputs.floats(), pad, threads);
  }

  /** Whether two layers can be computed so: every sum must fit the 24 bits of a float. */
  static boolean fits(ConvolutionShape pointwise, Parameters first, ConvolutionShape depthwise) {
    return fits(pointwise, depthwise)
        && Int8DepthwiseVector.fits(depthwise)
        && new ExactBlocks(pointwise, first).fitWhole();
  }

  @Override
  int workingValues() {
    return Math.max(depth * WIDTH, depthwise().outputWidth() * LANES);
  }

  @Override
  int copiedInputs(int count) {
    return Species.roundUp(count);
  }

  @Override
  float[] inputs(Object input, int from, int count, float[] copy) {
    QuantizerVector.widen((byte[]) input, from, zeroPoint, copy, 0, count);
    return copy;
  }

  @Override
  float[] weights(int from, int count, float[] work, int at) {
    QuantizerVector.widen(weights, from, 0, work, at, count);
    return work;
  }

  @Override
  float[] activate(float[] sums, float[] other, int at, int pixels, int channel) {
    if (between == null) {
      inner.encodeLevels(codes, sums, at, WIDTH, pixels, channel);
      inner.encodeLevels(codes, sums, at + LANES, WIDTH, pixels, channel + LANES);
      return sums;
    }
    int end = at + pixels * WIDTH;
    inner.scaleWhole(sums, at, pixels, channel);
    FunctionsVector.apply(between, sums, other, at, end);
    QuantizerVector.toLevels(codes, other, at, end);
    return other;
  }

  @Override
  void finish(
      float[] values,
      int plane,
      int work,
      int block,
      int from,
      int to,
      float @Nullable [] real,
      byte @Nullable [] narrow) {
    int width = depthwise().outputWidth();
    int channels = depthwise().outputChannels();
    int at = from * width * channels + block * LANES;
    int line = plane;
    for (int y = from; y < to; y++) {
      rows().row(block, values, line, Clamp.NONE.low(), Clamp.NONE.high(), values, work, LANES);
      outer.storeRows(
          values, work, LANES, width, block * LANES, LANES, at, channels, null, real, narrow);
      at += width * channels;
      line += rows().frame().lineStep();
    }
  }

  @Override
  public void run(
      int tile,
      byte[] input,
      float @Nullable [] residual,
      float @Nullable [] real,
      byte @Nullable [] quantized,
      Scratch scratch) {
    compute(tile, input, real, quantized, scratch);
  }
}
