package org.greensweep.network;

import java.util.List;

/**
 * The {@code patches} places of an image with the highest scores, cut out at full resolution
 * (Katharopoulos 2019, "Processing megapixel images with deep attention-sampling models").
 *
 * <p>Reads an image (C x H x W) and a vector of scores, one for each place of a {@code gridHeight x
 * gridWidth} grid over it; gives {@code patches x C x patchHeight x patchWidth}, the highest score
 * first, of equal scores the first of the grid. A patch lies around the centre of its place, moved
 * into the image where it would reach over the border; patches may overlap. The paper draws places
 * at random from the softmax of the scores, without replacement; taking the highest instead makes
 * an inference repeatable and costs the same.
 */
public record PatchSelection(
    int patches, int patchHeight, int patchWidth, int gridHeight, int gridWidth) implements Layer {
  public PatchSelection {
    Check.positive("patches", patches);
    Check.positive("patch height", patchHeight);
    Check.positive("patch width", patchWidth);
    Check.positive("grid height", gridHeight);
    Check.positive("grid width", gridWidth);
    if (patches > (long) gridHeight * gridWidth) {
      throw new UserError(
          "%d patches of a %d x %d grid: at most one a place; take fewer or a finer grid"
              .formatted(patches, gridHeight, gridWidth));
    }
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Inputs.count("patch selection", inputs, 2);
    Shape image = Inputs.map("patch selection", inputs.subList(0, 1));
    Shape scores = inputs.get(1);
    if (scores.rank() != 1 || scores.channels() != gridHeight * gridWidth) {
      throw new UserError(
          "patch selection takes %d scores for a %d x %d grid but is given %s"
              .formatted(gridHeight * gridWidth, gridHeight, gridWidth, scores));
    }
    if (image.height() < patchHeight || image.width() < patchWidth) {
      throw new UserError(
          "a patch of %d x %d pixels exceeds the image %s; take a larger image or a smaller patch"
              .formatted(patchHeight, patchWidth, image));
    }
    return Shape.of(patches, image.channels(), patchHeight, patchWidth);
  }

  /** First row of the image in a patch around row {@code place} of the grid. */
  public int top(int place, int imageHeight) {
    return first(place, gridHeight, patchHeight, imageHeight);
  }

  /** First column of the image in a patch around column {@code place} of the grid. */
  public int left(int place, int imageWidth) {
    return first(place, gridWidth, patchWidth, imageWidth);
  }

  private static int first(int place, int places, int patch, int image) {
    int centre = (int) ((2L * place + 1) * image / (2L * places));
    return Math.max(0, Math.min(centre - patch / 2, image - patch));
  }
}
