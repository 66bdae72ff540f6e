package org.greensweep.inference.simd;

import org.greensweep.inference.kernel.ConvolutionShape;

/**
 * Weights of a convolution in the order in which tiles read them: by group, block of depth, panel
 * of {@link FloatTile#WIDTH} output channels, depth, channel. A last narrow panel is filled with
 * zeros.
 */
final class PackedPanels {
  private final int depth;
  private final int blockDepth;
  private final int panels;
  private final float[] values;

  /** {@code weight(channel, k)} gives weight k of an output channel. */
  PackedPanels(ConvolutionShape shape, int blockDepth, WeightSource weight) {
    this.depth = shape.depth();
    this.blockDepth = blockDepth;
    this.panels = (shape.groupOutputs() + FloatTile.WIDTH - 1) / FloatTile.WIDTH;
    this.values = new float[shape.groups() * panels * depth * FloatTile.WIDTH];
    for (int group = 0; group < shape.groups(); group++) {
      for (int k0 = 0; k0 < depth; k0 += blockDepth) {
        for (int panel = 0; panel < panels; panel++) {
          fill(shape, weight, group, k0, panel);
        }
      }
    }
  }

  /** Reads one weight. */
  @FunctionalInterface
  interface WeightSource {
    float at(int index);
  }

  private void fill(ConvolutionShape shape, WeightSource weight, int group, int k0, int panel) {
    int to = offset(group, k0, panel);
    int length = Math.min(blockDepth, depth - k0);
    int first = panel * FloatTile.WIDTH;
    int columns = Math.min(FloatTile.WIDTH, shape.groupOutputs() - first);
    for (int column = 0; column < columns; column++) {
      int from = (group * shape.groupOutputs() + first + column) * depth + k0;
      for (int k = 0; k < length; k++) {
        values[to + k * FloatTile.WIDTH + column] = weight.at(from + k);
      }
    }
  }

  /** Panels of one group. */
  int panels() {
    return panels;
  }

  float[] values() {
    return values;
  }

  /** Where the panel of the depth block that starts at {@code k0} begins. */
  int offset(int group, int k0, int panel) {
    int length = Math.min(blockDepth, depth - k0);
    return ((group * depth + k0) * panels + panel * length) * FloatTile.WIDTH;
  }
}
