package org.greensweep.inference.simd;

import java.util.stream.IntStream;
import org.greensweep.inference.kernel.BitLayout;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.inference.kernel.Tiles;
import org.jspecify.annotations.Nullable;

/**
 * {@link BinaryDots} by {@link PopcountTile}. The packed inputs of some output rows are copied into
 * a padded frame, where the tile finds every tap of every pixel at an offset: no rows of a matrix
 * are laid out.
 */
final class PopcountDots extends BinaryDots {
  /** Words of a frame: a share of the second-level cache. */
  private static final int FRAME_WORDS = 16 * 1024;

  /** Output pixels whose dot products stay in the first-level cache. */
  private static final int CHUNK = 8 * PopcountTile.ROWS;

  private final ConvolutionShape shape;

  /** Of a pixel of one group. */
  private final int words;

  private final PaddedFrame frame;

  /** What a column of padding holds; the bits of zero padding are taken back afterwards. */
  private final long[] padding;

  /** Where each output pixel's first tap lies in a frame of the whole map. */
  private final int[] starts;

  /** Where each word of each tap lies behind. */
  private final int[] offsets;

  /** By group, panel of {@link PopcountTile#WIDTH} output channels, tap, word, channel. */
  private final long[] weights;

  private final int panels;

  PopcountDots(ConvolutionShape shape, float[] weights, int threads) {
    super(shape, weights, lines(shape, threads), threads);
    this.shape = shape;
    BitLayout layout = new BitLayout(shape.groupInputs(), 1);
    this.words = layout.wordsPerGroup();
    this.frame = new PaddedFrame(shape, words, 0);
    this.padding =
        IntStream.range(0, words)
            .mapToLong(word -> shape.padValue() > 0 ? layout.mask(word) : 0)
            .toArray();
    int step = shape.window().strideWidth() * words;
    this.starts =
        IntStream.range(0, shape.pixels())
            .map(
                pixel ->
                    pixel / shape.outputWidth() * frame.lineStep()
                        + pixel % shape.outputWidth() * step)
            .toArray();
    int[] taps = frame.offsets();
    this.offsets =
        IntStream.range(0, taps.length * words).map(k -> taps[k / words] + k % words).toArray();
    this.panels = (shape.groupOutputs() + PopcountTile.WIDTH - 1) / PopcountTile.WIDTH;
    this.weights = pack(BitLayout.packWeights(shape, weights));
  }

  /** Output rows whose frame fits, fewer where threads need more tiles. */
  private static Tiles lines(ConvolutionShape shape, int threads) {
    int words = new BitLayout(shape.groupInputs(), 1).wordsPerGroup();
    int line = new PaddedFrame(shape, words, 0).lineValues();
    int spare = FRAME_WORDS / line - shape.window().extentHeight();
    int fitting = Math.max(0, spare) / shape.window().strideHeight() + 1;
    int share = (shape.outputHeight() + 2 * threads - 1) / (2 * threads);
    return Tiles.of(shape.outputHeight(), threads == 1 ? fitting : Math.min(fitting, share));
  }

  private long[] pack(long[] given) {
    int count = offsets.length;
    long[] packed = new long[shape.groups() * panels * count * PopcountTile.WIDTH];
    for (int channel = 0; channel < shape.outputChannels(); channel++) {
      int column = channel % shape.groupOutputs();
      int to = panel(channel / shape.groupOutputs(), column) + column % PopcountTile.WIDTH;
      for (int k = 0; k < count; k++) {
        packed[to + k * PopcountTile.WIDTH] = given[channel * count + k];
      }
    }
    return packed;
  }

  /** Where the panel begins that has this channel of a group. */
  private int panel(int group, int channel) {
    int panel = group * panels + channel / PopcountTile.WIDTH;
    return panel * offsets.length * PopcountTile.WIDTH;
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
    long[] framed = scratch.longs(frame.lines(from, to) * frame.lineValues());
    fill(input, group, from, to, framed);
    int[] dots = scratch.sums(CHUNK * BLOCK);
    int end = to * shape.outputWidth();
    int origin = from * frame.lineStep();
    for (int block = firstBlock; block < endBlock; block++) {
      for (int pixel = from * shape.outputWidth(); pixel < end; pixel += CHUNK) {
        int next = Math.min(pixel + CHUNK, end);
        for (int channel = 0; channel < width(block); channel += PopcountTile.WIDTH) {
          multiply(framed, pixel, next, origin, group, block * BLOCK + channel, dots, channel);
        }
        show(reader, group, block, dots, pixel, next, residual, output);
      }
    }
  }

  private void fill(long[] input, int group, int from, int to, long[] framed) {
    frame.pad(from, to, framed, padding);
    int pixelWords = words * shape.groups();
    int first = Math.max(0, frame.firstLine(from));
    int end = Math.min(shape.inputHeight(), frame.firstLine(from) + frame.lines(from, to));
    for (int row = first; row < end; row++) {
      int source = (row * shape.inputWidth() + frame.firstColumn()) * pixelWords + group * words;
      int target = frame.lineAt(row, from);
      if (shape.groups() == 1) {
        System.arraycopy(input, source, framed, target, frame.columns() * words);
      } else {
        for (int column = 0; column < frame.columns(); column++) {
          System.arraycopy(
              input, source + column * pixelWords, framed, target + column * words, words);
        }
      }
    }
  }

  private void multiply(
      long[] framed, int from, int to, int origin, int group, int channel, int[] dots, int at) {
    int weightsAt = panel(group, channel);
    for (int pixel = from; pixel < to; pixel += PopcountTile.ROWS) {
      PopcountTile.multiply(
          Math.min(PopcountTile.ROWS, to - pixel),
          framed,
          starts,
          pixel,
          origin,
          offsets,
          weights,
          weightsAt,
          shape.depth(),
          dots,
          at + (pixel - from) * BLOCK,
          BLOCK);
    }
  }
}
