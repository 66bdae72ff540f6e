package org.greensweep.inference.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.greensweep.inference.kernel.OrientedGradients;
import org.greensweep.inference.kernel.OrientedGradientsScalar;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrientedGradientsTwinsTest {
  private static final int HEIGHT = 3;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 9, 10, 17, 18, 19, 65, 131})
  void votesAreTheSameToTheLastBit(int width) {
    float[] image = image(width * HEIGHT, width);
    for (int row = 0; row < HEIGHT; row++) {
      float[][] expected = vote(new OrientedGradientsScalar(), image, width, row);
      float[][] actual = vote(new OrientedGradientsVector(), image, width, row);
      assertThat(actual[0]).containsExactly(expected[0]);
      assertThat(actual[1]).containsExactly(expected[1]);
    }
  }

  private static float[][] vote(OrientedGradients kernel, float[] image, int width, int row) {
    float[][] sums = new float[2][OrientedGradients.BINS * width];
    kernel.vote(image, width, HEIGHT, row, 0.3f, sums[0], 0.7f, sums[1]);
    return sums;
  }

  /** Flat parts, steps and noise: gradients of 0 and along the axes are there too. */
  private static float[] image(int length, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] image = new float[length];
    for (int i = 0; i < length; i++) {
      image[i] = random.nextInt(3) == 0 ? random.nextFloat() : random.nextInt(3);
    }
    return image;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 31, 32, 33, 252})
  void dotProducts(int length) {
    float[] left = image(length + 3, 1);
    float[] right = image(length + 5, 2);
    float expected = new OrientedGradientsScalar().dot(left, 3, right, 5, length);
    float actual = new OrientedGradientsVector().dot(left, 3, right, 5, length);
    assertThat(actual)
        .isCloseTo(expected, within(4 * Math.ulp(Math.max(1, expected)) * (length + 1)));
  }
}
