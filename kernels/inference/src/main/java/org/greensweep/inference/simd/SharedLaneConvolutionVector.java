package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Int8Convolution;
import org.greensweep.inference.kernel.Scratch;
import org.jspecify.annotations.Nullable;

/**
 * Integer convolution of factors so small (int4, int2, ternary) that two or three output channels
 * share each lane of the fp32 tile: {@link SharedLanes}. Their sums are taken apart after every
 * block of depth and added up in fp32, whose 24 bits hold them exactly. Weights stay packed, and a
 * panel is unpacked for each tile of pixels.
 */
final class SharedLaneConvolutionVector implements Int8Convolution {
  /** Values of a block of rows, or of its sums: half of a 512 KiB second-level cache. */
  private static final int BLOCK_VALUES = 64 * 1024;

  private static final int MAXIMUM_ROWS = 192;

  /** Where a panel of weights lies, behind a tile of sums. */
  private static final int PANEL_AT = FloatTile.ROWS * FloatTile.WIDTH;

  private final ConvolutionShape shape;
  private final SharedLanes lanes;
  private final SharedLaneWeights weights;
  private final Patches patches;
  private final Int8Epilogue epilogue;
  private final TileGrid grid;

  SharedLaneConvolutionVector(
      ConvolutionShape shape, Parameters parameters, SharedLanes lanes, int threads) {
    this.shape = shape;
    this.lanes = lanes;
    this.weights = new SharedLaneWeights(shape, lanes, parameters.weights());
    int zero = parameters.input().zeroPoint();
    int pad = parameters.input().quantize(shape.padValue()) - zero;
    this.patches = new Patches(shape, Inputs.codes(zero), pad);
    this.epilogue = new Int8Epilogue(parameters);
    int panels = lanes.panels(shape);
    int values = Math.max(lanes.blockDepth(), panels * lanes.width());
    int fitting = Math.min(MAXIMUM_ROWS, Math.max(FloatTile.ROWS, BLOCK_VALUES / values));
    long count = (long) shape.depth() * shape.groupOutputs();
    this.grid =
        TileGrid.of(
            shape,
            shape.pixels(),
            fitting / FloatTile.ROWS * FloatTile.ROWS,
            FloatTile.ROWS,
            panels,
            count,
            true,
            threads);
  }

  @Override
  public int tiles() {
    return grid.tiles();
  }

  @Override
  public void run(
      int tile,
      byte[] input,
      float @Nullable [] residual,
      float @Nullable [] real,
      byte @Nullable [] quantized,
      Scratch scratch) {
    int group = grid.group(tile);
    int from = grid.firstRow(tile);
    int count = grid.endRow(tile) - from;
    int firstPanel = grid.firstPanel(tile);
    int endPanel = grid.endPanel(tile);
    int sumsAt = PANEL_AT + weights.unpackedLength();
    int panelSums = count * lanes.width();
    int end = sumsAt + panelSums * (endPanel - firstPanel);
    float[] a = scratch.floats(count * patches.stride(lanes.blockDepth()) + LANES);
    float[] c = scratch.tile(end);
    Arrays.fill(c, sumsAt, end, 0);
    for (int k0 = 0; k0 < shape.depth(); k0 += lanes.blockDepth()) {
      int depth = Math.min(lanes.blockDepth(), shape.depth() - k0);
      patches.pack(input, group, from, from + count, k0, k0 + depth, a);
      int sums = sumsAt;
      for (int panel = firstPanel; panel < endPanel; panel++, sums += panelSums) {
        weights.unpack(group, k0, panel, depth, c, PANEL_AT);
        multiply(depth, count, a, c, sums);
        if (k0 + depth == shape.depth()) {
          int column = panel * lanes.width();
          finish(c, sums, from, count, group, column, residual, real, quantized);
        }
      }
    }
  }

  /** Adds the products of {@code count} rows to the sums, by channel of a lane, row, lane. */
  private void multiply(int depth, int count, float[] a, float[] c, int sums) {
    int stride = patches.stride(depth);
    int row = 0;
    while (row < count) {
      int rows = FloatTile.rows(count - row);
      FloatTile.multiply(
          depth,
          a,
          row * stride,
          stride,
          rows,
          c,
          PANEL_AT,
          FloatTile.ZEROS,
          0,
          0,
          FloatTile.ZEROS,
          0,
          0,
          Clamp.NONE,
          c,
          0,
          FloatTile.WIDTH);
      takeApart(c, rows * FloatTile.WIDTH, sums + row * FloatTile.WIDTH, count * FloatTile.WIDTH);
      row += rows;
    }
  }

  /**
   * Adds the sums that share the first {@code length} lanes to the totals, those of the lowest bits
   * from {@code at} on and others {@code step} behind.
   *
   * <p>A method for each number of channels: in a JVM that has run the other for long, C2 takes a
   * branch to this one for cold and makes objects of its vectors.
   */
  private void takeApart(float[] c, int length, int at, int step) {
    float up = 1 << lanes.shift();
    if (lanes.columns() == 2) {
      takeTwo(c, length, up, at, at + step);
    } else {
      takeThree(c, length, up, at, at + step, at + 2 * step);
    }
  }

  private static void takeTwo(float[] c, int length, float up, int first, int second) {
    FloatVector magic = FloatVector.broadcast(FLOATS, QuantizerVector.MAGIC);
    FloatVector down = FloatVector.broadcast(FLOATS, 1 / up);
    FloatVector minusUp = FloatVector.broadcast(FLOATS, -up);
    for (int i = 0; i < length; i += LANES) {
      FloatVector all = FloatVector.fromArray(FLOATS, c, i);
      FloatVector upper = all.fma(down, magic).sub(magic);
      upper
          .fma(minusUp, all)
          .add(FloatVector.fromArray(FLOATS, c, first + i))
          .intoArray(c, first + i);
      upper.add(FloatVector.fromArray(FLOATS, c, second + i)).intoArray(c, second + i);
    }
  }

  private static void takeThree(float[] c, int length, float up, int first, int second, int third) {
    FloatVector magic = FloatVector.broadcast(FLOATS, QuantizerVector.MAGIC);
    FloatVector down = FloatVector.broadcast(FLOATS, 1 / up);
    FloatVector minusUp = FloatVector.broadcast(FLOATS, -up);
    for (int i = 0; i < length; i += LANES) {
      FloatVector all = FloatVector.fromArray(FLOATS, c, i);
      FloatVector upper = all.fma(down, magic).sub(magic);
      FloatVector top = upper.fma(down, magic).sub(magic);
      upper
          .fma(minusUp, all)
          .add(FloatVector.fromArray(FLOATS, c, first + i))
          .intoArray(c, first + i);
      top.fma(minusUp, upper)
          .add(FloatVector.fromArray(FLOATS, c, second + i))
          .intoArray(c, second + i);
      top.add(FloatVector.fromArray(FLOATS, c, third + i)).intoArray(c, third + i);
    }
  }

  private void finish(
      float[] c,
      int sums,
      int pixel,
      int count,
      int group,
      int firstColumn,
      float @Nullable [] residual,
      float @Nullable [] real,
      byte @Nullable [] quantized) {
    int end = Math.min(firstColumn + lanes.width(), shape.groupOutputs());
    int at = sums;
    for (int column = firstColumn; column < end; column += FloatTile.WIDTH) {
      int width = Math.min(FloatTile.WIDTH, end - column);
      int channel = group * shape.groupOutputs() + column;
      epilogue.storeRows(
          c,
          at,
          FloatTile.WIDTH,
          count,
          channel,
          width,
          pixel * shape.outputChannels() + channel,
          shape.outputChannels(),
          residual,
          real,
          quantized);
      at += count * FloatTile.WIDTH;
    }
  }
}
