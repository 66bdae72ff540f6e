package org.greensweep.inference.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Random;
import org.greensweep.network.Layer.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Steps against the function, its code computed each time. */
class CodeStepsTest {
  private static final float[] SCALES = {0.01f, 0.07f, 0.15f, 0.2f, 0.34f, 0.6f, 1, 2.5f};

  @ParameterizedTest
  @EnumSource(
      value = Function.class,
      names = {"HARD_SWISH", "SILU", "GELU"})
  void areTheCodesOfTheFunction(Function function) {
    Random random = new Random(1);
    int found = 0;
    for (float scale : SCALES) {
      for (int zero = -2; zero <= 1; zero++) {
        Quantization output = new Quantization(scale, zero, -2, 1);
        CodeSteps steps = CodeSteps.of(function, output);
        if (steps == null) {
          continue;
        }
        found++;
        for (int i = 0; i < 2_000; i++) {
          float value = random.nextFloat(-7, 7);
          float[] result = new float[1];
          Gates.apply(function, new float[] {value}, result, 0, 1);
          if (!isAtBound(steps, value)) {
            assertThat(steps.code(value))
                .as("%s of %s, %s", function, value, output)
                .isEqualTo(output.quantize(result[0]));
          }
        }
      }
    }
    // All but those with two codes or more below zero that the function reaches.
    assertThat(found).isGreaterThan(20);
  }

  /** There the function, rounded, may cross more than once. */
  private static boolean isAtBound(CodeSteps steps, float value) {
    for (int step = 0; step < steps.count(); step++) {
      if (Math.abs(value - steps.bound(step)) < 1e-5f) {
        return true;
      }
    }
    return false;
  }

  @ParameterizedTest
  @CsvSource({
    // A minimum of -0.2785 saturates, rounds to zero, is one code below it, is more below it.
    "0.1, -2, 3",
    "0.6, -1, 2",
    "0.3, -1, 4",
    "0.1, -1, 4",
  })
  void changeAsOftenAsTheCode(float scale, int zero, int count) {
    CodeSteps steps = CodeSteps.of(Function.SILU, new Quantization(scale, zero, -2, 1));
    assertThat(Objects.requireNonNull(steps).count()).isEqualTo(count);
  }

  @Test
  void areExactWithoutAFunction() {
    Random random = new Random(2);
    for (float scale : SCALES) {
      for (int zero = -2; zero <= 1; zero++) {
        Quantization output = new Quantization(scale, zero, -2, 1);
        CodeSteps steps = Objects.requireNonNull(CodeSteps.of(output));
        for (int i = -8; i <= 8; i++) {
          // Halves, where rounding changes, and their neighbours.
          float half = i * scale / 2;
          for (float value :
              new float[] {half, Math.nextUp(half), Math.nextDown(half), random.nextFloat(-9, 9)}) {
            assertThat(steps.code(value)).isEqualTo(output.quantize(value));
          }
        }
      }
    }
  }

  @Test
  void areOnlyOfFewCodesAndOfFunctionsWithOneMinimum() {
    assertThat(CodeSteps.of(new Quantization(1, 0, -8, 7))).isNull();
    assertThat(CodeSteps.of(Function.SILU, new Quantization(1, 0, -8, 7))).isNull();
    assertThat(CodeSteps.of(Function.SILU, new Quantization(0.01f, 1, -2, 1))).isNull();
    assertThat(CodeSteps.of(Function.SIGMOID, new Quantization(1, 0, -2, 1))).isNull();
  }
}
