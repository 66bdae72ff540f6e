package org.greensweep.network;

import java.util.List;

/** The mean of {@code patches} feature vectors: {@code patches x F} becomes {@code F}. */
public record PatchMean(int patches) implements Layer {
  public PatchMean {
    Check.positive("patches", patches);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape in = Inputs.one("patch mean", inputs);
    if (in.rank() != 2 || in.extents().get(0) != patches) {
      throw new UserError(
          "patch mean takes the feature vectors of " + patches + " patches but is given " + in);
    }
    return Shape.of(in.extents().get(1));
  }
}
