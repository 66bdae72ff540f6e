package org.greensweep.inference.hog;

import java.util.ArrayList;
import java.util.List;
import org.greensweep.network.UserError;

/**
 * What {@link HogDetector} computes, counted from its definition: a vote goes to two bins of four
 * cells. Vector kernels compute more, in less time.
 *
 * @param pixels of the image
 * @param pyramidPixels of all levels together
 * @param windows classified, over all levels
 * @param elementwiseOperations additions, multiplications, comparisons, divisions and elementary
 *     functions of resizing, gradients, votes and normalisation
 * @param multiplyAccumulates of the classifier
 */
public record HogWork(
    long pixels,
    long pyramidPixels,
    long windows,
    long elementwiseOperations,
    long multiplyAccumulates) {
  /** Three interpolations of a difference, a product and a sum. */
  private static final int RESIZE = 9;

  /** Two differences; two squares, their sum and root; quotient, arc tangent and scale. */
  private static final int GRADIENT = 2 + 4 + 3;

  /** The shares of two bins, two rows and two columns; a product and a sum for each of 8 votes. */
  private static final int VOTE = 2 + 2 + 2 + 8 * 2 + 4;

  /** Per value of a block: twice a square, its sum and a product; a comparison. */
  private static final int NORMALIZE = 2 * 3 + 1;

  private static final int WINDOW_HEIGHT = 128;
  private static final int WINDOW_WIDTH = 64;

  /** Values of a block's descriptor. */
  public static final int BLOCK_VALUES = HogFeatures.BLOCK;

  /** Blocks of a window from top to bottom. */
  public static final int WINDOW_ROWS = HogDetector.WINDOW_ROWS;

  /** Blocks of a window from left to right. */
  public static final int WINDOW_COLUMNS = HogDetector.WINDOW_COLUMNS;

  /** Height and width of a level in pixels. */
  public record Extent(int height, int width) {
    public long blocks() {
      return (height / HogFeatures.CELL - 1L) * (width / HogFeatures.CELL - 1L);
    }

    /** Places of a window from top to bottom. */
    public int windowRows() {
      return height / HogFeatures.CELL - WINDOW_ROWS;
    }

    /** Places of a window from left to right. */
    public int windowColumns() {
      return width / HogFeatures.CELL - WINDOW_COLUMNS;
    }

    long windows() {
      return (long) windowRows() * windowColumns();
    }

    public long pixels() {
      return (long) height * width;
    }
  }

  /** The work for an image of {@code height x width} with a pyramid of {@code step}. */
  public static HogWork of(int height, int width, double step) {
    long pixels = 0;
    long windows = 0;
    long operations = 0;
    List<Extent> levels = levels(height, width, step);
    for (Extent level : levels) {
      boolean resized = pixels > 0;
      pixels += level.pixels();
      windows += level.windows();
      operations +=
          level.pixels() * (GRADIENT + VOTE + (resized ? RESIZE : 0))
              + level.blocks() * HogFeatures.BLOCK * NORMALIZE;
    }
    return new HogWork(
        (long) height * width, pixels, windows, operations, windows * HogDetector.WEIGHTS);
  }

  /** The levels that hold a window, the full image first. */
  public static List<Extent> levels(int height, int width, double step) {
    checkStep(step);
    List<Extent> levels = new ArrayList<>();
    double scale = 1;
    Extent level = new Extent(height, width);
    while (level.height() >= WINDOW_HEIGHT && level.width() >= WINDOW_WIDTH) {
      levels.add(level);
      scale *= step;
      level = new Extent((int) (height / scale), (int) (width / scale));
    }
    return levels;
  }

  static void checkStep(double step) {
    if (!(step > 1)) {
      throw new UserError("the step of a pyramid is " + step + "; it must be above 1");
    }
  }

  /** Operations per pixel of the image, a multiply-accumulate being two. */
  public double operationsPerPixel() {
    return (elementwiseOperations + 2.0 * multiplyAccumulates) / pixels;
  }
}
