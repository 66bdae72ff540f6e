package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.HALF_BYTES;
import static org.greensweep.inference.simd.Species.SHORTS;
import static org.greensweep.inference.simd.Species.SHORT_LANES;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Int8Convolution;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.inference.kernel.Tiles;
import org.jspecify.annotations.Nullable;

/**
 * A dense layer over one vector, of factors so small (int4, int2, ternary) that a lane of 16 bits
 * holds the sum of many products; lanes are joined in int32 before they could outgrow it.
 */
final class Int16DenseVector implements Int8Convolution {
  private static final int ROWS = 4;
  private static final int TILE = 64;

  /** Joining lanes after fewer products takes longer than twice the lanes spare. */
  private static final int LEAST_PRODUCTS = 64;

  private final int depth;
  private final byte[] weights;
  private final int zeroPoint;
  private final int block;
  private final Int8Epilogue epilogue;
  private final Tiles outputs;

  Int16DenseVector(ConvolutionShape shape, Parameters parameters) {
    this.depth = shape.depth();
    this.weights = parameters.weights();
    this.zeroPoint = parameters.input().zeroPoint();
    this.block = products(parameters) * SHORT_LANES;
    this.epilogue = new Int8Epilogue(parameters);
    this.outputs = Tiles.of(shape.outputChannels(), TILE);
  }

  /** Whether many products surely fit a lane, and there is a whole vector of them. */
  static boolean fits(ConvolutionShape shape, Parameters parameters) {
    return DenseVector.fits(shape)
        && shape.depth() >= SHORT_LANES
        && products(parameters) >= LEAST_PRODUCTS;
  }

  /** Whether that is faster than fp32: C2 of JDK 17 makes objects of the sums in one JVM of two. */
  static boolean pays() {
    return EarlyCompilation.UNNEEDED;
  }

  /** Products whose sum surely fits a lane. */
  private static int products(Parameters parameters) {
    int largest = 1;
    for (byte weight : parameters.weights()) {
      largest = Math.max(largest, Math.abs(weight));
    }
    return (int) (Short.MAX_VALUE / SumRange.of(parameters.input()).largest(largest, 0));
  }

  @Override
  public int tiles() {
    return outputs.count();
  }

  @Override
  public void run(
      int tile,
      byte[] input,
      float @Nullable [] residual,
      float @Nullable [] real,
      byte @Nullable [] quantized,
      Scratch scratch) {
    short[] factors = scratch.shorts(depth + ROWS * SHORT_LANES);
    int whole = depth / SHORT_LANES;
    QuantizerVector.widenColumn(input, 0, SHORT_LANES, zeroPoint, factors, 0, whole);
    for (int k = whole * SHORT_LANES; k < depth; k++) {
      factors[k] = (short) (input[k] - zeroPoint);
    }
    int from = outputs.from(tile);
    int count = outputs.to(tile) - from;
    int[] sums = scratch.sums(TILE);
    Arrays.fill(sums, 0, count, 0);
    for (int output = 0; output < count; output += ROWS) {
      // Rows that do not exist repeat the last.
      int rows = Math.min(ROWS, count - output);
      dots(factors, (from + output) * depth, rows, sums, output);
    }
    float[] totals = scratch.tile(TILE);
    for (int i = 0; i < count; i++) {
      totals[i] = sums[i];
    }
    epilogue.storeRows(totals, 0, 0, 1, from, count, from, 0, residual, real, quantized);
  }

  /** Adds the products of {@code rows} rows of weights to as many sums. */
  private void dots(short[] factors, int at, int rows, int[] sums, int to) {
    int bound = depth - depth % SHORT_LANES;
    for (int k = 0; k < bound; k += block) {
      multiply(factors, at, rows, k, Math.min(bound, k + block));
      for (int row = 0; row < rows; row++) {
        for (int lane = 0; lane < SHORT_LANES; lane++) {
          sums[to + row] += factors[depth + row * SHORT_LANES + lane];
        }
      }
    }
    for (int row = 0; row < rows; row++) {
      for (int k = bound; k < depth; k++) {
        sums[to + row] += weights[at + row * depth + k] * factors[k];
      }
    }
  }

  /** The sums of four rows of weights, a vector each, behind the factors. */
  private void multiply(short[] factors, int at, int rows, int from, int to) {
    int w1 = at + Math.min(1, rows - 1) * depth;
    int w2 = at + Math.min(2, rows - 1) * depth;
    int w3 = at + Math.min(3, rows - 1) * depth;
    ShortVector s0 = ShortVector.broadcast(SHORTS, (short) 0);
    ShortVector s1 = s0;
    ShortVector s2 = s0;
    ShortVector s3 = s0;
    for (int k = from; k < to; k += SHORT_LANES) {
      ShortVector x = ShortVector.fromArray(SHORTS, factors, k);
      s0 = s0.add(x.mul(widened(at + k)));
      s1 = s1.add(x.mul(widened(w1 + k)));
      s2 = s2.add(x.mul(widened(w2 + k)));
      s3 = s3.add(x.mul(widened(w3 + k)));
    }
    s0.intoArray(factors, depth);
    s1.intoArray(factors, depth + SHORT_LANES);
    s2.intoArray(factors, depth + 2 * SHORT_LANES);
    s3.intoArray(factors, depth + 3 * SHORT_LANES);
  }

  private ShortVector widened(int at) {
    return (ShortVector)
        ByteVector.fromArray(HALF_BYTES, weights, at).convertShape(VectorOperators.B2S, SHORTS, 0);
  }
}
