package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.LANES;

import java.util.Arrays;
import org.greensweep.inference.kernel.BitLayout;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.inference.kernel.Tiles;
import org.jspecify.annotations.Nullable;

/**
 * {@link BinaryDots} by {@link XnorTile}: the packed inputs of a block of output pixels are laid
 * out as rows of bits (never as floats), and all rows meet one vector of output channels after the
 * other.
 */
final class CarrySaveDots extends BinaryDots {
  /** Output pixels of a tile: few enough that their rows of bits stay in the first-level cache. */
  private static final int ROWS = 32;

  private final ConvolutionShape shape;
  private final BitLayout layout;
  private final XnorWeights weights;

  CarrySaveDots(ConvolutionShape shape, float[] weights, int threads) {
    super(shape, weights, Tiles.of(shape.pixels(), ROWS), threads);
    this.shape = shape;
    this.layout = new BitLayout(shape.inputChannels(), shape.groups());
    this.weights = new XnorWeights(shape, weights);
  }

  @Override
  void run(
      int group,
      int from,
      int to,
      int firstBlock,
      int endBlock,
      long[] input,
      Reader reader,
      float @Nullable [] residual,
      Object output,
      Scratch scratch) {
    int[] bits = scratch.ints(ROWS * weights.length());
    for (int pixel = from; pixel < to; pixel++) {
      packRow(input, group, pixel, bits, (pixel - from) * weights.length());
    }
    int[] dots = scratch.sums(ROWS * BLOCK);
    for (int block = firstBlock; block < endBlock; block++) {
      multiply(group, block, width(block), bits, to - from, dots);
      show(reader, group, block, dots, from, to, residual, output);
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
}
