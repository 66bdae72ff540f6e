package org.greensweep.network;

import java.util.ArrayList;
import java.util.List;

/**
 * A layer applied to each of {@code patches} maps with the same weights: every shape has the number
 * of patches as its first extent, as a batch has.
 */
public record PerPatch(int patches, Layer layer) implements Layer {
  public PerPatch {
    Check.positive("patches", patches);
    if (layer instanceof PerPatch || layer instanceof Layer.Input) {
      throw new UserError("a layer per patch cannot be " + layer);
    }
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return stacked(layer.output(inputs.stream().map(this::ofOne).toList()));
  }

  /** The shape of one patch; a {@link UserError} where {@code shape} is not of all patches. */
  public Shape ofOne(Shape shape) {
    List<Integer> extents = shape.extents();
    if (shape.rank() < 2 || extents.get(0) != patches) {
      throw new UserError(
          "a layer per patch takes "
              + patches
              + " patches as its first extent but is given "
              + shape);
    }
    return new Shape(extents.subList(1, extents.size()));
  }

  private Shape stacked(Shape one) {
    List<Integer> extents = new ArrayList<>(List.of(patches));
    extents.addAll(one.extents());
    return new Shape(extents);
  }

  @Override
  public Layer single() {
    return layer;
  }

  @Override
  public int repetitions() {
    return patches;
  }

  @Override
  public long parameters() {
    return layer.parameters();
  }

  @Override
  public long weightCount() {
    return layer.weightCount();
  }

  @Override
  public WeightKind weightKind() {
    return layer.weightKind();
  }

  @Override
  public long multiplyAccumulates(Shape output) {
    return Math.multiplyExact((long) patches, layer.multiplyAccumulates(ofOne(output)));
  }
}
