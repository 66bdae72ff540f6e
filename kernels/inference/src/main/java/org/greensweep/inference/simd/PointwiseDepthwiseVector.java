package org.greensweep.inference.simd;

import java.util.Objects;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.FloatConvolution;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.network.Layer.Function;
import org.jspecify.annotations.Nullable;

/** {@link PointwiseDepthwise} in fp32. */
final class PointwiseDepthwiseVector extends PointwiseDepthwise implements FloatConvolution {
  private final float[] weights;
  private final @Nullable Function between;
  private final Clamp clamp;

  PointwiseDepthwiseVector(
      Parameters pointwise, @Nullable Function between, Parameters depthwise, int threads) {
    super(
        pointwise.shape(),
        depthwise.shape(),
        new DepthwiseRows(
            depthwise.shape(),
            depthwise.weights(),
            depthwise.bias(),
            Inputs.floats(),
            depthwise.shape().padValue(),
            threads),
        pointwise.bias(),
        pointwise.clamp(),
        threads);
    float[] packed = new float[panels().length()];
    float[] given = pointwise.weights();
    panels().pack((from, to) -> packed[to] = given[from]);
    this.weights = packed;
    this.between = between;
    this.clamp = depthwise.clamp();
  }

  @Override
  int workingValues() {
    return 0;
  }

  @Override
  int copiedInputs(int count) {
    return 0;
  }

  @Override
  float[] inputs(Object input, int from, int count, float[] copy) {
    return (float[]) input;
  }

  @Override
  float[] weights(int from, int count, float[] work, int at) {
    return weights;
  }

  @Override
  float[] activate(float[] sums, float[] other, int at, int pixels, int channel) {
    if (between == null) {
      return sums;
    }
    FunctionsVector.apply(between, sums, other, at, at + pixels * FloatTile.WIDTH);
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
    int channels = depthwise().outputChannels();
    int at = from * depthwise().outputWidth() * channels + block * Species.LANES;
    float[] output = Objects.requireNonNull(real);
    rows().block(block, from, to, values, plane, clamp.low(), clamp.high(), output, at, channels);
  }

  @Override
  public void run(
      int tile, float[] input, float @Nullable [] residual, float[] output, Scratch scratch) {
    compute(tile, input, output, null, scratch);
  }
}
