package org.greensweep.inference.kernel;

import java.util.Arrays;

/**
 * What transformers do with maps besides attention, in fp32, channels innermost. One implementation
 * for all machines.
 */
public final class Tokens {
  private Tokens() {}

  /**
   * A class token before {@code patches} pixels, an embedding added to each; {@code positions} are
   * the embeddings token by token.
   */
  public static void embed(
      int patches, float[] token, float[] positions, float[] input, float[] output) {
    int channels = token.length;
    for (int c = 0; c < channels; c++) {
      output[c] = token[c] + positions[c];
    }
    for (int i = channels; i < (patches + 1) * channels; i++) {
      output[i] = input[i - channels] + positions[i];
    }
  }

  /** Row {@code y} of a map that was padded with zeros or cut at the bottom and the right. */
  public static void pad(
      int channels, int height, int width, int paddedWidth, int y, float[] input, float[] output) {
    int at = y * paddedWidth * channels;
    int kept = y < height ? Math.min(width, paddedWidth) * channels : 0;
    if (kept > 0) {
      System.arraycopy(input, y * width * channels, output, at, kept);
    }
    Arrays.fill(output, at + kept, at + paddedWidth * channels, 0);
  }

  /** Row {@code y} of a map of half the width whose pixels stack those of 2 x 2 squares. */
  public static void merge(int channels, int width, int y, float[] input, float[] output) {
    for (int x = 0; x < width / 2; x++) {
      for (int part = 0; part < 4; part++) {
        int row = 2 * y + part % 2;
        int column = 2 * x + part / 2;
        System.arraycopy(
            input,
            (row * width + column) * channels,
            output,
            ((y * (width / 2) + x) * 4 + part) * channels,
            channels);
      }
    }
  }
}
