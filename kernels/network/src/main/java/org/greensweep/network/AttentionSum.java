package org.greensweep.network;

import java.util.List;

/**
 * At each position the sum of its window's values, weighted by {@link AttentionWeights}: reads
 * those weights and a map of {@code channels} values, whose head {@code h} owns channels {@code h *
 * channels/heads} onwards.
 */
public record AttentionSum(int channels, int heads, AttentionWindow window) implements Layer {
  public AttentionSum {
    Check.positive("channels", channels);
    Check.positive("heads", heads);
    Inputs.divides("attention heads", heads, "channels", channels);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Inputs.count("attention sum", inputs, 2);
    Shape values = Inputs.channels("attention sum", inputs.subList(1, 2), channels);
    window.checkCovers(values);
    Shape weights = Shape.of(heads * window.positions(), values.height(), values.width());
    if (!inputs.get(0).equals(weights)) {
      throw new UserError("attention sum takes weights " + weights + " but is given " + inputs);
    }
    return values;
  }

  @Override
  public long multiplyAccumulates(Shape output) {
    return Math.multiplyExact(output.elements(), (long) window.positions());
  }
}
