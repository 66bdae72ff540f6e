package org.greensweep.inference.simd;

import java.util.Arrays;
import org.greensweep.inference.kernel.BitLayout;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.inference.kernel.Tiles;
import org.jspecify.annotations.Nullable;

/**
 * The dot products of a 1-bit convolution: the packed inputs of a block of output pixels are laid
 * out as rows of bits (never as floats), and each row meets panels of packed weights.
 */
final class BinaryDots {
  /** Output pixels of a tile: few enough that their rows of bits stay in the first-level cache. */
  private static final int ROWS = 32;

  private final ConvolutionShape shape;
  private final BitLayout layout;
  private final XnorWeights weights;
  private final Tiles rows;
  private final Tiles columns;

  /**
   * What one tap adds to the dot product of each output channel where its input is zero padding:
   * the tile counts its bits as -1, so that this takes the product with -1 back. Empty if padding
   * is not zero.
   */
  private final int[] zeroPadding;

  /** Takes the panels of {@link XnorTile#WIDTH} output channels of one row of dot products. */
  @FunctionalInterface
  interface Reader {
    /**
     * @param at where in {@code dots} the channels of one pixel begin
     * @param channel the first of them, {@code width} in all
     * @param residual as {@link #run} was given it, and {@code output}
     */
    void read(
        int[] dots,
        int at,
        int pixel,
        int channel,
        int width,
        float @Nullable [] residual,
        Object output);
  }

  /**
   * @param threads how many threads will share the tiles
   * @param panelsTogether panels that no two tiles may share out
   */
  BinaryDots(ConvolutionShape shape, float[] weights, int threads, int panelsTogether) {
    this.shape = shape;
    this.layout = new BitLayout(shape.inputChannels(), shape.groups());
    this.weights = new XnorWeights(shape, weights);
    this.rows = Tiles.of(shape.pixels(), ROWS);
    boolean enough = threads == 1 || rows.count() * shape.groups() >= 2 * threads;
    int blocks = (this.weights.panels() + panelsTogether - 1) / panelsTogether;
    int parts = enough ? 1 : Math.min(blocks, 2 * threads);
    int share = (blocks + parts - 1) / parts * panelsTogether;
    this.columns = Tiles.of(this.weights.panels(), share);
    this.zeroPadding = shape.padValue() == 0 ? zeroPadding(shape, weights) : new int[0];
  }

  private static int[] zeroPadding(ConvolutionShape shape, float[] weights) {
    int[] correction = new int[shape.taps() * shape.outputChannels()];
    int depth = shape.groupInputs();
    for (int channel = 0; channel < shape.outputChannels(); channel++) {
      for (int tap = 0; tap < shape.taps(); tap++) {
        int sum = 0;
        for (int k = 0; k < depth; k++) {
          sum += weights[(channel * shape.taps() + tap) * depth + k] >= 0 ? 1 : -1;
        }
        correction[tap * shape.outputChannels() + channel] = sum;
      }
    }
    return correction;
  }

  /** Parts that may run at the same time. */
  int tiles() {
    return shape.groups() * rows.count() * columns.count();
  }

  /** Computes the dot products of one tile, panel by panel, and shows them to {@code reader}. */
  void run(
      int tile,
      long[] input,
      Reader reader,
      float @Nullable [] residual,
      Object output,
      Scratch scratch) {
    int columnTile = tile % columns.count();
    int rowTile = tile / columns.count() % rows.count();
    int group = tile / columns.count() / rows.count();
    int from = rows.from(rowTile);
    int to = rows.to(rowTile);
    int[] bits = scratch.ints(ROWS * weights.length());
    for (int pixel = from; pixel < to; pixel++) {
      packRow(input, group, pixel, bits, (pixel - from) * weights.length());
    }
    int[] dots = scratch.sums(ROWS * XnorTile.WIDTH);
    for (int panel = columns.from(columnTile); panel < columns.to(columnTile); panel++) {
      int at = weights.offset(group, panel);
      for (int row = 0; row < to - from; row++) {
        XnorTile.multiply(
            weights.length(),
            bits,
            row * weights.length(),
            weights.values(),
            at,
            shape.depth(),
            dots,
            row * XnorTile.WIDTH);
      }
      int channel = group * shape.groupOutputs() + panel * XnorTile.WIDTH;
      int width = Math.min(XnorTile.WIDTH, (group + 1) * shape.groupOutputs() - channel);
      for (int pixel = from; pixel < to; pixel++) {
        int dot = (pixel - from) * XnorTile.WIDTH;
        if (zeroPadding.length > 0) {
          takePaddingBack(pixel, channel, width, dots, dot);
        }
        reader.read(dots, dot, pixel, channel, width, residual, output);
      }
    }
  }

  private void packRow(long[] input, int group, int pixel, int[] bits, int at) {
    int y = pixel / shape.outputWidth();
    int x = pixel % shape.outputWidth();
    int words = layout.wordsPerGroup();
    int to = at;
    for (int tapY = 0; tapY < shape.window().kernelHeight(); tapY++) {
      int row = shape.inputRow(y, tapY);
      for (int tapX = 0; tapX < shape.window().kernelWidth(); tapX++) {
        int column = shape.inputColumn(x, tapX);
        boolean inside = shape.inside(row, column);
        int from = (row * shape.inputWidth() + column) * layout.wordsPerPixel() + group * words;
        for (int word = 0; word < words; word++) {
          long signs = inside ? input[from + word] : padding(word);
          bits[to++] = (int) signs;
          bits[to++] = (int) (signs >>> Integer.SIZE);
        }
      }
    }
    Arrays.fill(bits, to, at + weights.length(), 0);
  }

  private long padding(int word) {
    return shape.padValue() > 0 ? layout.mask(word) : 0;
  }

  private void takePaddingBack(int pixel, int channel, int width, int[] dots, int at) {
    int y = pixel / shape.outputWidth();
    int x = pixel % shape.outputWidth();
    for (int tap = 0; tap < shape.taps(); tap++) {
      int row = shape.inputRow(y, tap / shape.window().kernelWidth());
      int column = shape.inputColumn(x, tap % shape.window().kernelWidth());
      if (!shape.inside(row, column)) {
        for (int i = 0; i < width; i++) {
          dots[at + i] += zeroPadding[tap * shape.outputChannels() + channel + i];
        }
      }
    }
  }
}
