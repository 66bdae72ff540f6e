package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Float16;
import org.greensweep.inference.kernel.Float16Convolution;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.inference.kernel.Tiles;
import org.jspecify.annotations.Nullable;

/**
 * A dense layer over one vector whose weights are stored in 16 bits: each is read once, so memory
 * sets the pace, at half of fp32's traffic.
 */
final class Float16DenseVector implements Float16Convolution {
  private static final int TILE = 64;

  private final int depth;
  private final Float16 format;
  private final short[] weights;
  private final float[] bias;
  private final Tiles outputs;
  private final Float16Epilogue epilogue;

  Float16DenseVector(
      ConvolutionShape shape, Float16 format, float[] weights, float[] bias, Clamp clamp) {
    this.depth = shape.depth();
    this.format = format;
    this.weights = new short[weights.length];
    for (int i = 0; i < weights.length; i++) {
      this.weights[i] = format.bits(weights[i]);
    }
    this.bias = bias;
    this.outputs = Tiles.of(shape.outputChannels(), TILE);
    this.epilogue = new Float16Epilogue(format, clamp);
  }

  @Override
  public int tiles() {
    return outputs.count();
  }

  @Override
  public void run(
      int tile,
      short[] input,
      float @Nullable [] residual,
      float @Nullable [] real,
      short @Nullable [] rounded,
      Scratch scratch) {
    int whole = Species.roundUp(depth);
    float[] factors = scratch.floats(3 * whole);
    Float16Vector.widenWhole(format, input, 0, factors, 0, depth);
    float[] sums = scratch.tile(TILE);
    int from = outputs.from(tile);
    int count = outputs.to(tile) - from;
    for (int i = 0; i < count; i += 2) {
      // A row that does not exist repeats the last.
      int next = Math.min(i + 1, count - 1);
      // Widened by themselves: C2 makes objects of what a loop of sums converts.
      Float16Vector.widenWhole(format, weights, (from + i) * depth, factors, whole, depth);
      Float16Vector.widenWhole(format, weights, (from + next) * depth, factors, 2 * whole, depth);
      multiply(factors, whole, sums, i, next);
    }
    for (int i = 0; i < count; i++) {
      sums[i] += rest(factors, (from + i) * depth) + bias[from + i];
    }
    epilogue.storeRows(sums, 0, 0, 1, count, from, 0, residual, real, rounded);
  }

  /** The dot products of the first of three vectors with the others. */
  private void multiply(float[] factors, int whole, float[] sums, int to, int toNext) {
    FloatVector s0 = FloatVector.broadcast(FLOATS, 0);
    FloatVector s1 = s0;
    int bound = Species.bound(depth);
    for (int k = 0; k < bound; k += LANES) {
      FloatVector x = FloatVector.fromArray(FLOATS, factors, k);
      s0 = x.fma(FloatVector.fromArray(FLOATS, factors, whole + k), s0);
      s1 = x.fma(FloatVector.fromArray(FLOATS, factors, 2 * whole + k), s1);
    }
    sums[toNext] = s1.reduceLanes(VectorOperators.ADD);
    sums[to] = s0.reduceLanes(VectorOperators.ADD);
  }

  private float rest(float[] factors, int row) {
    float sum = 0;
    for (int k = Species.bound(depth); k < depth; k++) {
      sum += factors[k] * format.value(weights[row + k]);
    }
    return sum;
  }
}
