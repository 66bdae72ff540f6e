package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.LANES;

import java.util.Arrays;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.inference.kernel.Tiles;
import org.jspecify.annotations.Nullable;

/**
 * 3 x 3 convolution of stride 1 by Winograd's F(4x4, 3x3) or F(2x2, 3x3) (Lavin 2015): squares of
 * inputs, two wider than those of outputs, and the weights are transformed, multiplied point by
 * point (36 or 16 matrix multiplications), and transformed back, with a quarter or four ninths of
 * the multiplications. Rounding errors of 4 x 4 in fp32 grow: they stay within the tolerance of the
 * direct form (4 ulp for every product), about ten times its error. 2 x 2 needs only additions, so
 * that integers stay integers.
 */
abstract class Winograd {
  /** Of the squares of outputs, in fp32. */
  static final int WIDE = 4;

  /** Transformed inputs of a block of squares: a share of the third-level cache. */
  private static final int BLOCK_VALUES = 256 * 1024;

  private final ConvolutionShape shape;
  private final Inputs source;

  /** What padding becomes among the inputs in fp32. */
  private final float padValue;

  /** Pixels of a side of a square of outputs. */
  private final int side;

  /** Of a square of inputs. */
  private final int extent;

  private final int points;
  private final int inputs;
  private final int outputs;
  private final int panels;
  private final int squaresAcross;
  private final Tiles blocks;

  Winograd(ConvolutionShape shape, Inputs source, float padValue, int side, int threads) {
    this.shape = shape;
    this.source = source;
    this.padValue = padValue;
    this.side = side;
    this.extent = side + 2;
    this.points = extent * extent;
    this.inputs = shape.inputChannels();
    this.panels = (shape.outputChannels() + FloatTile.WIDTH - 1) / FloatTile.WIDTH;
    this.outputs = panels * FloatTile.WIDTH;
    this.squaresAcross = (shape.outputWidth() + side - 1) / side;
    int squares = (shape.outputHeight() + side - 1) / side * squaresAcross;
    int fitting = BLOCK_VALUES / (points * Math.max(inputs, outputs));
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
    return fits(shape)
        && shape.inputChannels() % LANES == 0
        && Math.min(shape.inputChannels(), shape.outputChannels()) >= 16
        && Math.min(shape.outputHeight(), shape.outputWidth()) > 2 * WIDE;
  }

  /** Whether a layer is 3 x 3, of stride 1, neither dilated nor in groups. */
  static boolean fits(ConvolutionShape shape) {
    return shape.taps() == 9
        && shape.window().kernelHeight() == 3
        && shape.window().strideHeight() == 1
        && shape.window().strideWidth() == 1
        && shape.window().dilationHeight() == 1
        && shape.window().dilationWidth() == 1
        && shape.groups() == 1;
  }

  final ConvolutionShape shape() {
    return shape;
  }

  /** Panels of {@link FloatTile#WIDTH} output channels. */
  final int panels() {
    return panels;
  }

  public final int tiles() {
    return blocks.count();
  }

  /** Values that {@link #multiply} of {@code count} squares works with behind its results. */
  abstract int workingValues(int count);

  /**
   * Multiplies all points of {@code count} squares by the weights.
   *
   * @param a inputs by point, square, channel
   * @param c takes the results by point, square, output channel
   * @param work where the working values begin in {@code c}
   */
  abstract void multiply(int count, float[] a, float[] c, int work);

  /**
   * Makes the outputs of {@code count} pixels.
   *
   * @param sums of all channels of each pixel from {@code from} on, in whole panels; may be
   *     overwritten
   * @param pixel the first of them, in the outputs and the residual
   */
  abstract void finish(
      float[] sums,
      int from,
      int pixel,
      int count,
      float @Nullable [] residual,
      float @Nullable [] real,
      @Nullable Object narrow);

  /**
   * Computes one tile.
   *
   * @param narrow the output in the layer's own format; null where nobody reads it
   */
  final void run(
      int tile,
      Object input,
      float @Nullable [] residual,
      float @Nullable [] real,
      @Nullable Object narrow,
      Scratch scratch) {
    int from = blocks.from(tile);
    int count = blocks.to(tile) - from;
    int patch = points * count * inputs;
    int work = patch + points * inputs;
    float[] a = scratch.floats(work + points * Math.max(inputs, outputs) + LANES);
    int results = points * count * outputs;
    float[] c = scratch.tile(results + workingValues(count));
    for (int square = 0; square < count; square++) {
      transformInput(input, from + square, a, square * inputs, count * inputs, patch, work);
    }
    multiply(count, a, c, results);
    for (int square = 0; square < count; square++) {
      transformOutput(
          c, square * outputs, count * outputs, from + square, a, residual, real, narrow);
    }
  }

  private void transformInput(
      Object input, int square, float[] a, int to, int pointStep, int patch, int work) {
    int row = square / squaresAcross * side - shape.window().padTop();
    int column = square % squaresAcross * side - shape.window().padLeft();
    boolean inside =
        shape.inside(row, column) && shape.inside(row + extent - 1, column + extent - 1);
    float[] from = a;
    int at = patch;
    int line = extent * inputs;
    if (inside && input instanceof float[] floats) {
      from = floats;
      at = (row * shape.inputWidth() + column) * inputs;
      line = shape.inputWidth() * inputs;
    } else {
      copyPatch(input, row, column, a, patch);
    }
    for (int x = 0; x < extent; x++) {
      transformInput(from, at + x * inputs, line, a, work + x * inputs, extent * inputs, inputs);
    }
    for (int y = 0; y < extent; y++) {
      transformInput(
          a, work + y * extent * inputs, inputs, a, to + y * extent * pointStep, pointStep, inputs);
    }
  }

  private void transformInput(
      float[] from, int at, int step, float[] output, int to, int outputStep, int count) {
    if (side == WIDE) {
      WinogradTransforms.input(from, at, step, output, to, outputStep, count);
    } else {
      ExactTransforms.input(from, at, step, output, to, outputStep, count);
    }
  }

  private void transformOutput(
      float[] from, int at, int step, float[] output, int to, int outputStep, int count) {
    if (side == WIDE) {
      WinogradTransforms.output(from, at, step, output, to, outputStep, count);
    } else {
      ExactTransforms.output(from, at, step, output, to, outputStep, count);
    }
  }

  /** The inputs of a square in fp32, with its padding. */
  private void copyPatch(Object input, int row, int column, float[] patch, int to) {
    boolean wide = shape.inside(0, column) && shape.inside(0, column + extent - 1);
    for (int y = 0; y < extent; y++) {
      if (wide && shape.inside(row + y, 0)) {
        int from = ((row + y) * shape.inputWidth() + column) * inputs;
        source.copy(input, from, patch, to + y * extent * inputs, extent * inputs);
        continue;
      }
      for (int x = 0; x < extent; x++) {
        int at = to + (y * extent + x) * inputs;
        if (shape.inside(row + y, column + x)) {
          int pixel = (row + y) * shape.inputWidth() + column + x;
          source.copy(input, pixel * inputs, patch, at, inputs);
        } else {
          Arrays.fill(patch, at, at + inputs, padValue);
        }
      }
    }
  }

  /** One point of {@code count} squares by the weights of one panel, from {@code bAt} on. */
  final void multiply(int point, int panel, int count, float[] a, float[] b, int bAt, float[] c) {
    int to = point * count * outputs + panel * FloatTile.WIDTH;
    multiply(inputs, a, point * count * inputs, count, b, bAt, c, to);
  }

  /** {@code depth} channels of {@code count} squares by the weights of one panel. */
  final void multiply(
      int depth, float[] a, int aAt, int count, float[] b, int bAt, float[] c, int cAt) {
    int row = 0;
    while (row < count) {
      int rows = FloatTile.rows(count - row);
      FloatTile.multiply(
          depth,
          a,
          aAt + row * inputs,
          inputs,
          rows,
          b,
          bAt,
          FloatTile.ZEROS,
          0,
          0,
          FloatTile.ZEROS,
          0,
          0,
          Clamp.NONE,
          c,
          cAt + row * outputs,
          outputs);
      row += rows;
    }
  }

  private void transformOutput(
      float[] c,
      int at,
      int pointStep,
      int square,
      float[] work,
      float @Nullable [] residual,
      float @Nullable [] real,
      @Nullable Object narrow) {
    for (int x = 0; x < extent; x++) {
      transformOutput(
          c, at + x * pointStep, extent * pointStep, work, x * outputs, extent * outputs, outputs);
    }
    int row = square / squaresAcross * side;
    int column = square % squaresAcross * side;
    int width = Math.min(side, shape.outputWidth() - column);
    int finished = side * extent * outputs;
    for (int y = 0; y < side && row + y < shape.outputHeight(); y++) {
      transformOutput(work, y * extent * outputs, outputs, work, finished, outputs, outputs);
      int pixel = (row + y) * shape.outputWidth() + column;
      finish(work, finished, pixel, width, residual, real, narrow);
    }
  }
}
