package org.greensweep.inference.kernel;

/**
 * The two inner loops of histograms of oriented gradients (Dalal and Triggs 2005), over grey images
 * of {@code width} columns, in fp32, every operation rounded once.
 */
public interface OrientedGradients {
  /** Bins of unsigned orientation, 20 degrees each. */
  int BINS = 9;

  /** Polynomial of the arc tangent from 0 to 1 (Abramowitz and Stegun 4.4.49; within 1e-5). */
  float[] ARC_TANGENT = {0.9998660f, -0.3302995f, 0.1801410f, -0.0851330f, 0.0208351f};

  float HALF_PI = (float) (Math.PI / 2);
  float PI = (float) Math.PI;
  float BINS_PER_RADIAN = (float) (BINS / Math.PI);

  /**
   * Adds the votes of image row {@code row}: a pixel's gradient is the difference of its neighbours
   * (of itself, at the border), and its magnitude goes to the two bins whose centres are nearest to
   * its orientation, in proportion.
   *
   * @param above sums of {@code BINS x width}, which take {@code weightAbove} of each vote
   * @param below the same with {@code weightBelow}
   */
  void vote(
      float[] image,
      int width,
      int height,
      int row,
      float weightAbove,
      float[] above,
      float weightBelow,
      float[] below);

  /** Sum of products of {@code length} elements; the order of additions is not defined. */
  float dot(float[] left, int leftAt, float[] right, int rightAt, int length);
}
