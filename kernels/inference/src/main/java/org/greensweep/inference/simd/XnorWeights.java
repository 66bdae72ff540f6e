package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.LANES;

import org.greensweep.inference.kernel.BitLayout;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.network.UserError;

/** Packed signs of weights in the order in which {@link XnorTile} reads them. */
final class XnorWeights {
  private final int panels;
  private final int length;
  private final int[] values;

  XnorWeights(ConvolutionShape shape, float[] weights) {
    long[] packed = BitLayout.packWeights(shape, weights);
    int words = packed.length / shape.outputChannels();
    this.length = rowLength(words);
    if (length > XnorTile.MAXIMUM_LENGTH) {
      throw new UserError(
          "1-bit layer sums %d products; %d is the most that its counters hold: run it in int8"
              .formatted(shape.depth(), XnorTile.MAXIMUM_LENGTH * Integer.SIZE));
    }
    this.panels = (shape.groupOutputs() + XnorTile.WIDTH - 1) / XnorTile.WIDTH;
    this.values = new int[shape.groups() * panels * length * XnorTile.WIDTH];
    for (int channel = 0; channel < shape.outputChannels(); channel++) {
      int group = channel / shape.groupOutputs();
      int column = channel % shape.groupOutputs() % XnorTile.WIDTH;
      int base = offset(group, channel % shape.groupOutputs() / XnorTile.WIDTH);
      for (int k = 0; k < 2 * words; k++) {
        int vector = column / LANES * XnorTile.STEP + k % XnorTile.STEP;
        int at = k / XnorTile.STEP * XnorTile.STEP * XnorTile.WIDTH + vector * LANES;
        long word = packed[channel * words + k / 2];
        values[base + at + column % LANES] = (int) (k % 2 == 0 ? word : word >>> Integer.SIZE);
      }
    }
  }

  /** Ints of a row of {@code words} longs, filled up to a multiple of {@link XnorTile#STEP}. */
  static int rowLength(int words) {
    return (2 * words + XnorTile.STEP - 1) / XnorTile.STEP * XnorTile.STEP;
  }

  /** Ints of one row. */
  int length() {
    return length;
  }

  /** Panels of one group. */
  int panels() {
    return panels;
  }

  int[] values() {
    return values;
  }

  int offset(int group, int panel) {
    return (group * panels + panel) * length * XnorTile.WIDTH;
  }
}
