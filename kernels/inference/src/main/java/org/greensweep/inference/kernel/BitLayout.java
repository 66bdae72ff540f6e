package org.greensweep.inference.kernel;

import java.util.stream.IntStream;

/**
 * How signs are packed: -1 is bit 0, +1 is bit 1, the channels of one group of one pixel 64 to a
 * word, lowest bit first; each group starts a word and unused bits are 0.
 */
public record BitLayout(int channels, int groups) {
  public int groupChannels() {
    return channels / groups;
  }

  public int wordsPerGroup() {
    return (groupChannels() + Long.SIZE - 1) / Long.SIZE;
  }

  public int wordsPerPixel() {
    return wordsPerGroup() * groups;
  }

  /** The bits of word {@code word} of a group that stand for channels. */
  public long mask(int word) {
    int used = Math.min(Long.SIZE, groupChannels() - word * Long.SIZE);
    return -1L >>> (Long.SIZE - used);
  }

  /**
   * Packs the signs of weights {@code outputChannels x taps x groupInputs} as {@code outputChannels
   * x taps x words}.
   */
  public static long[] packWeights(ConvolutionShape shape, float[] weights) {
    BitLayout layout = new BitLayout(shape.groupInputs(), 1);
    int words = layout.wordsPerGroup();
    int rows = shape.outputChannels() * shape.taps();
    long[] packed = new long[rows * words];
    int inputs = shape.groupInputs();
    IntStream.range(0, rows)
        .parallel()
        .forEach(
            row -> {
              for (int word = 0; word < words; word++) {
                int from = row * inputs + word * Long.SIZE;
                int to = Math.min(from + Long.SIZE, (row + 1) * inputs);
                packed[row * words + word] = signs(weights, from, to);
              }
            });
    return packed;
  }

  private static long signs(float[] values, int from, int to) {
    long bits = 0;
    for (int i = from; i < to; i++) {
      bits |= (values[i] >= 0 ? 1L : 0) << (i - from);
    }
    return bits;
  }
}
