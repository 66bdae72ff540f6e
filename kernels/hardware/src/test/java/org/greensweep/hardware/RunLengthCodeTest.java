package org.greensweep.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.assertj.core.data.Percentage;
import org.greensweep.network.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunLengthCodeTest {
  private static final RunLengthCode CODE = RunLengthCode.EYERISS;

  private static int[] values(int length, double density, long seed) {
    Random random = new Random(seed);
    int[] values = new int[length];
    for (int index = 0; index < length; index++) {
      values[index] = random.nextDouble() < density ? 1 + random.nextInt(65535) : 0;
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 31, 32, 33, 63, 64, 65, 1021})
  void decodingGivesBackWhatWasEncoded(int length) {
    for (double density : new double[] {0, 0.03, 0.5, 1}) {
      int[] values = values(length, density, length);
      assertThat(CODE.decode(CODE.encode(values))).as("density %s", density).isEqualTo(values);
      assertThat(CODE.encode(values)).allMatch(pair -> pair.zeros() <= 31);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.02, 0.1, 0.3, 0.613, 0.9, 1})
  void expectedBitsAreTheMeanOfEncoding(double density) {
    int[] values = values(600_000, density, 7);
    assertThat((double) CODE.encodedBits(values) / values.length)
        .isCloseTo(CODE.expectedBits(density), Percentage.withPercentage(1));
  }

  @Test
  void aDenseMapGrowsByTheOverhead() {
    assertThat(CODE.expectedBits(1)).isEqualTo(64.0 / 3);
    assertThat(CODE.expectedBits(0)).isEqualTo(64.0 / 3 / 32);
  }

  @Test
  void pairsMustFitTheWord() {
    assertThatThrownBy(() -> new RunLengthCode(5, 16, 64, 4))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("4 pairs of 5 + 16 bits do not fit 64 bits");
  }
}
