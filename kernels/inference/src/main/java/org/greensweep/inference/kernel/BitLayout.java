package org.greensweep.inference.kernel;

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
    for (int row = 0; row < rows; row++) {
      for (int k = 0; k < shape.groupInputs(); k++) {
        if (weights[row * shape.groupInputs() + k] >= 0) {
          packed[row * words + k / Long.SIZE] |= 1L << k;
        }
      }
    }
    return packed;
  }
}
