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
 * bits: blocks of depth are exact in shorts and added up in int32. Weights stay packed in 2, 4 or 8
 * bits, and a panel is unpacked for each tile of pixels; bit planes would cost four passes of 1-bit
 * products for 2 bits by 2.
 */
final class NarrowConvolutionVector implements Int8Convolution {
  /** Fewer products than this for every addition in int32 are no faster than fp32 tiles. */
  private static final int LEAST_DEPTH = 48;

  /** A panel of weights of this depth takes half of a 32 KiB first-level cache. */
  private static final int MOST_DEPTH = 256;

  private static final int MAXIMUM_ROWS = 96;

  private final ConvolutionShape shape;
  private final int panels;
  private final PackedShorts weights;
  private final ShortPatches patches;
  private final Int8Epilogue epilogue;
  private final int blockDepth;
  private final int blocks;
  private final Tiles rows;
  private final Tiles columns;

  NarrowConvolutionVector(ConvolutionShape shape, Parameters parameters, int threads) {
    this.shape = shape;
    int most = Math.min(MOST_DEPTH, exactDepth(parameters));
    int blocks = (shape.depth() + most - 1) / most;
    this.blockDepth = (shape.depth() + blocks - 1) / blocks;
    this.panels = (shape.groupOutputs() + ShortTile.WIDTH - 1) / ShortTile.WIDTH;
    this.blocks = blocks;
    this.weights = pack(parameters.weights());
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
    Quantization input = parameters.input();
    int factor = Math.max(input.highest() - input.zeroPoint(), input.zeroPoint() - input.lowest());
    return Short.MAX_VALUE / (largest(parameters.weights()) * Math.max(1, factor));
  }

  private static int largest(byte[] weights) {
    int largest = 1;
    for (byte value : weights) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** By group, block of depth, panel. */
  private PackedShorts pack(byte[] weights) {
    int depth = shape.depth();
    PackedShorts packed =
        new PackedShorts(
            shape.groups() * blocks * panels, blockDepth, ShortTile.WIDTH, largest(weights));
    for (int channel = 0; channel < shape.outputChannels(); channel++) {
      int group = channel / shape.groupOutputs();
      int column = channel % shape.groupOutputs();
      int lane = ShortTile.lane(column % ShortTile.WIDTH);
      for (int k = 0; k < depth; k++) {
        int block = block(group, k, column / ShortTile.WIDTH);
        packed.put(block, k % blockDepth, lane, weights[channel * depth + k]);
      }
    }
    return packed;
  }

  private int block(int group, int k, int panel) {
    return (group * blocks + k / blockDepth) * panels + panel;
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
    int b = (to - from) * blockDepth;
    short[] a = scratch.shorts(b + weights.unpackedLength(blockDepth));
    Arrays.fill(sums, 0, length, 0);
    for (int k0 = 0; k0 < shape.depth(); k0 += blockDepth) {
      int depth = Math.min(blockDepth, shape.depth() - k0);
      patches.pack(input, group, from, to, k0, k0 + depth, a);
      for (int panel = firstPanel; panel < endPanel; panel++) {
        weights.unpack(block(group, k0, panel), depth, a, b);
        for (int row = 0; row < to - from; row += ShortTile.ROWS) {
          int count = Math.min(ShortTile.ROWS, to - from - row);
          int at = ((panel - firstPanel) * padded + row) * ShortTile.WIDTH;
          ShortTile.multiply(depth, a, row * depth, depth, count, a, b, sums, at, sums, length);
        }
      }
    }
    return sums;
  }

  private static int paddedRows(int rows) {
    return (rows + ShortTile.ROWS - 1) / ShortTile.ROWS * ShortTile.ROWS;
  }
}
