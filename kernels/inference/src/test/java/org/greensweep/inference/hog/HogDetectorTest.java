package org.greensweep.inference.hog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.greensweep.inference.hog.HogDetector.Level;
import org.greensweep.inference.kernel.KernelProvider;
import org.greensweep.inference.kernel.OrientedGradientsScalar;
import org.greensweep.network.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HogDetectorTest {
  private static final long SEED = 7;

  @ParameterizedTest
  @CsvSource({"16, 16", "41, 67", "24, 130"})
  void descriptorsAreThoseOfTheDefinition(int height, int width) {
    float[] image = noise(height * width);
    HogFeatures features =
        HogFeatures.of(image, height, width, KernelProvider.best().orientedGradients());
    double[] expected = definition(image, height, width);
    assertThat(features.values()).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) features.values()[i])
          .as("value %d", i)
          .isCloseTo(expected[i], within(2e-4));
    }
  }

  /** Pixel by pixel, in double arithmetic, every vote to two bins of four cells. */
  private static double[] definition(float[] image, int height, int width) {
    int rows = height / 8;
    int columns = width / 8;
    double[][][] cells = new double[rows][columns][9];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double gx = at(image, height, width, y, x + 1) - at(image, height, width, y, x - 1);
        double gy = at(image, height, width, y + 1, x) - at(image, height, width, y - 1, x);
        double degrees = (Math.toDegrees(Math.atan2(gy, gx)) + 360) % 180;
        double bin = degrees / 20 - 0.5;
        double row = (y + 0.5) / 8 - 0.5;
        double column = (x + 0.5) / 8 - 0.5;
        for (int b = 0; b < 2; b++) {
          for (int r = 0; r < 2; r++) {
            for (int c = 0; c < 2; c++) {
              int i = (int) Math.floor(row) + r;
              int j = (int) Math.floor(column) + c;
              if (i >= 0 && i < rows && j >= 0 && j < columns) {
                int k = Math.floorMod((int) Math.floor(bin) + b, 9);
                cells[i][j][k] +=
                    Math.hypot(gx, gy) * share(bin, b) * share(row, r) * share(column, c);
              }
            }
          }
        }
      }
    }
    double[] blocks = new double[(rows - 1) * (columns - 1) * 36];
    for (int block = 0; block < blocks.length / 36; block++) {
      int i = block / (columns - 1);
      int j = block % (columns - 1);
      double[] values = new double[36];
      for (int v = 0; v < 36; v++) {
        values[v] = cells[i + v / 18][j + v / 9 % 2][v % 9];
      }
      double[] clipped = Arrays.stream(unit(values)).map(v -> Math.min(v, 0.2)).toArray();
      System.arraycopy(unit(clipped), 0, blocks, block * 36, 36);
    }
    return blocks;
  }

  private static double share(double place, int upper) {
    double part = place - Math.floor(place);
    return upper == 1 ? part : 1 - part;
  }

  private static double[] unit(double[] values) {
    double squares = Arrays.stream(values).map(v -> v * v).sum();
    double length = Math.sqrt(squares + 1e-6);
    return Arrays.stream(values).map(v -> v / length).toArray();
  }

  private static double at(float[] image, int height, int width, int y, int x) {
    int row = Math.min(Math.max(y, 0), height - 1);
    return image[row * width + Math.min(Math.max(x, 0), width - 1)];
  }

  @Test
  void aWindowThatItsWeightsDescribeScoresHighest() {
    int height = 200;
    int width = 150;
    float[] image = noise(height * width);
    HogFeatures all = HogFeatures.of(image, height, width, new OrientedGradientsScalar());
    int row = 4;
    int column = 5;
    float[] weights = new float[HogDetector.WEIGHTS];
    int line = 7 * 36;
    for (int i = 0; i < 15; i++) {
      int from = ((row + i) * all.blockColumns() + column) * 36;
      System.arraycopy(all.values(), from, weights, i * line, line);
    }
    List<Level> levels = new HogDetector(weights, 0.25f, 1.2).scores(image, height, width);
    assertThat(levels).hasSize(3);
    Level first = levels.get(0);
    float best = first.scores()[row * first.columns() + column];
    // Every block has length one: its product with itself is 1.
    assertThat(best).isCloseTo(0.25f + 15 * 7, within(0.05f));
    for (Level level : levels) {
      assertThat(level.scores()).hasSize(level.rows() * level.columns());
      for (float score : level.scores()) {
        assertThat(score).isLessThanOrEqualTo(best);
      }
    }
  }

  @Test
  void scalarAndVectorKernelsScoreAlike() {
    float[] image = noise(160 * 96);
    float[] weights = noise(HogDetector.WEIGHTS);
    List<Level> plain =
        new HogDetector(weights, 0, 1.1, new OrientedGradientsScalar()).scores(image, 160, 96);
    List<Level> fast = new HogDetector(weights, 0, 1.1).scores(image, 160, 96);
    for (int level = 0; level < plain.size(); level++) {
      assertThat(fast.get(level).scores())
          .usingComparatorWithPrecision(1e-3f)
          .containsExactly(plain.get(level).scores());
    }
  }

  @Test
  void anImageWithoutEdgesScoresTheBias() {
    float[] image = new float[128 * 64];
    Arrays.fill(image, 0.5f);
    List<Level> levels =
        new HogDetector(noise(HogDetector.WEIGHTS), -1.5f, 2).scores(image, 128, 64);
    assertThat(levels).hasSize(1);
    assertThat(levels.get(0).scores()).containsExactly(-1.5f);
  }

  @Test
  void workIsThatOfTheLevelsThatAreRun() {
    HogWork work = HogWork.of(1080, 1920, 1.05);
    long windows = 0;
    long pixels = 0;
    double scale = 1;
    for (int level = 0; (int) (1080 / scale) >= 128 && (int) (1920 / scale) >= 64; level++) {
      int height = (int) (1080 / scale);
      int width = (int) (1920 / scale);
      windows += (height / 8 - 15L) * (width / 8 - 7L);
      pixels += (long) height * width;
      scale *= 1.05;
    }
    assertThat(work.windows()).isEqualTo(windows);
    assertThat(work.pyramidPixels()).isEqualTo(pixels);
    assertThat(work.multiplyAccumulates()).isEqualTo(3780 * windows);
    assertThat(HogWork.of(127, 64, 1.2).operationsPerPixel()).isZero();
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> new HogDetector(new float[3], 0, 1.2))
        .isInstanceOf(UserError.class)
        .hasMessage("HOG takes 3780 weights but is given 3");
    assertThatThrownBy(() -> new HogDetector(new float[HogDetector.WEIGHTS], 0, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("it must be above 1");
    HogDetector detector = new HogDetector(new float[HogDetector.WEIGHTS], 0, 1.2);
    assertThatThrownBy(() -> detector.scores(new float[3], 2, 2))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has 4 pixels but is given 3");
  }

  private static float[] noise(int length) {
    SplittableRandom random = new SplittableRandom(SEED);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }
}
