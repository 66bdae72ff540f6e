package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;
import static org.greensweep.inference.simd.Species.WHOLE_BYTES;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Int8Convolution;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.inference.kernel.Tiles;
import org.jspecify.annotations.Nullable;

/**
 * 3 x 3 convolution of stride 1 and of few bits by Winograd's F(2x2, 3x3), with two output channels
 * in each lane of the fp32 tile: {@link SharedLanePoints}. Inputs are transformed as bytes. Sums of
 * a block of input channels are transformed back while they share their lanes, exactly in fp32, so
 * that only outputs come apart, a quarter as many.
 */
final class SharedLaneWinogradVector implements Int8Convolution {
  /** Pixels of a side of a square of outputs, and of points. */
  private static final int SIDE = 2;

  private static final int EXTENT = 4;

  /** Output channels of a panel. */
  private static final int PANEL = SharedLanePointWeights.PANEL;

  /** Values of a tile: a share of the third-level cache. */
  private static final int TILE_VALUES = 256 * 1024;

  private final ConvolutionShape shape;
  private final SharedLanePoints points;

  private final SharedLanePointWeights weights;

  /** What inputs about zero take off the sum of each output channel. */
  private final float[] offsets;

  /** What becomes zero in the middle of the inputs. */
  private final int middle;

  private final byte pad;
  private final Int8Epilogue epilogue;
  private final int panels;
  private final int squaresAcross;

  /** Values of a line of inputs with its padding, in whole vectors. */
  private final int line;

  /** Rows of squares. */
  private final Tiles rows;

  SharedLaneWinogradVector(
      ConvolutionShape shape, Parameters parameters, SharedLanePoints points, int threads) {
    this.shape = shape;
    this.points = points;
    this.weights = new SharedLanePointWeights(shape, points.shift(), parameters.weights());
    this.panels = weights.panels();
    this.offsets = offsets(parameters.weights());
    this.middle = parameters.input().zeroPoint() + points.center();
    this.pad = parameters.input().quantize(shape.padValue());
    this.epilogue = new Int8Epilogue(parameters);
    this.squaresAcross = (shape.outputWidth() + SIDE - 1) / SIDE;
    int vector = WHOLE_BYTES.length();
    int padded = SIDE * (squaresAcross + 1) * shape.inputChannels();
    this.line = (padded + vector - 1) / vector * vector;
    this.rows = tiles(threads);
  }

  /** Of equal length, as few as the cache holds and threads need. */
  private Tiles tiles(int threads) {
    int down = (shape.outputHeight() + SIDE - 1) / SIDE;
    int sums = ExactTransforms.POINTS * panels * FloatTile.WIDTH + SIDE * SIDE * panels * PANEL;
    int inputs = (1 + ExactTransforms.POINTS / Float.BYTES) * points.blockDepth();
    int fitting = Math.max(1, TILE_VALUES / (squaresAcross * (sums + inputs)));
    int count = Math.max((down + fitting - 1) / fitting, Math.min(threads, down));
    return Tiles.of(down, (down + count - 1) / count);
  }

  private float[] offsets(byte[] given) {
    float[] offsets = new float[panels * PANEL];
    for (int i = 0; i < given.length; i++) {
      offsets[i / shape.depth()] += points.center() * given[i];
    }
    return offsets;
  }

  @Override
  public int tiles() {
    return rows.count();
  }

  @Override
  public void run(
      int tile,
      byte[] input,
      float @Nullable [] residual,
      float @Nullable [] real,
      byte @Nullable [] quantized,
      Scratch scratch) {
    int top = rows.from(tile);
    int down = rows.to(tile) - top;
    int count = down * squaresAcross;
    int blockDepth = points.blockDepth();
    // Vectors may write beyond the last value of a point.
    int slack = WHOLE_BYTES.length();
    int step = count * blockDepth + slack;
    int columns = SIDE * (down + 1) * line + slack;
    int transformed = columns + EXTENT * down * line + slack;
    byte[] bytes = scratch.bytes(transformed + (ExactTransforms.POINTS + 1) * step);
    copyFrame(input, SIDE * top - shape.window().padTop(), SIDE * (down + 1), bytes);
    for (int row = 0; row < down; row++) {
      transformColumns(bytes, SIDE * row * line, columns + EXTENT * row * line, line);
    }
    float[] a = scratch.floats(count * blockDepth + LANES);
    int pointSums = count * FloatTile.WIDTH;
    int length = SIDE * SIDE * pointSums;
    int sums = blockDepth * FloatTile.WIDTH;
    int totals = sums + panels * ExactTransforms.POINTS * pointSums;
    float[] c = scratch.tile(totals + panels * SIDE * length);
    startTotals(c, totals, length);
    for (int k0 = 0; k0 < shape.inputChannels(); k0 += blockDepth) {
      int depth = Math.min(blockDepth, shape.inputChannels() - k0);
      transformRows(bytes, columns + k0, down, depth, transformed, step);
      multiply(bytes, transformed, step, k0, depth, count, a, c, sums);
      for (int panel = 0; panel < panels; panel++) {
        int from = sums + panel * ExactTransforms.POINTS * pointSums;
        int to = totals + panel * SIDE * length;
        transformOutputs(c, from, pointSums, down, to, length);
        if (k0 + depth == shape.inputChannels()) {
          finish(c, to, length, top, down, panel, residual, real, quantized);
        }
      }
    }
  }

  /** The inputs of a tile with their padding, {@code lines} of them from {@code row} on. */
  private void copyFrame(byte[] input, int row, int lines, byte[] frame) {
    int width = shape.inputWidth() * shape.inputChannels();
    int left = shape.window().padLeft() * shape.inputChannels();
    int copied = Math.min(width, line - left);
    for (int y = 0; y < lines; y++) {
      int to = y * line;
      if (row + y < 0 || row + y >= shape.inputHeight()) {
        Arrays.fill(frame, to, to + line, pad);
      } else {
        Arrays.fill(frame, to, to + left, pad);
        System.arraycopy(input, (row + y) * width, frame, to + left, copied);
        Arrays.fill(frame, to + left + copied, to + line, pad);
      }
    }
  }

  /** {@code B^T d} of four lines of {@code length} values, in whole vectors. */
  private static void transformColumns(byte[] d, int from, int to, int length) {
    for (int i = 0; i < length; i += WHOLE_BYTES.length()) {
      int at = from + i;
      ByteVector d0 = ByteVector.fromArray(WHOLE_BYTES, d, at);
      ByteVector d1 = ByteVector.fromArray(WHOLE_BYTES, d, at + length);
      ByteVector d2 = ByteVector.fromArray(WHOLE_BYTES, d, at + 2 * length);
      ByteVector d3 = ByteVector.fromArray(WHOLE_BYTES, d, at + 3 * length);
      int output = to + i;
      d0.sub(d2).intoArray(d, output);
      d1.add(d2).intoArray(d, output + length);
      d2.sub(d1).intoArray(d, output + 2 * length);
      d1.sub(d3).intoArray(d, output + 3 * length);
    }
  }

  /** The same along the rows of a block of channels, by point, square, channel. */
  private void transformRows(byte[] bytes, int from, int down, int depth, int to, int step) {
    int pixel = shape.inputChannels();
    for (int row = 0; row < EXTENT * down; row++) {
      int square = row / EXTENT * squaresAcross;
      int output = to + row % EXTENT * EXTENT * step + square * depth;
      transformRow(bytes, from + row * line, pixel, squaresAcross, depth, output, step);
    }
  }

  private static void transformRow(
      byte[] d, int from, int pixel, int squares, int depth, int to, int step) {
    for (int square = 0; square < squares; square++) {
      for (int channel = 0; channel < depth; channel += WHOLE_BYTES.length()) {
        int at = from + SIDE * square * pixel + channel;
        ByteVector d0 = ByteVector.fromArray(WHOLE_BYTES, d, at);
        ByteVector d1 = ByteVector.fromArray(WHOLE_BYTES, d, at + pixel);
        ByteVector d2 = ByteVector.fromArray(WHOLE_BYTES, d, at + 2 * pixel);
        ByteVector d3 = ByteVector.fromArray(WHOLE_BYTES, d, at + 3 * pixel);
        int output = to + square * depth + channel;
        d0.sub(d2).intoArray(d, output);
        d1.add(d2).intoArray(d, output + step);
        d2.sub(d1).intoArray(d, output + 2 * step);
        d1.sub(d3).intoArray(d, output + 3 * step);
      }
    }
  }

  /** All points of {@code count} squares by the weights; results by panel, point, square, lane. */
  private void multiply(
      byte[] bytes,
      int from,
      int step,
      int k0,
      int depth,
      int count,
      float[] a,
      float[] c,
      int sums) {
    for (int point = 0; point < ExactTransforms.POINTS; point++) {
      int taken = ExactTransforms.isSum(point) ? SIDE * SIDE * middle : 0;
      QuantizerVector.widen(bytes, from + point * step, taken, a, 0, count * depth);
      for (int panel = 0; panel < panels; panel++) {
        weights.unpack(point, panel, k0, depth, c);
        int to = sums + (panel * ExactTransforms.POINTS + point) * count * FloatTile.WIDTH;
        multiply(depth, count, a, c, to);
      }
    }
  }

  private static void multiply(int depth, int count, float[] a, float[] c, int to) {
    int row = 0;
    while (row < count) {
      int rows = FloatTile.rows(count - row);
      FloatTile.multiply(
          depth,
          a,
          row * depth,
          depth,
          rows,
          c,
          0,
          FloatTile.ZEROS,
          0,
          0,
          FloatTile.ZEROS,
          0,
          0,
          Clamp.NONE,
          c,
          to + row * FloatTile.WIDTH,
          FloatTile.WIDTH);
      row += rows;
    }
  }

  /** Totals before any product, {@code length} values for each lane's channels. */
  private void startTotals(float[] c, int totals, int length) {
    int to = totals;
    for (int channel = 0; channel < offsets.length; channel += FloatTile.WIDTH, to += length) {
      System.arraycopy(offsets, channel, c, to, FloatTile.WIDTH);
      for (int done = FloatTile.WIDTH; done < length; done *= 2) {
        System.arraycopy(c, to, c, to + done, Math.min(done, length - done));
      }
    }
  }

  /**
   * Adds {@code A^T m A} of a panel, taken apart, to the totals of its first channels and of those
   * {@code length} behind.
   *
   * @param step from one point to the next
   */
  private void transformOutputs(float[] m, int from, int step, int down, int totals, int length) {
    for (int column = 0; column < EXTENT; column++) {
      transformColumns(m, from + column * step, EXTENT * step, step);
    }
    int width = squaresAcross * FloatTile.WIDTH;
    for (int row = 0; row < SIDE * down; row++) {
      int at = from + row % SIDE * EXTENT * step + row / SIDE * width;
      int to = totals + row * SIDE * width;
      takeApart(m, at, step, width, 1 << points.shift(), to, to + length);
    }
  }

  /**
   * Four sums of a column, {@code step} apart, become two. The two in the middle are odd or even
   * together, so that floats hold their sum and their difference, which may reach 2^25.
   */
  private static void transformColumns(float[] m, int from, int step, int length) {
    FloatVector two = FloatVector.broadcast(FLOATS, 2);
    FloatVector minusTwo = FloatVector.broadcast(FLOATS, -2);
    for (int at = from; at < from + length; at += LANES) {
      FloatVector m0 = FloatVector.fromArray(FLOATS, m, at);
      FloatVector m1 = FloatVector.fromArray(FLOATS, m, at + step);
      FloatVector m2 = FloatVector.fromArray(FLOATS, m, at + 2 * step);
      FloatVector m3 = FloatVector.fromArray(FLOATS, m, at + 3 * step);
      m0.fma(two, m1.add(m2)).intoArray(m, at);
      m3.fma(minusTwo, m1.sub(m2)).intoArray(m, at + step);
    }
  }

  /** The same along a row of squares, quartered; then the outputs of each lane go apart. */
  private static void takeApart(
      float[] m, int from, int step, int width, float up, int first, int second) {
    FloatVector magic = FloatVector.broadcast(FLOATS, QuantizerVector.MAGIC);
    FloatVector down = FloatVector.broadcast(FLOATS, 1 / up);
    FloatVector minusUp = FloatVector.broadcast(FLOATS, -up);
    FloatVector half = FloatVector.broadcast(FLOATS, 0.5f);
    FloatVector quarter = FloatVector.broadcast(FLOATS, 0.25f);
    for (int square = 0; square < width; square += FloatTile.WIDTH) {
      for (int lane = square; lane < square + FloatTile.WIDTH; lane += LANES) {
        int at = from + lane;
        FloatVector m1 = FloatVector.fromArray(FLOATS, m, at + step);
        FloatVector m2 = FloatVector.fromArray(FLOATS, m, at + 2 * step);
        FloatVector left =
            FloatVector.fromArray(FLOATS, m, at).mul(half).add(m1.add(m2).mul(quarter));
        FloatVector right =
            m1.sub(m2).mul(quarter).sub(FloatVector.fromArray(FLOATS, m, at + 3 * step).mul(half));
        FloatVector leftUpper = left.fma(down, magic).sub(magic);
        FloatVector rightUpper = right.fma(down, magic).sub(magic);
        int lower = first + square + lane;
        leftUpper
            .fma(minusUp, left)
            .add(FloatVector.fromArray(FLOATS, m, lower))
            .intoArray(m, lower);
        rightUpper
            .fma(minusUp, right)
            .add(FloatVector.fromArray(FLOATS, m, lower + FloatTile.WIDTH))
            .intoArray(m, lower + FloatTile.WIDTH);
        int upper = second + square + lane;
        leftUpper.add(FloatVector.fromArray(FLOATS, m, upper)).intoArray(m, upper);
        rightUpper
            .add(FloatVector.fromArray(FLOATS, m, upper + FloatTile.WIDTH))
            .intoArray(m, upper + FloatTile.WIDTH);
      }
    }
  }

  private void finish(
      float[] c,
      int totals,
      int length,
      int top,
      int down,
      int panel,
      float @Nullable [] residual,
      float @Nullable [] real,
      byte @Nullable [] quantized) {
    int outputs = shape.outputChannels();
    int end = Math.min((panel + 1) * PANEL, outputs);
    int width = SIDE * squaresAcross;
    int lines = Math.min(SIDE * down, shape.outputHeight() - SIDE * top);
    boolean whole = width == shape.outputWidth();
    int at = totals;
    for (int channel = panel * PANEL; channel < end; channel += FloatTile.WIDTH, at += length) {
      for (int y = 0; y < (whole ? 1 : lines); y++) {
        epilogue.storeRows(
            c,
            at + y * width * FloatTile.WIDTH,
            FloatTile.WIDTH,
            whole ? lines * width : shape.outputWidth(),
            channel,
            Math.min(FloatTile.WIDTH, end - channel),
            (SIDE * top + y) * shape.outputWidth() * outputs + channel,
            outputs,
            residual,
            real,
            quantized);
      }
    }
  }
}
