package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.LANES;

import org.greensweep.inference.kernel.BitLayout;
import org.greensweep.inference.kernel.ConvolutionShape;

/**
 * Packed signs of weights in the order in which {@link XnorTile} reads them: by group, vector of
 * output channels, word, lane.
 */
final class XnorWeights {
  private final int wordsPerTap;
  private final int length;
  private final int vectors;
  private final int[] values;

  XnorWeights(ConvolutionShape shape, float[] weights) {
    long[] packed = BitLayout.packWeights(shape, weights);
    int longsPerTap = new BitLayout(shape.groupInputs(), 1).wordsPerGroup();
    this.wordsPerTap = (shape.groupInputs() + Integer.SIZE - 1) / Integer.SIZE;
    int words = shape.taps() * wordsPerTap;
    this.length = (words + XnorTile.STEP - 1) / XnorTile.STEP * XnorTile.STEP;
    this.vectors = (shape.groupOutputs() + LANES - 1) / LANES;
    this.values = new int[shape.groups() * vectors * length * LANES];
    for (int channel = 0; channel < shape.outputChannels(); channel++) {
      int column = channel % shape.groupOutputs();
      int base = offset(channel / shape.groupOutputs(), column / LANES) + column % LANES;
      for (int k = 0; k < words; k++) {
        int word = k % wordsPerTap;
        int at = (channel * shape.taps() + k / wordsPerTap) * longsPerTap + word / 2;
        values[base + k * LANES] = (int) (packed[at] >>> Integer.SIZE * (word % 2));
      }
    }
  }

  /** Words of 32 channels that one tap of one group has. */
  int wordsPerTap() {
    return wordsPerTap;
  }

  /** Words of one row: those of all taps, filled up to a multiple of {@link XnorTile#STEP}. */
  int length() {
    return length;
  }

  int[] values() {
    return values;
  }

  /** Where the words of a vector of channels begin. */
  int offset(int group, int vector) {
    return (group * vectors + vector) * length * LANES;
  }
}
