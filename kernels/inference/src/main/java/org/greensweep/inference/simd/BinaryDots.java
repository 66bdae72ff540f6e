package org.greensweep.inference.simd;

import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.inference.kernel.Tiles;
import org.jspecify.annotations.Nullable;

/**
 * The dot products of a 1-bit convolution, straight from packed signs: a tile is some output rows
 * or pixels by some blocks of output channels of one group.
 */
abstract class BinaryDots {
  /** Output channels that are shown together: a word of packed signs. */
  static final int BLOCK = Long.SIZE;

  private final ConvolutionShape shape;
  private final Tiles rows;
  private final Tiles blocks;

  /**
   * What one tap adds to the dot product of each output channel where its input is zero padding:
   * kernels count its bits as -1, so that this takes the product with -1 back. Empty if padding is
   * not zero.
   */
  private final int[] zeroPadding;

  /** Takes the dot products of some output pixels with a block of output channels. */
  @FunctionalInterface
  interface Reader {
    /**
     * @param dots {@link #BLOCK} for each pixel, of which the first {@code width} count
     * @param from the first of the pixels, up to {@code to}
     * @param channel the first of {@code width} channels
     * @param residual as {@link #run} was given it, and {@code output}
     */
    void read(
        int[] dots,
        int from,
        int to,
        int channel,
        int width,
        float @Nullable [] residual,
        Object output);
  }

  /**
   * Dot products by tiles of {@code rows}.
   *
   * @param threads how many threads will share the tiles
   */
  BinaryDots(ConvolutionShape shape, float[] weights, Tiles rows, int threads) {
    this.shape = shape;
    this.rows = rows;
    int count = (shape.groupOutputs() + BLOCK - 1) / BLOCK;
    boolean enough = threads == 1 || rows.count() * shape.groups() >= 2 * threads;
    int parts = enough ? 1 : Math.min(count, 2 * threads);
    this.blocks = Tiles.of(count, (count + parts - 1) / parts);
    this.zeroPadding = shape.padValue() == 0 ? zeroPadding(shape, weights) : new int[0];
  }

  /** With an instruction that counts bits where there is one, else by carry-save adders. */
  static BinaryDots of(ConvolutionShape shape, float[] weights, int threads) {
    return PopcountTile.IN_HARDWARE
        ? new PopcountDots(shape, weights, threads)
        : new CarrySaveDots(shape, weights, threads);
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
  final int tiles() {
    return shape.groups() * rows.count() * blocks.count();
  }

  /** Computes the dot products of one tile, block by block, and shows them to {@code reader}. */
  final void run(
      int tile,
      long[] input,
      Reader reader,
      float @Nullable [] residual,
      Object output,
      Scratch scratch) {
    int blockTile = tile % blocks.count();
    int rowTile = tile / blocks.count() % rows.count();
    int group = tile / blocks.count() / rows.count();
    run(
        group,
        rows.from(rowTile),
        rows.to(rowTile),
        blocks.from(blockTile),
        blocks.to(blockTile),
        input,
        reader,
        residual,
        output,
        scratch);
  }

  /** Computes {@code from} to {@code to} of the rows, and {@link #show}s every block. */
  abstract void run(
      int group,
      int from,
      int to,
      int firstBlock,
      int endBlock,
      long[] input,
      Reader reader,
      float @Nullable [] residual,
      Object output,
      Scratch scratch);

  /** Channels of a block that exist. */
  final int width(int block) {
    return Math.min(BLOCK, shape.groupOutputs() - block * BLOCK);
  }

  /** Shows the dot products of pixels {@code from} to {@code to}, less those of zero padding. */
  final void show(
      Reader reader,
      int group,
      int block,
      int[] dots,
      int from,
      int to,
      float @Nullable [] residual,
      Object output) {
    int width = width(block);
    int channel = group * shape.groupOutputs() + block * BLOCK;
    if (zeroPadding.length > 0) {
      takePaddingBack(from, to, channel, width, dots);
    }
    reader.read(dots, from, to, channel, width, residual, output);
  }

  private void takePaddingBack(int from, int to, int channel, int width, int[] dots) {
    int lastRow = shape.window().kernelHeight() - 1;
    int lastColumn = shape.window().kernelWidth() - 1;
    int y = from / shape.outputWidth();
    int x = from % shape.outputWidth();
    int at = 0;
    for (int pixel = from; pixel < to; pixel++, at += BLOCK) {
      boolean interior =
          shape.inside(shape.inputRow(y, 0), shape.inputColumn(x, 0))
              && shape.inside(shape.inputRow(y, lastRow), shape.inputColumn(x, lastColumn));
      if (!interior) {
        takePaddingBack(y, x, channel, width, dots, at);
      }
      x++;
      if (x == shape.outputWidth()) {
        x = 0;
        y++;
      }
    }
  }

  private void takePaddingBack(int y, int x, int channel, int width, int[] dots, int at) {
    for (int tap = 0; tap < shape.taps(); tap++) {
      int row = shape.inputRow(y, tap / shape.window().kernelWidth());
      int column = shape.inputColumn(x, tap % shape.window().kernelWidth());
      if (!shape.inside(row, column)) {
        int correction = tap * shape.outputChannels() + channel;
        for (int i = 0; i < width; i++) {
          dots[at + i] += zeroPadding[correction + i];
        }
      }
    }
  }
}
