package org.greensweep.inference.simd;

import java.util.Arrays;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.FloatConvolution;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.inference.kernel.Tiles;
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
  private final PackedPanels panels;
  private final Patches patches;
  private final float[] bias;
  private final Clamp clamp;
  private final int blockDepth;
  private final Tiles rows;
  private final Tiles columns;

  FloatConvolutionVector(
      ConvolutionShape shape, float[] weights, float[] bias, Clamp clamp, int threads) {
    this.shape = shape;
    int blocks = (shape.depth() + BLOCK_DEPTH - 1) / BLOCK_DEPTH;
    this.blockDepth = (shape.depth() + blocks - 1) / blocks;
    this.panels = new PackedPanels(shape, blockDepth, index -> weights[index]);
    this.patches = new Patches(shape);
    // A tile may read the bias beyond the last channel.
    this.bias = Arrays.copyOf(bias, bias.length + FloatTile.WIDTH);
    this.clamp = clamp;
    int fitting = Math.min(MAXIMUM_ROWS, BLOCK_VALUES / blockDepth);
    this.rows = Tiles.of(shape.pixels(), fitting);
    this.columns = columnTiles(threads);
  }

  /** Threads share rows where there are enough of them, else also columns. */
  private Tiles columnTiles(int threads) {
    boolean enough = threads == 1 || rows.count() * shape.groups() >= 2 * threads;
    int parts = enough ? 1 : Math.min(panels.panels(), 2 * threads);
    return Tiles.of(panels.panels(), (panels.panels() + parts - 1) / parts);
  }

  @Override
  public int tiles() {
    return shape.groups() * rows.count() * columns.count();
  }

  @Override
  public void run(
      int tile, float[] input, float @Nullable [] residual, float[] output, Scratch scratch) {
    int columnTile = tile % columns.count();
    int rowTile = tile / columns.count() % rows.count();
    int group = tile / columns.count() / rows.count();
    int from = rows.from(rowTile);
    int to = rows.to(rowTile);
    for (int k0 = 0; k0 < shape.depth(); k0 += blockDepth) {
      int k1 = Math.min(k0 + blockDepth, shape.depth());
      float[] a = input;
      int aAt = from * shape.inputChannels() + group * shape.groupInputs() + k0;
      int aStride = shape.inputChannels();
      if (!shape.pointwise()) {
        a = scratch.floats((to - from) * blockDepth);
        aAt = 0;
        aStride = k1 - k0;
        patches.pack(input, group, from, to, k0, k1, a);
      }
      for (int panel = columns.from(columnTile); panel < columns.to(columnTile); panel++) {
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
    int channel = group * shape.groupOutputs() + panel * FloatTile.WIDTH;
    int width = Math.min(FloatTile.WIDTH, (group + 1) * shape.groupOutputs() - channel);
    int b = panels.offset(group, k0, panel);
    int depth = k1 - k0;
    int stride = shape.outputChannels();
    boolean last = k1 == shape.depth();
    int row = from;
    while (row < to) {
      int left = to - row;
      int tall = left > FloatTile.SMALL_ROWS && left != 7 && left != 8 ? FloatTile.ROWS : 4;
      int count = Math.min(tall, left);
      int aRow = aAt + (row - from) * aStride;
      int cRow = row * stride + channel;
      if (width == FloatTile.WIDTH && count == tall) {
        boolean fromBias = k0 == 0 && residual == null;
        if (k0 == 0 && residual != null) {
          start(residual, output, cRow, channel, width, count);
        }
        multiply(
            tall,
            depth,
            a,
            aRow,
            aStride,
            count,
            b,
            fromBias ? bias : output,
            fromBias ? channel : cRow,
            fromBias ? 0 : stride,
            output,
            cRow,
            stride);
        if (last) {
          finish(output, cRow, stride, count, width);
        }
      } else {
        float[] c = scratch.tile(FloatTile.ROWS * FloatTile.WIDTH);
        if (k0 == 0) {
          start(residual, output, cRow, channel, width, count);
        }
        for (int i = 0; i < count; i++) {
          System.arraycopy(output, cRow + i * stride, c, i * FloatTile.WIDTH, width);
        }
        multiply(
            tall, depth, a, aRow, aStride, count, b, c, 0, FloatTile.WIDTH, c, 0, FloatTile.WIDTH);
        for (int i = 0; i < count; i++) {
          System.arraycopy(c, i * FloatTile.WIDTH, output, cRow + i * stride, width);
        }
        if (last) {
          finish(output, cRow, stride, count, width);
        }
      }
      row += count;
    }
  }

  private void multiply(
      int tall,
      int depth,
      float[] a,
      int aAt,
      int aStride,
      int count,
      int b,
      float[] init,
      int initAt,
      int initStride,
      float[] c,
      int cAt,
      int cStride) {
    if (tall == FloatTile.ROWS) {
      FloatTile.multiply6(
          depth,
          a,
          aAt,
          aStride,
          count,
          panels.values(),
          b,
          init,
          initAt,
          initStride,
          c,
          cAt,
          cStride);
    } else {
      FloatTile.multiply4(
          depth,
          a,
          aAt,
          aStride,
          count,
          panels.values(),
          b,
          init,
          initAt,
          initStride,
          c,
          cAt,
          cStride);
    }
  }

  /** Writes bias and residual, onto which the products are added. */
  private void start(
      float @Nullable [] residual, float[] output, int at, int channel, int width, int count) {
    for (int i = 0; i < count; i++) {
      int row = at + i * shape.outputChannels();
      for (int j = 0; j < width; j++) {
        output[row + j] = bias[channel + j] + (residual == null ? 0 : residual[row + j]);
      }
    }
  }

  private void finish(float[] output, int at, int stride, int count, int width) {
    if (clamp.isNone()) {
      return;
    }
    for (int i = 0; i < count; i++) {
      FloatElementwiseVector.clampRange(
          output, output, at + i * stride, at + i * stride + width, clamp);
    }
  }
}
