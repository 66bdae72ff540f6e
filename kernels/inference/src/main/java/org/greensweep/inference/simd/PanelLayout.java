package org.greensweep.inference.simd;

import java.util.stream.IntStream;
import org.greensweep.inference.kernel.ConvolutionShape;

/**
 * The order in which tiles read the weights of a convolution: by group, block of depth, panel of
 * {@link FloatTile#WIDTH} output channels, depth, channel. A last narrow panel is filled up, with
 * channels of the one before where those may be computed twice.
 */
final class PanelLayout {
  private final ConvolutionShape shape;
  private final int depth;
  private final int blockDepth;
  private final int panels;
  private final boolean overlap;

  /**
   * Panels of blocks of depth.
   *
   * @param overlap whether the last panel ends with the last channel, if there are enough
   */
  PanelLayout(ConvolutionShape shape, int blockDepth, boolean overlap) {
    this.shape = shape;
    this.depth = shape.depth();
    this.blockDepth = blockDepth;
    this.overlap = overlap;
    this.panels = (shape.groupOutputs() + FloatTile.WIDTH - 1) / FloatTile.WIDTH;
  }

  /** Moves one weight to its place. */
  @FunctionalInterface
  interface Move {
    void move(int from, int to);
  }

  /** Panels of one group. */
  int panels() {
    return panels;
  }

  /** The first channel of a panel, of its group. */
  int channel(int panel) {
    int first = panel * FloatTile.WIDTH;
    int last = Math.max(0, shape.groupOutputs() - FloatTile.WIDTH);
    return overlap ? Math.min(first, last) : first;
  }

  /** How many channels of a panel exist. */
  int width(int panel) {
    return Math.min(FloatTile.WIDTH, shape.groupOutputs() - channel(panel));
  }

  /** Values of all panels. */
  int length() {
    return shape.groups() * panels * depth * FloatTile.WIDTH;
  }

  /** Depth of the block that starts at {@code k0}. */
  int blockLength(int k0) {
    return Math.min(blockDepth, depth - k0);
  }

  /** Where the panel of the depth block that starts at {@code k0} begins. */
  int offset(int group, int k0, int panel) {
    return ((group * depth + k0) * panels + panel * blockLength(k0)) * FloatTile.WIDTH;
  }

  /**
   * Moves every weight from the order that {@link ConvolutionShape} states; panels on all
   * processors, so that {@code move} must only touch its own places.
   */
  void pack(Move move) {
    IntStream.range(0, shape.groups() * panels)
        .parallel()
        .forEach(
            panel -> {
              for (int k0 = 0; k0 < depth; k0 += blockDepth) {
                pack(panel / panels, k0, panel % panels, move);
              }
            });
  }

  private void pack(int group, int k0, int panel, Move move) {
    int to = offset(group, k0, panel);
    int length = blockLength(k0);
    int first = group * shape.groupOutputs() + channel(panel);
    for (int column = 0; column < width(panel); column++) {
      int from = (first + column) * depth + k0;
      for (int k = 0; k < length; k++) {
        move.move(from + k, to + k * FloatTile.WIDTH + column);
      }
    }
  }
}
