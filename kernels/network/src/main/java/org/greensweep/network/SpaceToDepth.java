package org.greensweep.network;

import java.util.List;

/**
 * Stacks each 2 x 2 square of positions along the channels: upper left, lower left, upper right,
 * lower right (the patch merging of Liu 2021, "Swin").
 */
public record SpaceToDepth() implements Layer {
  @Override
  public Shape output(List<Shape> inputs) {
    Shape in = Inputs.map("space to depth", inputs);
    if (in.height() % 2 != 0 || in.width() % 2 != 0) {
      throw new UserError(
          "space to depth takes an even height and width but is given " + in + "; pad it");
    }
    return Shape.of(4 * in.channels(), in.height() / 2, in.width() / 2);
  }
}
