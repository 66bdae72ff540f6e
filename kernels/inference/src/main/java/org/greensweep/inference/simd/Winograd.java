package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.LANES;

import java.util.Arrays;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Scratch;
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

  /** Of a cache line. */
  private static final int LINE_VALUES = 16;

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
  private final int panels;
  private final int squaresAcross;

  /** Rows are squares, in the order of their rows. */
  private final TileGrid grid;

  Winograd(ConvolutionShape shape, Inputs source, float padValue, int side, int threads) {
    this.shape = shape;
    this.source = source;
    this.padValue = padValue;
    this.side = side;
    this.extent = side + 2;
    this.points = extent * extent;
    this.inputs = shape.inputChannels();
    this.panels = (shape.outputChannels() + FloatTile.WIDTH - 1) / FloatTile.WIDTH;
    this.squaresAcross = (shape.outputWidth() + side - 1) / side;
    int squares = (shape.outputHeight() + side - 1) / side * squaresAcross;
    int fitting = BLOCK_VALUES / (points * Math.max(inputs, panels * FloatTile.WIDTH));
    int whole = Math.max(FloatTile.ROWS, fitting / FloatTile.ROWS * FloatTile.ROWS);
    long weights = (long) shape.depth() * shape.outputChannels();
    this.grid = TileGrid.of(shape, squares, whole, FloatTile.ROWS, panels, weights, false, threads);
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

  /**
   * From one point to the next, of {@code values} each: an odd number of cache lines. Else those of
   * all points meet in few sets of a cache, which then holds some of them only.
   */
  static int pointStep(int values) {
    return ((values + LINE_VALUES - 1) / LINE_VALUES | 1) * LINE_VALUES;
  }

  /** Panels of {@link FloatTile#WIDTH} output channels. */
  final int panels() {
    return panels;
  }

  public final int tiles() {
    return grid.tiles();
  }

  /**
   * Values that {@link #multiply} of {@code count} squares by {@code panels} panels works with
   * behind its results.
   */
  abstract int workingValues(int count, int panels);

  /**
   * Multiplies all points of {@code count} squares by the weights of some panels.
   *
   * @param a inputs by point ({@link #pointStep} apart), square, channel
   * @param c takes the results by point (as far apart), square, output channel of these panels
   * @param work where the working values begin in {@code c}
   */
  abstract void multiply(int count, int firstPanel, int endPanel, float[] a, float[] c, int work);

  /**
   * Makes the outputs of {@code count} pixels.
   *
   * @param sums of all channels of these panels of each pixel from {@code from} on; may be
   *     overwritten
   * @param pixel the first of them, in the outputs and the residual
   */
  abstract void finish(
      float[] sums,
      int from,
      int firstPanel,
      int endPanel,
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
    int from = grid.firstRow(tile);
    int to = grid.endRow(tile);
    int count = to - from;
    int firstPanel = grid.firstPanel(tile);
    int endPanel = grid.endPanel(tile);
    int outputs = (endPanel - firstPanel) * FloatTile.WIDTH;
    int results = points * pointStep(count * outputs);
    float[] c = scratch.tile(results + workingValues(count, endPanel - firstPanel));
    float[] a = scratch.floats(Math.max(inputValues(from, to), outputValues(outputs)) + LANES);
    transformInputs(input, from, to, a);
    multiply(count, firstPanel, endPanel, a, c, results);
    int square = from;
    while (square < to) {
      int end = Math.min(to, (square / squaresAcross + 1) * squaresAcross);
      transformOutputs(
          c,
          (square - from) * outputs,
          pointStep(count * outputs),
          square,
          end,
          firstPanel,
          endPanel,
          a,
          residual,
          real,
          narrow);
      square = end;
    }
  }

  /** Transformed inputs, one square transformed along its columns, and the frame of the tile. */
  private int inputValues(int from, int to) {
    return points * (pointStep((to - from) * inputs) + inputs)
        + frameLines(from, to) * lineValues();
  }

  /** A square transformed along its columns, and what a row of squares makes. */
  private int outputValues(int outputs) {
    return (side * extent + side * side * squaresAcross) * outputs;
  }

  /** Values of a line of inputs with its padding. */
  private int lineValues() {
    return (side * squaresAcross + extent - side) * inputs;
  }

  private int frameLines(int from, int to) {
    return ((to - 1) / squaresAcross - from / squaresAcross) * side + extent;
  }

  /** Lays the inputs of some squares out in fp32 with their padding, then transforms them. */
  private void transformInputs(Object input, int from, int to, float[] a) {
    int step = pointStep((to - from) * inputs);
    int work = points * step;
    int frame = work + points * inputs;
    int top = from / squaresAcross * side - shape.window().padTop();
    int lines = frameLines(from, to);
    for (int line = 0; line < lines; line++) {
      copyLine(input, top + line, a, frame + line * lineValues());
    }
    int line = lineValues();
    for (int square = from; square < to; square++) {
      int row = (square / squaresAcross - from / squaresAcross) * side;
      int at = frame + row * line + square % squaresAcross * side * inputs;
      transformInput(a, at, line, work, (square - from) * inputs, step);
    }
  }

  /** A line of inputs with its padding on either side; none but padding outside the map. */
  private void copyLine(Object input, int row, float[] frame, int to) {
    int end = to + lineValues();
    if (row < 0 || row >= shape.inputHeight()) {
      Arrays.fill(frame, to, end, padValue);
      return;
    }
    int start = to + shape.window().padLeft() * inputs;
    int copied = Math.min(shape.inputWidth() * inputs, end - start);
    source.copy(input, row * shape.inputWidth() * inputs, frame, start, copied);
    Arrays.fill(frame, to, start, padValue);
    Arrays.fill(frame, start + copied, end, padValue);
  }

  /**
   * Transforms a square of inputs, from {@code at} on, each line {@code line} behind the one
   * before.
   *
   * @param work where the square may be kept, transformed along its columns
   * @param to takes its first point, the others {@code step} apart
   */
  void transformInput(float[] a, int at, int line, int work, int to, int step) {
    for (int x = 0; x < extent; x++) {
      WinogradTransforms.input(
          a, at + x * inputs, line, a, work + x * inputs, extent * inputs, inputs);
    }
    for (int y = 0; y < extent; y++) {
      int row = work + y * extent * inputs;
      WinogradTransforms.input(a, row, inputs, a, to + y * extent * step, step, inputs);
    }
  }

  /**
   * Transforms the sums of all points of a square back.
   *
   * @param at where those of the first point lie, of {@code outputs} channels; the others {@code
   *     step} apart
   * @param work where the square may be kept, transformed along its columns, from its start
   * @param to takes the first line of outputs in {@code work}, the others {@code line} apart
   */
  void transformOutput(float[] c, int at, int step, float[] work, int to, int line, int outputs) {
    for (int x = 0; x < extent; x++) {
      int column = at + x * step;
      transformBack(c, column, extent * step, work, x * outputs, extent * outputs, outputs);
    }
    for (int y = 0; y < side; y++) {
      transformBack(work, y * extent * outputs, outputs, work, to + y * line, outputs, outputs);
    }
  }

  /** Transforms sums of points back in one dimension, as {@link WinogradTransforms#output} does. */
  void transformBack(
      float[] from, int at, int step, float[] output, int to, int outputStep, int count) {
    WinogradTransforms.output(from, at, step, output, to, outputStep, count);
  }

  /** {@code depth} channels of {@code count} squares by the weights of one panel. */
  final void multiply(
      int depth,
      float[] a,
      int aAt,
      int count,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      int cStride) {
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
          cAt + row * cStride,
          cStride);
      row += rows;
    }
  }

  /** Makes the outputs of squares side by side. */
  private void transformOutputs(
      float[] c,
      int at,
      int pointStep,
      int from,
      int to,
      int firstPanel,
      int endPanel,
      float[] work,
      float @Nullable [] residual,
      float @Nullable [] real,
      @Nullable Object narrow) {
    int outputs = (endPanel - firstPanel) * FloatTile.WIDTH;
    int lines = side * extent * outputs;
    int line = (to - from) * side * outputs;
    for (int square = 0; square < to - from; square++) {
      int output = lines + square * side * outputs;
      transformOutput(c, at + square * outputs, pointStep, work, output, line, outputs);
    }
    int row = from / squaresAcross * side;
    int column = from % squaresAcross * side;
    int width = Math.min((to - from) * side, shape.outputWidth() - column);
    for (int y = 0; y < Math.min(side, shape.outputHeight() - row); y++) {
      int pixel = (row + y) * shape.outputWidth() + column;
      finish(work, lines + y * line, firstPanel, endPanel, pixel, width, residual, real, narrow);
    }
  }
}
