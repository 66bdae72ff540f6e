package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.LANES;

import java.util.Arrays;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Scratch;
import org.jspecify.annotations.Nullable;

/**
 * Convolution over inputs and weights that are stored in fewer than 32 bits: implicit GEMM as in
 * {@link FloatConvolutionVector}, but a block of inputs and a panel of weights become fp32 on their
 * way into the first caches, and sums go from the tile's to the layer's own epilogue while they are
 * there. Sums that must be exact are added up in int32 before they outgrow a float.
 */
abstract class BlockedConvolution {
  /** A panel of weights of this depth takes half of a 32 KiB first-level cache. */
  private static final int BLOCK_DEPTH = 256;

  /** Values of a block of rows, or of its sums: half of a 512 KiB second-level cache. */
  private static final int BLOCK_VALUES = 64 * 1024;

  private static final int MAXIMUM_ROWS = 192;

  /** Where sums lie in the second float array of a thread, behind a panel of weights. */
  private static final int SUMS_AT = BLOCK_DEPTH * FloatTile.WIDTH;

  private final ConvolutionShape shape;
  private final Patches patches;
  private final PanelLayout panels;
  private final float[] start;
  private final int blockDepth;

  /** Behind which blocks of depth sums go on in int32. */
  private final boolean[] flushes;

  /** Whether they never do. */
  private final boolean inFloats;

  private final TileGrid grid;

  /**
   * A kernel whose sums start from {@code start}, one per output channel; zeros where null.
   *
   * @param exact how far sums stay exact; null where they may be rounded
   */
  BlockedConvolution(
      ConvolutionShape shape,
      Inputs inputs,
      float padValue,
      float @Nullable [] start,
      @Nullable ExactBlocks exact,
      int threads) {
    this.shape = shape;
    int blocks = (shape.depth() + BLOCK_DEPTH - 1) / BLOCK_DEPTH;
    this.blockDepth = (shape.depth() + blocks - 1) / blocks;
    this.patches = new Patches(shape, inputs, padValue);
    this.panels = new PanelLayout(shape, blockDepth, true);
    // A tile may read beyond the last channel.
    int padded = shape.outputChannels() + FloatTile.WIDTH;
    this.start = start == null ? new float[padded] : Arrays.copyOf(start, padded);
    this.flushes = exact == null ? new boolean[blocks] : exact.flushes(blockDepth);
    this.inFloats = flushesNowhere(flushes);
    int sums = blocks == 1 ? 0 : panels.panels() * FloatTile.WIDTH;
    int fitting = Math.min(MAXIMUM_ROWS, BLOCK_VALUES / Math.max(blockDepth, sums));
    int stacks = Math.max(1, fitting / FloatTile.ROWS);
    long count = (long) shape.depth() * shape.groupOutputs();
    this.grid =
        TileGrid.of(
            shape,
            shape.pixels(),
            stacks * FloatTile.ROWS,
            FloatTile.ROWS,
            panels.panels(),
            count,
            true,
            threads);
  }

  private static boolean flushesNowhere(boolean[] flushes) {
    for (boolean flush : flushes) {
      if (flush) {
        return false;
      }
    }
    return true;
  }

  /** Where the packed weights lie. */
  final PanelLayout panels() {
    return panels;
  }

  public final int tiles() {
    return grid.tiles();
  }

  /**
   * Writes {@code count} packed weights from {@code from} on as fp32 to {@code to} from {@code at}.
   */
  abstract void widenWeights(int from, int count, float[] to, int at);

  /**
   * Turns sums into outputs.
   *
   * @param at where the sums of the first pixel lie; those of the next follow {@link
   *     FloatTile#WIDTH} behind
   * @param channel the first of {@code width}
   */
  abstract void finish(
      float[] sums,
      int at,
      int pixel,
      int count,
      int channel,
      int width,
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
    int group = grid.group(tile);
    int from = grid.firstRow(tile);
    int count = grid.endRow(tile) - from;
    int firstPanel = grid.firstPanel(tile);
    int endPanel = grid.endPanel(tile);
    int panelSums = count * FloatTile.WIDTH;
    // Sums of a whole depth are used up before those of the next panel.
    int step = flushes.length == 1 ? 0 : panelSums;
    float[] a = scratch.floats(count * patches.stride(blockDepth) + LANES);
    float[] c = scratch.tile(SUMS_AT + panelSums + step * (endPanel - firstPanel - 1));
    int[] totals = scratch.sums(inFloats ? 0 : panelSums * (endPanel - firstPanel));
    Arrays.fill(totals, 0, inFloats ? 0 : panelSums * (endPanel - firstPanel), 0);
    for (int block = 0; block < flushes.length; block++) {
      int k0 = block * blockDepth;
      int depth = panels.blockLength(k0);
      boolean fresh = block == 0 || flushes[block - 1];
      boolean last = block == flushes.length - 1;
      patches.pack(input, group, from, from + count, k0, k0 + depth, a);
      for (int panel = firstPanel; panel < endPanel; panel++) {
        int channel = group * shape.groupOutputs() + panels.channel(panel);
        int sums = SUMS_AT + (panel - firstPanel) * step;
        int total = (panel - firstPanel) * panelSums;
        widenWeights(panels.offset(group, k0, panel), depth * FloatTile.WIDTH, c, 0);
        multiply(depth, a, count, fresh, channel, c, sums);
        if (!inFloats && (flushes[block] || last)) {
          QuantizerVector.addExact(c, sums, totals, total, panelSums);
        }
        if (!inFloats && last) {
          QuantizerVector.toFloats(totals, total, c, sums, panelSums);
        }
        if (last) {
          finish(c, sums, from, count, channel, panels.width(panel), residual, real, narrow);
        }
      }
    }
  }

  /** Adds the products of a panel to the sums of its pixels. */
  private void multiply(
      int depth, float[] a, int count, boolean fresh, int channel, float[] c, int sums) {
    int stride = patches.stride(depth);
    int row = 0;
    while (row < count) {
      int rows = FloatTile.rows(count - row);
      int at = sums + row * FloatTile.WIDTH;
      FloatTile.multiply(
          depth,
          a,
          row * stride,
          stride,
          rows,
          c,
          0,
          fresh ? start : c,
          fresh ? channel : at,
          fresh ? 0 : FloatTile.WIDTH,
          FloatTile.ZEROS,
          0,
          0,
          Clamp.NONE,
          c,
          at,
          FloatTile.WIDTH);
      row += rows;
    }
  }
}
