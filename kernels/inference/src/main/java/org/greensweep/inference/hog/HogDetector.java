package org.greensweep.inference.hog;

import java.util.ArrayList;
import java.util.List;
import org.greensweep.inference.kernel.KernelProvider;
import org.greensweep.inference.kernel.OrientedGradients;
import org.greensweep.network.UserError;

/**
 * A linear classifier over the descriptors of every window of 64 x 128 pixels, at every cell of
 * every level of a pyramid (Dalal and Triggs 2005).
 */
public final class HogDetector {
  /** Blocks of a window: 7 across, 15 down. */
  static final int WINDOW_COLUMNS = 7;

  static final int WINDOW_ROWS = 15;
  private static final int LINE = WINDOW_COLUMNS * HogFeatures.BLOCK;

  /** Weights of a window: 3780. */
  public static final int WEIGHTS = WINDOW_ROWS * LINE;

  private final float[] weights;
  private final float bias;
  private final double step;
  private final OrientedGradients kernel;

  /**
   * @param weights one for each of the {@link #WEIGHTS} values of a window, its blocks row by row
   * @param step how much smaller each level of the pyramid is than the one before; above 1
   */
  public HogDetector(float[] weights, float bias, double step) {
    this(weights, bias, step, KernelProvider.best().orientedGradients());
  }

  HogDetector(float[] weights, float bias, double step, OrientedGradients kernel) {
    if (weights.length != WEIGHTS) {
      throw new UserError("HOG takes " + WEIGHTS + " weights but is given " + weights.length);
    }
    HogWork.checkStep(step);
    this.weights = weights.clone();
    this.bias = bias;
    this.step = step;
    this.kernel = kernel;
  }

  /**
   * The scores of one level, the window that starts at cell (row, column) at {@code row * columns +
   * column}.
   */
  @SuppressWarnings("ArrayRecordComponent") // a plain table, never compared
  public record Level(int height, int width, int rows, int columns, float[] scores) {}

  /** The levels of {@code image}, the full one first; none where a window does not fit. */
  public List<Level> scores(float[] image, int height, int width) {
    if (image.length != (long) height * width) {
      throw new UserError(
          "an image of %d x %d has %d pixels but is given %d"
              .formatted(height, width, (long) height * width, image.length));
    }
    List<Level> levels = new ArrayList<>();
    for (HogWork.Extent level : HogWork.levels(height, width, step)) {
      float[] pixels =
          levels.isEmpty()
              ? image
              : Bilinear.resize(image, height, width, level.height(), level.width());
      HogFeatures features = HogFeatures.of(pixels, level.height(), level.width(), kernel);
      levels.add(level(level, features));
    }
    return levels;
  }

  private Level level(HogWork.Extent extent, HogFeatures features) {
    int rows = features.blockRows() - WINDOW_ROWS + 1;
    int columns = features.blockColumns() - WINDOW_COLUMNS + 1;
    float[] scores = new float[rows * columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        float score = bias;
        for (int line = 0; line < WINDOW_ROWS; line++) {
          int at = ((row + line) * features.blockColumns() + column) * HogFeatures.BLOCK;
          score += kernel.dot(features.values(), at, weights, line * LINE, LINE);
        }
        scores[row * columns + column] = score;
      }
    }
    return new Level(extent.height(), extent.width(), rows, columns, scores);
  }
}
