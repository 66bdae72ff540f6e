package org.greensweep.inference.kernel;

/** Pixel by pixel. */
public final class OrientedGradientsScalar implements OrientedGradients {
  @Override
  public void vote(
      float[] image,
      int width,
      int height,
      int row,
      float weightAbove,
      float[] above,
      float weightBelow,
      float[] below) {
    voteColumns(image, width, height, row, weightAbove, above, weightBelow, below, 0, width);
  }

  /** Only columns {@code from} to {@code to}. */
  public static void voteColumns(
      float[] image,
      int width,
      int height,
      int row,
      float weightAbove,
      float[] above,
      float weightBelow,
      float[] below,
      int from,
      int to) {
    int at = row * width;
    int up = Math.max(row - 1, 0) * width;
    int down = Math.min(row + 1, height - 1) * width;
    for (int x = from; x < to; x++) {
      float right = image[at + Math.min(x + 1, width - 1)] - image[at + Math.max(x - 1, 0)];
      float along = image[down + x] - image[up + x];
      float magnitude = (float) Math.sqrt(right * right + along * along);
      float position = orientation(right, along) * BINS_PER_RADIAN;
      for (int bin = 0; bin < BINS; bin++) {
        float distance = Math.abs(position - (bin + 0.5f));
        distance = Math.min(distance, BINS - distance);
        float vote = Math.max(1 - distance, 0) * magnitude;
        above[bin * width + x] += vote * weightAbove;
        below[bin * width + x] += vote * weightBelow;
      }
    }
  }

  /** From 0 to pi, a gradient and its opposite being the same. */
  private static float orientation(float right, float along) {
    float x = Math.abs(right);
    float y = Math.abs(along);
    float larger = Math.max(x, y);
    float ratio = larger > 0 ? Math.min(x, y) / larger : 0;
    float square = ratio * ratio;
    float sum = ARC_TANGENT[4];
    for (int i = 3; i >= 0; i--) {
      sum = sum * square + ARC_TANGENT[i];
    }
    float angle = sum * ratio;
    angle = y > x ? HALF_PI - angle : angle;
    return right * along < 0 ? PI - angle : angle;
  }

  @Override
  public float dot(float[] left, int leftAt, float[] right, int rightAt, int length) {
    float sum = 0;
    for (int i = 0; i < length; i++) {
      sum += left[leftAt + i] * right[rightAt + i];
    }
    return sum;
  }
}
