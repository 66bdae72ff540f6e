package org.greensweep.inference.simd;

import java.util.Arrays;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Int8Convolution;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.inference.kernel.Tiles;
import org.jspecify.annotations.Nullable;

/**
 * int8 convolution on the fp32 tiles. The Vector API has no 8-bit products; fp32 has 24 bits for a
 * sum, and 517 products of int8 weights with shifted int8 inputs (at most 127 * 255 each) fit them,
 * so that a block of depth is exact in fp32 and blocks are added in int32.
 */
final class Int8ConvolutionVector implements Int8Convolution {
  /** Products that surely fit 24 bits: 517; this many also suit the first-level cache. */
  private static final int BLOCK_DEPTH = 256;

  private static final int BLOCK_VALUES = 64 * 1024;
  private static final int MAXIMUM_ROWS = 96;

  private final ConvolutionShape shape;
  private final PackedPanels panels;
  private final Patches patches;
  private final Int8Epilogue epilogue;
  private final int blockDepth;
  private final Tiles rows;
  private final Tiles columns;

  Int8ConvolutionVector(ConvolutionShape shape, Parameters parameters, int threads) {
    this.shape = shape;
    int blocks = (shape.depth() + BLOCK_DEPTH - 1) / BLOCK_DEPTH;
    this.blockDepth = (shape.depth() + blocks - 1) / blocks;
    this.panels = new PackedPanels(shape, blockDepth, index -> parameters.weights()[index]);
    int zero = parameters.input().zeroPoint();
    int pad = parameters.input().quantize(shape.padValue()) - zero;
    this.patches = new Patches(shape, pad, zero);
    this.epilogue = new Int8Epilogue(parameters);
    this.rows = Tiles.of(shape.pixels(), Math.min(MAXIMUM_ROWS, BLOCK_VALUES / blockDepth));
    boolean enough = threads == 1 || rows.count() * shape.groups() >= 2 * threads;
    int parts = enough ? 1 : Math.min(panels.panels(), 2 * threads);
    this.columns = Tiles.of(panels.panels(), (panels.panels() + parts - 1) / parts);
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
    float[] values = scratch.tile(FloatTile.ROWS * FloatTile.WIDTH);
    int firstPanel = columns.from(columnTile);
    int padded = paddedRows(to - from);
    for (int pixel = from; pixel < to; pixel++) {
      for (int panel = firstPanel; panel < columns.to(columnTile); panel++) {
        int channel = group * shape.groupOutputs() + panel * FloatTile.WIDTH;
        int width = Math.min(FloatTile.WIDTH, (group + 1) * shape.groupOutputs() - channel);
        int at = ((panel - firstPanel) * padded + pixel - from) * FloatTile.WIDTH;
        QuantizerVector.toFloats(sums, at, values, FloatTile.WIDTH);
        epilogue.store(
            values,
            0,
            channel,
            width,
            pixel * shape.outputChannels() + channel,
            residual,
            real,
            quantized);
      }
    }
  }

  /** Sums of a tile by panel, row and channel; rows in full stacks of six. */
  private int[] sum(byte[] input, int group, int from, int to, int columnTile, Scratch scratch) {
    int firstPanel = columns.from(columnTile);
    int endPanel = columns.to(columnTile);
    int padded = paddedRows(to - from);
    int[] sums = scratch.sums(padded * (endPanel - firstPanel) * FloatTile.WIDTH);
    float[] a = scratch.floats((to - from) * blockDepth);
    float[] c = scratch.tile(FloatTile.ROWS * FloatTile.WIDTH);
    Arrays.fill(sums, 0, padded * (endPanel - firstPanel) * FloatTile.WIDTH, 0);
    for (int k0 = 0; k0 < shape.depth(); k0 += blockDepth) {
      int k1 = Math.min(k0 + blockDepth, shape.depth());
      patches.pack(input, group, from, to, k0, k1, a);
      for (int panel = firstPanel; panel < endPanel; panel++) {
        int b = panels.offset(group, k0, panel);
        for (int row = 0; row < to - from; row += FloatTile.ROWS) {
          FloatTile.multiply6(
              k1 - k0,
              a,
              row * (k1 - k0),
              k1 - k0,
              Math.min(FloatTile.ROWS, to - from - row),
              panels.values(),
              b,
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
          int at = ((panel - firstPanel) * padded + row) * FloatTile.WIDTH;
          QuantizerVector.addExact(c, sums, at, FloatTile.ROWS * FloatTile.WIDTH);
        }
      }
    }
    return sums;
  }

  private static int paddedRows(int rows) {
    return (rows + FloatTile.ROWS - 1) / FloatTile.ROWS * FloatTile.ROWS;
  }
}
