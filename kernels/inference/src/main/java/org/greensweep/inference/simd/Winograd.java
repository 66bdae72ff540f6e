package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.LANES;

import java.util.Arrays;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.inference.kernel.Tiles;
import org.jspecify.annotations.Nullable;

/**
 * 3 x 3 convolution of stride 1 by Winograd's F(4x4, 3x3) (Lavin 2015): 6 x 6 inputs and the
 * weights are transformed, multiplied point by point (36 matrix multiplications), and transformed
 * back to 4 x 4 outputs, with a quarter of the multiplications. Rounding errors grow: they stay
 * within the tolerance of the direct form (4 ulp for every product), about ten times its error.
 */
abstract class Winograd {
  private static final int SIDE = 4;
  private static final int EXTENT = 6;
  static final int POINTS = EXTENT * EXTENT;

  /** Transformed inputs of a block of squares: a share of the third-level cache. */
  private static final int BLOCK_VALUES = 256 * 1024;

  private final ConvolutionShape shape;
  private final Inputs source;
  private final int inputs;
  private final int outputs;
  private final int panels;
  private final int squaresAcross;
  private final Tiles blocks;

  Winograd(ConvolutionShape shape, Inputs source, int threads) {
    this.shape = shape;
    this.source = source;
    this.inputs = shape.inputChannels();
    this.panels = (shape.outputChannels() + FloatTile.WIDTH - 1) / FloatTile.WIDTH;
    this.outputs = panels * FloatTile.WIDTH;
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

  /** Values that {@link #multiply} works with behind its results. */
  abstract int workingValues();

  /**
   * Multiplies all points of {@code count} squares by the weights.
   *
   * @param a inputs by point, square, channel
   * @param c takes the results by point, square, output channel
   * @param work where the working values begin in {@code c}
   */
  abstract void multiply(int count, float[] a, float[] c, int work);

  /**
   * Makes the outputs of one pixel.
   *
   * @param sums of all output channels, from {@code from} on; may be overwritten
   * @param to where the pixel lies in the outputs and the residual
   */
  abstract void finish(
      float[] sums,
      int from,
      int to,
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
    int patch = POINTS * count * inputs;
    int work = patch + POINTS * inputs;
    float[] a = scratch.floats(work + POINTS * Math.max(inputs, outputs) + LANES);
    int results = POINTS * count * outputs;
    float[] c = scratch.tile(results + workingValues());
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
    int row = square / squaresAcross * SIDE - shape.window().padTop();
    int column = square % squaresAcross * SIDE - shape.window().padLeft();
    boolean inside =
        shape.inside(row, column) && shape.inside(row + EXTENT - 1, column + EXTENT - 1);
    float[] from = a;
    int at = patch;
    int line = EXTENT * inputs;
    if (inside && input instanceof float[] floats) {
      from = floats;
      at = (row * shape.inputWidth() + column) * inputs;
      line = shape.inputWidth() * inputs;
    } else {
      copyPatch(input, row, column, a, patch);
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

  /** The inputs of a square in fp32, with its padding. */
  private void copyPatch(Object input, int row, int column, float[] patch, int to) {
    for (int y = 0; y < EXTENT; y++) {
      for (int x = 0; x < EXTENT; x++) {
        int at = to + (y * EXTENT + x) * inputs;
        if (shape.inside(row + y, column + x)) {
          int pixel = (row + y) * shape.inputWidth() + column + x;
          source.copy(input, pixel * inputs, patch, at, inputs);
        } else {
          Arrays.fill(patch, at, at + inputs, shape.padValue());
        }
      }
    }
  }

  /** One point of {@code count} squares by the weights of one panel, from {@code bAt} on. */
  final void multiply(int point, int panel, int count, float[] a, float[] b, int bAt, float[] c) {
    int row = 0;
    while (row < count) {
      int left = count - row;
      int rows = FloatTile.rows(left);
      FloatTile.multiply(
          inputs,
          a,
          (point * count + row) * inputs,
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
          (point * count + row) * outputs + panel * FloatTile.WIDTH,
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
        finish(work, finished + x * outputs, to, residual, real, narrow);
      }
    }
  }
}
