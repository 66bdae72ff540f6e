package org.greensweep.inference.simd;

import java.util.Arrays;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Int8Convolution;
import org.greensweep.inference.kernel.Quantization;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.inference.kernel.Tiles;
import org.jspecify.annotations.Nullable;

/**
 * Integer convolution of factors so small (int4, int2, ternary) that many products fit a sum of 16
 * bits: blocks of depth are exact in shorts and added up in int32. Weights are unpacked once, when
 * the layer is prepared; bit planes would cost four passes of 1-bit products for 2 bits by 2.
 */
final class NarrowConvolutionVector implements Int8Convolution {
  /** Fewer products than this for every addition in int32 are no faster than fp32 tiles. */
  private static final int LEAST_DEPTH = 48;

  /** A panel of weights of this depth takes half of a 32 KiB first-level cache. */
  private static final int MOST_DEPTH = 256;

  private static final int MAXIMUM_ROWS = 96;

  private final ConvolutionShape shape;
  private final int panels;
  private final short[] weights;
  private final ShortPatches patches;
  private final Int8Epilogue epilogue;
  private final int blockDepth;
  private final Tiles rows;
  private final Tiles columns;

  NarrowConvolutionVector(ConvolutionShape shape, Parameters parameters, int threads) {
    this.shape = shape;
    int most = Math.min(MOST_DEPTH, exactDepth(parameters));
    int blocks = (shape.depth() + most - 1) / most;
    this.blockDepth = (shape.depth() + blocks - 1) / blocks;
    this.panels = (shape.groupOutputs() + ShortTile.WIDTH - 1) / ShortTile.WIDTH;
    this.weights = pack(shape, parameters.weights(), blockDepth, panels);
    this.patches = new ShortPatches(shape, parameters.input());
    this.epilogue = new Int8Epilogue(parameters);
    this.rows = Tiles.of(shape.pixels(), MAXIMUM_ROWS);
    boolean enough = threads == 1 || rows.count() * shape.groups() >= 2 * threads;
    int parts = enough ? 1 : Math.min(panels, 2 * threads);
    this.columns = Tiles.of(panels, (panels + parts - 1) / parts);
  }

  /** Whether the factors are small enough to be worth it. */
  static boolean pays(Parameters parameters) {
    return exactDepth(parameters) >= LEAST_DEPTH;
  }

  /** Products that surely fit 16 bits. */
  private static int exactDepth(Parameters parameters) {
    int weight = 1;
    for (byte value : parameters.weights()) {
      weight = Math.max(weight, Math.abs(value));
    }
    Quantization input = parameters.input();
    int factor = Math.max(input.highest() - input.zeroPoint(), input.zeroPoint() - input.lowest());
    return Short.MAX_VALUE / (weight * Math.max(1, factor));
  }

  /** By group, block of depth, panel, depth, lane. */
  private static short[] pack(ConvolutionShape shape, byte[] weights, int blockDepth, int panels) {
    int depth = shape.depth();
    short[] packed = new short[shape.groups() * panels * depth * ShortTile.WIDTH];
    for (int channel = 0; channel < shape.outputChannels(); channel++) {
      int group = channel / shape.groupOutputs();
      int column = channel % shape.groupOutputs();
      int lane = ShortTile.lane(column % ShortTile.WIDTH);
      for (int k = 0; k < depth; k++) {
        int k0 = k / blockDepth * blockDepth;
        int at = offset(depth, blockDepth, panels, group, k0, column / ShortTile.WIDTH);
        packed[at + (k - k0) * ShortTile.WIDTH + lane] = weights[channel * depth + k];
      }
    }
    return packed;
  }

  private static int offset(int depth, int blockDepth, int panels, int group, int k0, int panel) {
    int length = Math.min(blockDepth, depth - k0);
    return ((group * depth + k0) * panels + panel * length) * ShortTile.WIDTH;
  }

  @Override
  public int tiles() {
    return shape.groups() * rows.count() * columns.count();
  }

  @Override
  public void run(
      int tile,
      byte[] input,
      float @Nullable [] residual,
      float @Nullable [] real,
      byte @Nullable [] quantized,
      Scratch scratch) {
    int columnTile = tile % columns.count();
    int rowTile = tile / columns.count() % rows.count();
    int group = tile / columns.count() / rows.count();
    int from = rows.from(rowTile);
    int to = rows.to(rowTile);
    int[] sums = sum(input, group, from, to, columnTile, scratch);
    float[] values = scratch.tile(ShortTile.WIDTH);
    int firstPanel = columns.from(columnTile);
    int padded = paddedRows(to - from);
    for (int pixel = from; pixel < to; pixel++) {
      for (int panel = firstPanel; panel < columns.to(columnTile); panel++) {
        int channel = group * shape.groupOutputs() + panel * ShortTile.WIDTH;
        int width = Math.min(ShortTile.WIDTH, (group + 1) * shape.groupOutputs() - channel);
        int at = ((panel - firstPanel) * padded + pixel - from) * ShortTile.WIDTH;
        int target = pixel * shape.outputChannels() + channel;
        QuantizerVector.toFloats(sums, at, values, ShortTile.WIDTH);
        epilogue.store(values, 0, channel, width, target, residual, real, quantized);
      }
    }
  }

  /** Sums of a tile by panel, row and channel; rows in full stacks. */
  private int[] sum(byte[] input, int group, int from, int to, int columnTile, Scratch scratch) {
    int firstPanel = columns.from(columnTile);
    int endPanel = columns.to(columnTile);
    int padded = paddedRows(to - from);
    int length = padded * (endPanel - firstPanel) * ShortTile.WIDTH;
    int[] sums = scratch.sums(length + ShortTile.PAIRS);
    short[] a = scratch.shorts((to - from) * blockDepth);
    Arrays.fill(sums, 0, length, 0);
    for (int k0 = 0; k0 < shape.depth(); k0 += blockDepth) {
      int depth = Math.min(blockDepth, shape.depth() - k0);
      patches.pack(input, group, from, to, k0, k0 + depth, a);
      for (int panel = firstPanel; panel < endPanel; panel++) {
        int b = offset(shape.depth(), blockDepth, panels, group, k0, panel);
        for (int row = 0; row < to - from; row += ShortTile.ROWS) {
          int count = Math.min(ShortTile.ROWS, to - from - row);
          int at = ((panel - firstPanel) * padded + row) * ShortTile.WIDTH;
          ShortTile.multiply(
              depth, a, row * depth, depth, count, weights, b, sums, at, sums, length);
        }
      }
    }
    return sums;
  }

  private static int paddedRows(int rows) {
    return (rows + ShortTile.ROWS - 1) / ShortTile.ROWS * ShortTile.ROWS;
  }
}
