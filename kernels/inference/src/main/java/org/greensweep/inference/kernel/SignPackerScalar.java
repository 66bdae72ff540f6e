package org.greensweep.inference.kernel;

/** One bit at a time. */
public final class SignPackerScalar implements SignPacker {
  @Override
  public void pack(
      BitLayout layout,
      float[] input,
      float[] scale,
      float[] shift,
      long[] output,
      int from,
      int to) {
    for (int pixel = from; pixel < to; pixel++) {
      for (int group = 0; group < layout.groups(); group++) {
        int words = layout.wordsPerGroup();
        for (int word = 0; word < words; word++) {
          long bits = 0;
          int first = word * Long.SIZE;
          int count = Math.min(Long.SIZE, layout.groupChannels() - first);
          for (int bit = 0; bit < count; bit++) {
            int channel = group * layout.groupChannels() + first + bit;
            float scaled = input[pixel * layout.channels() + channel] * scale[channel];
            bits |= scaled + shift[channel] >= 0 ? 1L << bit : 0;
          }
          output[pixel * layout.wordsPerPixel() + group * words + word] = bits;
        }
      }
    }
  }

  @Override
  public void packPart(
      int first,
      int channels,
      float[] input,
      float[] scale,
      float[] shift,
      int words,
      long[] output,
      int from,
      int to) {
    for (int pixel = from; pixel < to; pixel++) {
      for (int word = 0; word < channels; word += Long.SIZE) {
        long bits = 0;
        for (int c = word; c < Math.min(word + Long.SIZE, channels); c++) {
          float scaled = input[pixel * channels + c] * scale[first + c];
          bits |= scaled + shift[first + c] >= 0 ? 1L << c : 0;
        }
        output[pixel * words + (first + word) / Long.SIZE] = bits;
      }
    }
  }
}
