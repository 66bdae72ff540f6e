package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.BYTES;
import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Int8Convolution;
import org.greensweep.inference.kernel.Quantization;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.inference.kernel.Tiles;
import org.jspecify.annotations.Nullable;

/**
 * An int8 dense layer over one vector: every weight is read once, as a byte, so memory sets the
 * pace at a quarter of fp32's traffic. Lanes add up products that are exact in fp32, and are joined
 * in int32.
 */
final class Int8DenseVector implements Int8Convolution {
  private static final int ROWS = 4;
  private static final int TILE = 64;

  /** Products of at most 127 * 255 that fit the 24 bits of a lane, and the lanes' worth of them. */
  private static final int EXACT = 512 * LANES;

  private final int depth;
  private final byte[] weights;
  private final Quantization quantization;
  private final Int8Epilogue epilogue;
  private final Tiles outputs;

  Int8DenseVector(ConvolutionShape shape, Parameters parameters) {
    this.depth = shape.depth();
    this.weights = parameters.weights();
    this.quantization = parameters.input();
    this.epilogue = new Int8Epilogue(parameters);
    this.outputs = Tiles.of(shape.outputChannels(), TILE);
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
    float[] factors = scratch.floats(depth + LANES);
    QuantizerVector.widen(input, 0, quantization.zeroPoint(), factors, 0, depth);
    float[] lanes = scratch.tile(TILE + ROWS * LANES);
    int[] sums = scratch.sums(TILE + ROWS * LANES);
    int from = outputs.from(tile);
    int count = outputs.to(tile) - from;
    for (int output = 0; output < count; output += ROWS) {
      // Rows that do not exist repeat the last.
      int rows = Math.min(ROWS, count - output);
      dots(factors, from + output, rows, lanes, sums);
      for (int row = 0; row < rows; row++) {
        sums[ROWS * LANES + output + row] =
            total(sums, row * LANES) + rest(input, (from + output + row) * depth);
      }
    }
    for (int i = 0; i < count; i++) {
      lanes[i] = sums[ROWS * LANES + i];
    }
    epilogue.storeRows(lanes, 0, 0, 1, from, count, from, 0, residual, real, quantized);
  }

  private void dots(float[] factors, int output, int rows, float[] lanes, int[] sums) {
    Arrays.fill(sums, 0, ROWS * LANES, 0);
    int bound = Math.min(Species.bound(depth), vectors());
    for (int k = 0; k < bound; k += EXACT) {
      multiply(factors, output * depth, rows, k, Math.min(bound, k + EXACT), lanes);
      QuantizerVector.addExact(lanes, 0, sums, 0, ROWS * LANES);
    }
  }

  /** Depth that whole vectors of bytes cover without passing the end of the weights. */
  private int vectors() {
    return Species.bound(Math.max(0, depth - (BYTES.length() - LANES)));
  }

  private void multiply(float[] factors, int at, int rows, int from, int to, float[] lanes) {
    int w1 = at + Math.min(1, rows - 1) * depth;
    int w2 = at + Math.min(2, rows - 1) * depth;
    int w3 = at + Math.min(3, rows - 1) * depth;
    FloatVector s0 = FloatVector.broadcast(FLOATS, 0);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int k = from; k < to; k += LANES) {
      FloatVector x = FloatVector.fromArray(FLOATS, factors, k);
      s0 = x.fma(floats(weights, at + k), s0);
      s1 = x.fma(floats(weights, w1 + k), s1);
      s2 = x.fma(floats(weights, w2 + k), s2);
      s3 = x.fma(floats(weights, w3 + k), s3);
    }
    s0.intoArray(lanes, 0);
    s1.intoArray(lanes, LANES);
    s2.intoArray(lanes, 2 * LANES);
    s3.intoArray(lanes, 3 * LANES);
  }

  private static FloatVector floats(byte[] weights, int at) {
    return (FloatVector)
        ByteVector.fromArray(BYTES, weights, at).convertShape(VectorOperators.B2F, FLOATS, 0);
  }

  private static int total(int[] sums, int at) {
    int total = 0;
    for (int lane = at; lane < at + LANES; lane++) {
      total += sums[lane];
    }
    return total;
  }

  private int rest(byte[] input, int row) {
    int sum = 0;
    for (int k = Math.min(Species.bound(depth), vectors()); k < depth; k++) {
      sum += weights[row + k] * (input[k] - quantization.zeroPoint());
    }
    return sum;
  }
}
