package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.FloatConvolution;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.inference.kernel.Tiles;
import org.jspecify.annotations.Nullable;

/**
 * A dense layer over one vector: every weight is read once, so memory sets the pace; weights stay
 * as they are and four rows are read side by side.
 */
final class DenseVector implements FloatConvolution {
  private static final int ROWS = 4;
  private static final int TILE = 64;

  private final int depth;
  private final float[] weights;
  private final float[] bias;
  private final Clamp clamp;
  private final Tiles outputs;

  DenseVector(ConvolutionShape shape, float[] weights, float[] bias, Clamp clamp) {
    this.depth = shape.depth();
    this.weights = weights;
    this.bias = bias;
    this.clamp = clamp;
    this.outputs = Tiles.of(shape.outputChannels(), TILE);
  }

  /** Whether a shape is one dot product per output channel. */
  static boolean fits(ConvolutionShape shape) {
    return shape.pixels() == 1 && shape.pointwise() && shape.groups() == 1;
  }

  @Override
  public int tiles() {
    return outputs.count();
  }

  @Override
  public void run(
      int tile, float[] input, float @Nullable [] residual, float[] output, Scratch scratch) {
    int channel = outputs.from(tile);
    int to = outputs.to(tile);
    for (; channel <= to - ROWS; channel += ROWS) {
      dot4(input, channel, output);
    }
    for (; channel < to; channel++) {
      output[channel] = dot(input, channel);
    }
    for (int i = outputs.from(tile); i < to; i++) {
      float sum = output[i] + bias[i];
      output[i] = clamp.apply(residual == null ? sum : sum + residual[i]);
    }
  }

  private void dot4(float[] input, int channel, float[] output) {
    int w0 = channel * depth;
    int w1 = w0 + depth;
    int w2 = w1 + depth;
    int w3 = w2 + depth;
    FloatVector s0 = FloatVector.zero(FLOATS);
    FloatVector s1 = FloatVector.zero(FLOATS);
    FloatVector s2 = FloatVector.zero(FLOATS);
    FloatVector s3 = FloatVector.zero(FLOATS);
    int bound = Species.bound(depth);
    for (int k = 0; k < bound; k += LANES) {
      FloatVector x = FloatVector.fromArray(FLOATS, input, k);
      s0 = x.fma(FloatVector.fromArray(FLOATS, weights, w0 + k), s0);
      s1 = x.fma(FloatVector.fromArray(FLOATS, weights, w1 + k), s1);
      s2 = x.fma(FloatVector.fromArray(FLOATS, weights, w2 + k), s2);
      s3 = x.fma(FloatVector.fromArray(FLOATS, weights, w3 + k), s3);
    }
    output[channel] = s0.reduceLanes(VectorOperators.ADD) + rest(input, w0);
    output[channel + 1] = s1.reduceLanes(VectorOperators.ADD) + rest(input, w1);
    output[channel + 2] = s2.reduceLanes(VectorOperators.ADD) + rest(input, w2);
    output[channel + 3] = s3.reduceLanes(VectorOperators.ADD) + rest(input, w3);
  }

  private float dot(float[] input, int channel) {
    int row = channel * depth;
    FloatVector sum = FloatVector.zero(FLOATS);
    int bound = Species.bound(depth);
    for (int k = 0; k < bound; k += LANES) {
      sum =
          FloatVector.fromArray(FLOATS, input, k)
              .fma(FloatVector.fromArray(FLOATS, weights, row + k), sum);
    }
    return sum.reduceLanes(VectorOperators.ADD) + rest(input, row);
  }

  private float rest(float[] input, int row) {
    float sum = 0;
    for (int k = Species.bound(depth); k < depth; k++) {
      sum += input[k] * weights[row + k];
    }
    return sum;
  }
}
