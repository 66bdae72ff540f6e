package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.FloatConvolution;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.inference.kernel.Tiles;
import org.jspecify.annotations.Nullable;

/**
 * 3 x 3 convolution of stride 1 by Winograd's F(4x4, 3x3) (Lavin 2015): 6 x 6 inputs and the
 * weights are transformed, multiplied point by point (36 matrix multiplications), and transformed
 * back to 4 x 4 outputs, with a quarter of the multiplications. Rounding errors grow: they stay
 * within the tolerance of the direct form (4 ulp for every product), about ten times its error.
 */
final class WinogradVector implements FloatConvolution {
  private static final int SIDE = 4;
  private static final int EXTENT = 6;
  private static final int POINTS = EXTENT * EXTENT;

  /** Transformed inputs of a block of squares: a share of the third-level cache. */
  private static final int BLOCK_VALUES = 256 * 1024;

  private final ConvolutionShape shape;
  private final int inputs;
  private final int outputs;
  private final int panels;
  private final int squaresAcross;
  private final float[] weights;
  private final float[] bias;
  private final Clamp clamp;
  private final Tiles blocks;

  WinogradVector(ConvolutionShape shape, float[] weights, float[] bias, Clamp clamp, int threads) {
    this.shape = shape;
    this.inputs = shape.inputChannels();
    this.panels = (shape.outputChannels() + FloatTile.WIDTH - 1) / FloatTile.WIDTH;
    this.outputs = panels * FloatTile.WIDTH;
    this.weights = transform(shape, weights, panels);
    this.bias = Arrays.copyOf(bias, outputs);
    this.clamp = clamp;
    this.squaresAcross = (shape.outputWidth() + SIDE - 1) / SIDE;
    int squares = (shape.outputHeight() + SIDE - 1) / SIDE * squaresAcross;
    int fitting = BLOCK_VALUES / (POINTS * Math.max(inputs, outputs));
    int whole = Math.max(FloatTile.ROWS, fitting / FloatTile.ROWS * FloatTile.ROWS);
    this.blocks =
        Tiles.of(squares, threads == 1 ? whole : Math.min(whole, share(squares, threads)));
  }

  private static int share(int squares, int threads) {
    return (squares + threads - 1) / threads;
  }

  /**
   * Whether a shape can be computed so, and faster than directly. On 7 x 7 maps it is not: few
   * squares share each weight, and there are four times as many weights to fetch from memory.
   */
  static boolean pays(ConvolutionShape shape) {
    return shape.taps() == 9
        && shape.window().kernelHeight() == 3
        && shape.window().strideHeight() == 1
        && shape.window().strideWidth() == 1
        && shape.window().dilationHeight() == 1
        && shape.window().dilationWidth() == 1
        && shape.groups() == 1
        && shape.inputChannels() % LANES == 0
        && Math.min(shape.inputChannels(), shape.outputChannels()) >= 16
        && Math.min(shape.outputHeight(), shape.outputWidth()) > 2 * SIDE;
  }

  /** By point, panel of output channels, input channel, output channel. */
  private static float[] transform(ConvolutionShape shape, float[] weights, int panels) {
    int inputs = shape.inputChannels();
    float[] packed = new float[POINTS * panels * inputs * FloatTile.WIDTH];
    for (int output = 0; output < shape.outputChannels(); output++) {
      int panel = output / FloatTile.WIDTH;
      int column = output % FloatTile.WIDTH;
      for (int k = 0; k < inputs; k++) {
        double[] points = WinogradTransforms.weights(weights, output * 9 * inputs + k, inputs);
        for (int point = 0; point < POINTS; point++) {
          int at = ((point * panels + panel) * inputs + k) * FloatTile.WIDTH + column;
          packed[at] = (float) points[point];
        }
      }
    }
    return packed;
  }

  @Override
  public int tiles() {
    return blocks.count();
  }

  @Override
  public void run(
      int tile, float[] input, float @Nullable [] residual, float[] output, Scratch scratch) {
    int from = blocks.from(tile);
    int count = blocks.to(tile) - from;
    int patch = POINTS * count * inputs;
    int work = patch + POINTS * inputs;
    float[] a = scratch.floats(work + POINTS * Math.max(inputs, outputs));
    float[] c = scratch.tile(POINTS * count * outputs);
    for (int square = 0; square < count; square++) {
      transformInput(input, from + square, a, square * inputs, count * inputs, patch, work);
    }
    for (int point = 0; point < POINTS; point++) {
      multiply(point, count, a, c);
    }
    for (int square = 0; square < count; square++) {
      transformOutput(c, square * outputs, count * outputs, from + square, a, residual, output);
    }
  }

  private void transformInput(
      float[] input, int square, float[] a, int to, int pointStep, int patch, int work) {
    int row = square / squaresAcross * SIDE - shape.window().padTop();
    int column = square % squaresAcross * SIDE - shape.window().padLeft();
    float[] from = input;
    int at = (row * shape.inputWidth() + column) * inputs;
    int line = shape.inputWidth() * inputs;
    if (!shape.inside(row, column) || !shape.inside(row + EXTENT - 1, column + EXTENT - 1)) {
      copyPatch(input, row, column, a, patch);
      from = a;
      at = patch;
      line = EXTENT * inputs;
    }
    for (int x = 0; x < EXTENT; x++) {
      WinogradTransforms.input(
          from, at + x * inputs, line, a, work + x * inputs, EXTENT * inputs, inputs);
    }
    for (int y = 0; y < EXTENT; y++) {
      WinogradTransforms.input(
          a, work + y * EXTENT * inputs, inputs, a, to + y * EXTENT * pointStep, pointStep, inputs);
    }
  }

  /** The inputs of a square at the border, with its padding. */
  private void copyPatch(float[] input, int row, int column, float[] patch, int to) {
    for (int y = 0; y < EXTENT; y++) {
      for (int x = 0; x < EXTENT; x++) {
        int at = to + (y * EXTENT + x) * inputs;
        if (shape.inside(row + y, column + x)) {
          int pixel = (row + y) * shape.inputWidth() + column + x;
          System.arraycopy(input, pixel * inputs, patch, at, inputs);
        } else {
          Arrays.fill(patch, at, at + inputs, shape.padValue());
        }
      }
    }
  }

  private void multiply(int point, int count, float[] a, float[] c) {
    for (int panel = 0; panel < panels; panel++) {
      int b = (point * panels + panel) * inputs * FloatTile.WIDTH;
      int row = 0;
      while (row < count) {
        int left = count - row;
        boolean tall = left > FloatTile.SMALL_ROWS && left != 7 && left != 8;
        int rows = Math.min(tall ? FloatTile.ROWS : FloatTile.SMALL_ROWS, left);
        FloatTile.multiply(
            tall,
            inputs,
            a,
            (point * count + row) * inputs,
            inputs,
            rows,
            weights,
            b,
            FloatTile.ZEROS,
            0,
            0,
            FloatTile.ZEROS,
            0,
            0,
            Clamp.NONE,
            c,
            (point * count + row) * outputs + panel * FloatTile.WIDTH,
            outputs);
        row += rows;
      }
    }
  }

  private void transformOutput(
      float[] c,
      int at,
      int pointStep,
      int square,
      float[] work,
      float @Nullable [] residual,
      float[] output) {
    for (int x = 0; x < EXTENT; x++) {
      WinogradTransforms.output(
          c, at + x * pointStep, EXTENT * pointStep, work, x * outputs, EXTENT * outputs, outputs);
    }
    int row = square / squaresAcross * SIDE;
    int column = square % squaresAcross * SIDE;
    int width = Math.min(SIDE, shape.outputWidth() - column);
    int finished = SIDE * EXTENT * outputs;
    for (int y = 0; y < SIDE && row + y < shape.outputHeight(); y++) {
      WinogradTransforms.output(
          work, y * EXTENT * outputs, outputs, work, finished, outputs, outputs);
      int pixel = (row + y) * shape.outputWidth() + column;
      for (int x = 0; x < width; x++) {
        int to = (pixel + x) * shape.outputChannels();
        finish(work, finished + x * outputs, residual, output, to);
      }
    }
  }

  private void finish(float[] sums, int from, float @Nullable [] residual, float[] output, int to) {
    FloatVector low = FloatVector.broadcast(FLOATS, clamp.low());
    FloatVector high = FloatVector.broadcast(FLOATS, clamp.high());
    int width = shape.outputChannels();
    int i = 0;
    for (; i <= width - LANES; i += LANES) {
      FloatVector value =
          FloatVector.fromArray(FLOATS, sums, from + i).add(FloatVector.fromArray(FLOATS, bias, i));
      if (residual != null) {
        value = value.add(FloatVector.fromArray(FLOATS, residual, to + i));
      }
      value = value.blend(low, value.lt(low));
      value.blend(high, high.lt(value)).intoArray(output, to + i);
    }
    for (; i < width; i++) {
      float value = sums[from + i] + bias[i];
      output[to + i] = clamp.apply(residual == null ? value : value + residual[to + i]);
    }
  }
}
