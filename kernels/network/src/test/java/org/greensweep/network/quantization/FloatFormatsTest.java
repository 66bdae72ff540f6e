package org.greensweep.network.quantization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatFormatsTest {
  private static final long SEED = 17;

  @Test
  void everyHalfSurvivesTheWayThereAndBack() {
    for (int bits = 0; bits <= 0xffff; bits++) {
      float value = Half.value((short) bits);
      short back = Half.bits(value);
      if (Float.isNaN(value)) {
        assertThat(Half.value(back)).isNaN();
      } else {
        assertThat(back).as("bits %x", bits).isEqualTo((short) bits);
      }
    }
  }

  @Test
  void everyBfloat16SurvivesTheWayThereAndBack() {
    for (int bits = 0; bits <= 0xffff; bits++) {
      float value = BFloat16.value((short) bits);
      if (Float.isNaN(value)) {
        assertThat(BFloat16.value(BFloat16.bits(value))).isNaN();
      } else {
        assertThat(BFloat16.bits(value)).as("bits %x", bits).isEqualTo((short) bits);
      }
    }
  }

  /** Bits by IEEE 754-2019, 3.6 and 4.3.1. */
  @ParameterizedTest
  @CsvSource({
    "1, 3c00",
    "-2, c000",
    "65504, 7bff",
    "65519.996, 7bff",
    "65520, 7c00",
    "1e10, 7c00",
    "6.1035156e-5, 0400",
    "6.0975552e-5, 03ff",
    "5.9604645e-8, 0001",
    "2.9802322e-8, 0000",
    "2.9802326e-8, 0001",
    "8.940697e-8, 0002",
    "-0.0, 8000",
    "1.0004883, 3c00",
    "1.0014648, 3c02",
    "Infinity, 7c00",
    "-Infinity, fc00"
  })
  void halvesRoundToNearestAndTiesToEven(float value, String bits) {
    assertThat(Half.bits(value)).isEqualTo((short) Integer.parseInt(bits, 16));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 3f80",
    "1.00390625, 3f80",
    "1.01171875, 3f82",
    "3.4e38, 7f80",
    "3.3895314e38, 7f7f",
    "1e-45, 0000",
    "-0.0, 8000",
    "Infinity, 7f80"
  })
  void bfloat16sRoundToNearestAndTiesToEven(float value, String bits) {
    assertThat(BFloat16.bits(value)).isEqualTo((short) Integer.parseInt(bits, 16));
  }

  @Test
  void roundingTakesTheNearestNeighbour() {
    Random random = new Random(SEED);
    for (int i = 0; i < 100_000; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      if (Math.abs(value) < 65504) {
        float half = Half.round(value);
        int bits = Half.bits(value) & 0x7fff;
        for (int neighbour : new int[] {Math.max(bits - 1, 0), bits + 1}) {
          double other = Math.copySign(Half.value((short) neighbour), value);
          assertThat(Math.abs((double) half - value))
              .as("seed %d, value %s", SEED, value)
              .isLessThanOrEqualTo(Math.abs(other - value));
        }
      }
    }
    assertThat(Half.round(Float.NaN)).isNaN();
    assertThat(BFloat16.round(Float.NaN)).isNaN();
  }
}
