package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.LANES;

import java.util.Arrays;
import org.greensweep.inference.kernel.BitLayout;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.inference.kernel.Tiles;
import org.jspecify.annotations.Nullable;

/**
 * The dot products of a 1-bit convolution: the packed inputs of a block of output pixels are laid
 * out as rows of bits (never as floats), and all rows meet one vector of output channels after the
 * other.
 */
final class BinaryDots {
  /** Output pixels of a tile: few enough that their rows of bits stay in the first-level cache. */
  private static final int ROWS = 32;

  /** Output channels that are shown together: a word of packed signs. */
  private static final int BLOCK = Long.SIZE;

  private final ConvolutionShape shape;
  private final BitLayout layout;
  private final XnorWeights weights;
  private final Tiles rows;
  private final Tiles blocks;

  /**
   * What one tap adds to the dot product of each output channel where its input is zero padding:
   * the tile counts its bits as -1, so that this takes the product with -1 back. Empty if padding
   * is not zero.
   */
  private final int[] zeroPadding;

  /** Takes the dot products of some output pixels with a block of output channels. */
  @FunctionalInterface
  interface Reader {
    /**
     * @param dots {@link #stride} for each pixel, of which the first {@code width} count
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
   * @param threads how many threads will share the tiles
   */
  BinaryDots(ConvolutionShape shape, float[] weights, int threads) {
    this.shape = shape;
    this.layout = new BitLayout(shape.inputChannels(), shape.groups());
    this.weights = new XnorWeights(shape, weights);
    this.rows = Tiles.of(shape.pixels(), ROWS);
    int count = (shape.groupOutputs() + BLOCK - 1) / BLOCK;
    boolean enough = threads == 1 || rows.count() * shape.groups() >= 2 * threads;
    int parts = enough ? 1 : Math.min(count, 2 * threads);
    this.blocks = Tiles.of(count, (count + parts - 1) / parts);
    this.zeroPadding = shape.padValue() == 0 ? zeroPadding(shape, weights) : new int[0];
  }

  /** From the dot products of one pixel to those of the next. */
  static int stride() {
    return BLOCK;
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
    return shape.groups() * rows.count() * blocks.count();
  }

  /** Computes the dot products of one tile, block by block, and shows them to {@code reader}. */
  void run(
      int tile,
      long[] input,
      Reader reader,
      float @Nullable [] residual,
      Object output,
      Scratch scratch) {
    int blockTile = tile % blocks.count();
    int rowTile = tile / blocks.count() % rows.count();
    int group = tile / blocks.count() / rows.count();
    int from = rows.from(rowTile);
    int to = rows.to(rowTile);
    int[] bits = scratch.ints(ROWS * weights.length());
    for (int pixel = from; pixel < to; pixel++) {
      packRow(input, group, pixel, bits, (pixel - from) * weights.length());
    }
    int[] dots = scratch.sums(ROWS * BLOCK);
    for (int block = blocks.from(blockTile); block < blocks.to(blockTile); block++) {
      int width = Math.min(BLOCK, shape.groupOutputs() - block * BLOCK);
      multiply(group, block, width, bits, to - from, dots);
      int channel = group * shape.groupOutputs() + block * BLOCK;
      if (zeroPadding.length > 0) {
        for (int pixel = from; pixel < to; pixel++) {
          takePaddingBack(pixel, channel, width, dots, (pixel - from) * BLOCK);
        }
      }
      reader.read(dots, from, to, channel, width, residual, output);
    }
  }

  private void multiply(int group, int block, int width, int[] bits, int count, int[] dots) {
    int length = weights.length();
    Arrays.fill(dots, 0, count * BLOCK, shape.depth());
    for (int channel = 0; channel < width; channel += LANES) {
      int at = weights.offset(group, (block * BLOCK + channel) / LANES);
      for (int k = 0; k < length; k += XnorTile.LONGEST) {
        XnorTile.subtract(
            count,
            Math.min(XnorTile.LONGEST, length - k),
            bits,
            k,
            length,
            weights.values(),
            at + k * LANES,
            dots,
            channel,
            BLOCK);
      }
    }
  }

  /** The bits of all taps of an output pixel, one after the other. */
  private void packRow(long[] input, int group, int pixel, int[] bits, int at) {
    int y = pixel / shape.outputWidth();
    int x = pixel % shape.outputWidth();
    int taps = shape.window().kernelWidth();
    int words = weights.wordsPerTap();
    boolean run =
        shape.groups() == 1
            && words % 2 == 0
            && shape.inputColumn(x, taps - 1) == shape.inputColumn(x, 0) + taps - 1
            && shape.inputColumn(x, 0) >= 0
            && shape.inputColumn(x, taps - 1) < shape.inputWidth();
    int to = at;
    for (int tapY = 0; tapY < shape.window().kernelHeight(); tapY++) {
      int row = shape.inputRow(y, tapY);
      if (run && row >= 0 && row < shape.inputHeight()) {
        int from = (row * shape.inputWidth() + shape.inputColumn(x, 0)) * (words / 2);
        unpack(input, from, bits, to, taps * words);
        to += taps * words;
      } else {
        for (int tapX = 0; tapX < taps; tapX++, to += words) {
          packTap(input, group, row, shape.inputColumn(x, tapX), bits, to);
        }
      }
    }
    Arrays.fill(bits, to, at + weights.length(), 0);
  }

  private void packTap(long[] input, int group, int row, int column, int[] bits, int at) {
    int words = weights.wordsPerTap();
    if (shape.inside(row, column)) {
      int pixel = row * shape.inputWidth() + column;
      int from = pixel * layout.wordsPerPixel() + group * layout.wordsPerGroup();
      unpack(input, from, bits, at, words);
    } else if (shape.padValue() > 0) {
      for (int word = 0; word < words; word++) {
        bits[at + word] = (int) (layout.mask(word / 2) >>> Integer.SIZE * (word % 2));
      }
    } else {
      Arrays.fill(bits, at, at + words, 0);
    }
  }

  private static void unpack(long[] input, int from, int[] bits, int at, int words) {
    int pairs = words / 2;
    for (int i = 0; i < pairs; i++) {
      long signs = input[from + i];
      bits[at + 2 * i] = (int) signs;
      bits[at + 2 * i + 1] = (int) (signs >>> Integer.SIZE);
    }
    if (words % 2 != 0) {
      bits[at + words - 1] = (int) input[from + pairs];
    }
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
