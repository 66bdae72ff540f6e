package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.LANES;

import java.util.Arrays;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.FloatConvolution;
import org.greensweep.inference.kernel.Scratch;
import org.jspecify.annotations.Nullable;

/**
 * Convolution as matrix multiplication (implicit GEMM, after Goto 2008): blocks of output pixels
 * are laid out as rows in the second-level cache, panels of packed weights pass through the first,
 * and sums stay in registers for one block of depth. Pointwise convolutions read their input in
 * place.
 */
final class FloatConvolutionVector implements FloatConvolution {
  /**
   * Depth of a block: a panel of weights of this depth takes half of a 32 KiB first-level cache.
   */
  private static final int BLOCK_DEPTH = 256;

  /** Values of a block of rows: half of a 512 KiB second-level cache. */
  private static final int BLOCK_VALUES = 64 * 1024;

  private static final int MAXIMUM_ROWS = 192;

  private final ConvolutionShape shape;
  private final PanelLayout panels;
  private final float[] weights;
  private final Patches patches;
  private final float[] bias;
  private final Clamp clamp;
  private final int blockDepth;
  private final TileGrid grid;

  FloatConvolutionVector(
      ConvolutionShape shape, float[] weights, float[] bias, Clamp clamp, int threads) {
    this.shape = shape;
    int blocks = (shape.depth() + BLOCK_DEPTH - 1) / BLOCK_DEPTH;
    this.blockDepth = (shape.depth() + blocks - 1) / blocks;
    // Sums of several blocks are added up in the output, each once.
    this.panels = new PanelLayout(shape, blockDepth, blocks == 1);
    float[] packed = new float[panels.length()];
    panels.pack((from, to) -> packed[to] = weights[from]);
    this.weights = packed;
    this.patches = new Patches(shape, Inputs.floats(), shape.padValue());
    // A tile may read the bias beyond the last channel.
    this.bias = Arrays.copyOf(bias, bias.length + FloatTile.WIDTH);
    this.clamp = clamp;
    int fitting = Math.min(MAXIMUM_ROWS, BLOCK_VALUES / blockDepth);
    long count = (long) shape.depth() * shape.groupOutputs();
    this.grid =
        TileGrid.of(
            shape, shape.pixels(), fitting, FloatTile.ROWS, panels.panels(), count, true, threads);
  }

  @Override
  public int tiles() {
    return grid.tiles();
  }

  @Override
  public void run(
      int tile, float[] input, float @Nullable [] residual, float[] output, Scratch scratch) {
    int group = grid.group(tile);
    int from = grid.firstRow(tile);
    int to = grid.endRow(tile);
    for (int k0 = 0; k0 < shape.depth(); k0 += blockDepth) {
      int k1 = Math.min(k0 + blockDepth, shape.depth());
      float[] a = input;
      int aAt = from * shape.inputChannels() + group * shape.groupInputs() + k0;
      int aStride = shape.inputChannels();
      if (!shape.pointwise()) {
        aAt = 0;
        aStride = patches.stride(k1 - k0);
        a = scratch.floats((to - from) * aStride + LANES);
        patches.pack(input, group, from, to, k0, k1, a);
      }
      for (int panel = grid.firstPanel(tile); panel < grid.endPanel(tile); panel++) {
        panel(group, panel, k0, k1, from, to, a, aAt, aStride, residual, output, scratch);
      }
    }
  }

  private void panel(
      int group,
      int panel,
      int k0,
      int k1,
      int from,
      int to,
      float[] a,
      int aAt,
      int aStride,
      float @Nullable [] residual,
      float[] output,
      Scratch scratch) {
    int channel = group * shape.groupOutputs() + panels.channel(panel);
    int width = panels.width(panel);
    int b = panels.offset(group, k0, panel);
    int stride = shape.outputChannels();
    boolean first = k0 == 0;
    boolean last = k1 == shape.depth();
    boolean whole = width == FloatTile.WIDTH;
    // What a tile writes behind the channels of a pixel the next pixels' then overwrite.
    boolean onward = shape.groups() == 1 && panels.panels() == 1 && first && last;
    int row = from;
    while (row < to) {
      int count = FloatTile.rows(to - row);
      boolean inside = (row + count - 1) * stride + FloatTile.WIDTH <= to * stride;
      boolean inPlace = whole || (onward && inside);
      float[] c = inPlace ? output : scratch.tile(FloatTile.ROWS * FloatTile.WIDTH);
      int cStride = inPlace ? stride : FloatTile.WIDTH;
      float[] added = last && inPlace && residual != null ? residual : FloatTile.ZEROS;
      int addedStride = added == residual ? stride : 0;
      int at = row * stride + channel;
      int cAt = inPlace ? at : 0;
      if (!first && !inPlace) {
        copyRows(output, at, stride, c, 0, FloatTile.WIDTH, count, width);
      }
      FloatTile.multiply(
          k1 - k0,
          a,
          aAt + (row - from) * aStride,
          aStride,
          count,
          weights,
          b,
          first ? bias : c,
          first ? channel : cAt,
          first ? 0 : cStride,
          added,
          added == residual ? at : 0,
          addedStride,
          last && inPlace ? clamp : Clamp.NONE,
          c,
          cAt,
          cStride);
      if (!inPlace) {
        copyRows(c, 0, FloatTile.WIDTH, output, at, stride, count, width);
        if (last) {
          finish(residual, output, at, count, width);
        }
      }
      row += count;
    }
  }

  private static void copyRows(
      float[] from, int at, int stride, float[] to, int toAt, int toStride, int rows, int width) {
    for (int row = 0; row < rows; row++) {
      System.arraycopy(from, at + row * stride, to, toAt + row * toStride, width);
    }
  }

  /** Residual and clamp of a last narrow panel, which its tile leaves out. */
  private void finish(float @Nullable [] residual, float[] output, int at, int rows, int width) {
    for (int i = 0; i < rows; i++) {
      int row = at + i * shape.outputChannels();
      for (int j = row; j < row + width; j++) {
        output[j] = clamp.apply(residual == null ? output[j] : output[j] + residual[j]);
      }
    }
  }
}
