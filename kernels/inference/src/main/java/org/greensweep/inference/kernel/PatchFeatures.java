package org.greensweep.inference.kernel;

import org.greensweep.network.PatchSelection;
import org.greensweep.network.Shape;

/**
 * The choice of patches and the joining of their features, in fp32. One implementation for all
 * machines: little beside the convolutions around them.
 */
public final class PatchFeatures {
  private PatchFeatures() {}

  /**
   * Cuts the patches of the highest scores out of {@code image}, one after the other, row-major.
   *
   * @param pixels the image, channels innermost
   * @param best room for as many places as there are patches
   */
  public static void select(
      PatchSelection layer,
      Shape image,
      float[] pixels,
      float[] scores,
      float[] output,
      int[] best) {
    int places = layer.gridHeight() * layer.gridWidth();
    int count = 0;
    for (int place = 0; place < places; place++) {
      float score = scores[place];
      boolean full = count == layer.patches();
      if (full && score <= scores[best[count - 1]]) {
        continue;
      }
      int at = full ? count - 1 : count++;
      // Of equal scores the earlier place stays ahead.
      while (at > 0 && scores[best[at - 1]] < score) {
        best[at] = best[at - 1];
        at--;
      }
      best[at] = place;
    }
    for (int patch = 0; patch < count; patch++) {
      cut(layer, image, pixels, best[patch], output, patch);
    }
  }

  private static void cut(
      PatchSelection layer, Shape image, float[] pixels, int place, float[] output, int patch) {
    int top = layer.top(place / layer.gridWidth(), image.height());
    int left = layer.left(place % layer.gridWidth(), image.width());
    int channels = image.channels();
    int to = patch * channels * layer.patchHeight() * layer.patchWidth();
    for (int channel = 0; channel < channels; channel++) {
      for (int y = 0; y < layer.patchHeight(); y++) {
        int from = ((top + y) * image.width() + left) * channels + channel;
        for (int x = 0; x < layer.patchWidth(); x++) {
          output[to++] = pixels[from + x * channels];
        }
      }
    }
  }

  /** The mean of {@code vectors} vectors of {@code length}. */
  public static void mean(int vectors, float[] input, float[] output, int length) {
    for (int i = 0; i < length; i++) {
      float sum = 0;
      for (int vector = 0; vector < vectors; vector++) {
        sum += input[vector * length + i];
      }
      output[i] = sum / vectors;
    }
  }

  /** A vector at length one; one shorter than {@code epsilon} is divided by that. */
  public static void normalize(double epsilon, float[] input, float[] output, int length) {
    double squares = 0;
    for (int i = 0; i < length; i++) {
      squares += (double) input[i] * input[i];
    }
    float divisor = (float) Math.max(Math.sqrt(squares), epsilon);
    for (int i = 0; i < length; i++) {
      output[i] = input[i] / divisor;
    }
  }
}
