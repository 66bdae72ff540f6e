package org.greensweep.inference.simd;

import java.util.stream.IntStream;
import org.greensweep.inference.kernel.ConvolutionShape;

/**
 * Weights as {@link TernarySums} in the order in which {@link TernaryTile} reads them: two bits of
 * each magnitude, 32 inputs of one output channel to a word.
 */
final class TernaryWeights {
  private final ConvolutionShape shape;
  private final TernarySums ternary;
  private final int panels;
  private final int zero;
  private final int panelWords;

  /** By group, panel of output channels, word of inputs; then negative and used by lane. */
  final int[] words;

  /** What the sum of each lane begins with, by group, panel. */
  final int[] starts;

  /**
   * Weights whose inputs lie in words as {@code inputs} says.
   *
   * @param zero the code of zero, above the lowest
   */
  TernaryWeights(
      ConvolutionShape shape, TernarySums ternary, BitPlanes inputs, byte[] weights, int zero) {
    this.shape = shape;
    this.ternary = ternary;
    this.zero = zero;
    this.panels = (shape.groupOutputs() + ternary.width() - 1) / ternary.width();
    this.panelWords = inputs.words() * TernaryTile.WEIGHT_WORDS;
    this.words = new int[shape.groups() * panels * panelWords];
    this.starts = new int[shape.groups() * panels * TernaryTile.WIDTH];
    int[] bits = IntStream.range(0, shape.depth()).map(inputs::bit).toArray();
    IntStream.range(0, shape.groups() * panels)
        .parallel()
        .forEach(panel -> pack(panel, weights, bits));
  }

  /** Packs a panel, of all groups, whose factors have these bits. */
  private void pack(int panel, byte[] weights, int[] bits) {
    int first = panel / panels * shape.groupOutputs() + column(panel % panels);
    for (int column = 0; column < width(); column++) {
      int row = (first + column) * bits.length;
      for (int k = 0; k < bits.length; k++) {
        put(panel, column, bits[k], weights[row + k]);
      }
    }
  }

  private void put(int panel, int column, int bit, int weight) {
    if (weight == 0) {
      return;
    }
    int row = ternary.magnitudes()[0] == Math.abs(weight) ? 0 : 1;
    int lane = row * ternary.width() + column;
    int word = panel * panelWords + bit / Integer.SIZE * TernaryTile.WEIGHT_WORDS + lane;
    words[word + TernaryTile.WIDTH] |= 1 << bit;
    int start = panel * TernaryTile.WIDTH + lane;
    if (weight < 0) {
      words[word] |= 1 << bit;
      starts[start] += zero - BitPlanes.HIGHEST;
    } else {
      starts[start] -= zero;
    }
  }

  /** The first channel of a panel, of its group; the last panel overlaps the one before. */
  int column(int panel) {
    return Math.min(panel * ternary.width(), shape.groupOutputs() - width());
  }

  /** Output channels of a panel. */
  int width() {
    return Math.min(ternary.width(), shape.groupOutputs());
  }

  private int panel(int group, int panel) {
    return group * panels + panel;
  }

  /** Panels of one group. */
  int panels() {
    return panels;
  }

  /** Where the words of a panel begin. */
  int wordsAt(int group, int panel) {
    return panel(group, panel) * panelWords;
  }

  /** Where the {@link #starts} of a panel begin. */
  int startsAt(int group, int panel) {
    return panel(group, panel) * TernaryTile.WIDTH;
  }
}
