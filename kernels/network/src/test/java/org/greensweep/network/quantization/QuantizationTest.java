package org.greensweep.network.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.greensweep.network.Calibration;
import org.greensweep.network.NumberFormat;
import org.greensweep.network.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class QuantizationTest {
  private static final long SEED = 23;
  private static final int CHANNELS = 4;

  static List<NumberFormat> codedFormats() {
    return Stream.of(NumberFormat.values()).filter(format -> !format.isFloat()).toList();
  }

  private static float[] normal(int length, double deviation) {
    Random random = new Random(SEED);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return values;
  }

  /** Mean square errors of a normal variable: Max 1960, tables I and II; 1 bit: 1 - 2/pi. */
  @ParameterizedTest
  @CsvSource({
    "BINARY, 0.3634, 0.002",
    "TERNARY, 0.192, 0.003",
    "INT2_UNIFORM, 0.1188, 0.001",
    "INT2, 0.1175, 0.001"
  })
  void errorsOfNormalWeightsAreThePublishedOnes(NumberFormat format, double error, double margin) {
    double deviation = 0.02;
    float[] weights = normal(400_000, deviation);
    float[] quantized = QuantizedWeights.of(format, weights, CHANNELS).dequantized();
    double squares = 0;
    for (int i = 0; i < weights.length; i++) {
      squares += Math.pow((weights[i] - quantized[i]) / deviation, 2) / weights.length;
    }
    assertThat(squares).isCloseTo(error, within(margin));
  }

  @ParameterizedTest
  @MethodSource("codedFormats")
  void negatedWeightsHaveNegatedValues(NumberFormat format) {
    float[] weights = normal(1021, 1);
    float[] negated = new float[weights.length];
    for (int i = 0; i < weights.length; i++) {
      negated[i] = -weights[i];
    }
    float[] straight = QuantizedWeights.of(format, weights, 1).dequantized();
    float[] mirrored = QuantizedWeights.of(format, negated, 1).dequantized();
    for (int i = 0; i < weights.length; i++) {
      assertThat(mirrored[i]).isEqualTo(-straight[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("codedFormats")
  void codesSurvivePackingAtEveryLength(NumberFormat format) {
    for (int length : new int[] {0, 1, 3, 4, 5, 7, 8, 9, 64, 1021}) {
      byte[] codes = QuantizedWeights.of(format, normal(length, 1), 1).codes();
      byte[] packed = BitPacking.pack(format, codes);
      assertThat(packed).hasSize((length * format.bits() + 7) / 8);
      assertThat(BitPacking.unpack(format, packed, length)).containsExactly(codes);
    }
  }

  @Test
  void integersReachTheirHighestCodeInEveryChannel() {
    float[] weights = {1.1f, -2, 0.5f, 0, 0, 0, 300, -300, 150};
    QuantizedWeights int8 = QuantizedWeights.of(NumberFormat.INT8, weights, 3);
    assertThat(int8.codes()).containsExactly(70, -127, 32, 0, 0, 0, 127, -127, 64);
    assertThat(int8.scales()).containsExactly(2f / 127, 1, 300f / 127);
    QuantizedWeights int4 = QuantizedWeights.of(NumberFormat.INT4, weights, 3);
    assertThat(int4.codes()).containsExactly(4, -7, 2, 0, 0, 0, 7, -7, 4);
  }

  @Test
  void zeroIsPositiveInOneBit() {
    QuantizedWeights binary =
        QuantizedWeights.of(NumberFormat.BINARY, new float[] {0, -0.0f, -1, 3}, 1);
    assertThat(binary.codes()).containsExactly(1, 1, -1, 1);
    assertThat(binary.scales()).containsExactly(1);
  }

  /** ONNX QuantizeLinear: round half to even, then saturate. */
  @ParameterizedTest
  @CsvSource({
    "0, 3",
    "0.25, 3",
    "0.75, 5",
    "1.25, 5",
    "-0.25, 3",
    "-0.75, 1",
    "1e30, 127",
    "-1e30, -128",
    "62, 127",
    "62.5, 127",
    "-65.5, -128",
    "Infinity, 127"
  })
  void activationsRoundHalfToEvenAndSaturate(float real, int code) {
    TensorQuantization quantization = new TensorQuantization(NumberFormat.INT8, 0.5f, 3);
    assertThat(quantization.quantize(real)).isEqualTo(code);
  }

  @Test
  void aRangeIsCoveredAndZeroIsExact() {
    Random random = new Random(SEED);
    for (NumberFormat format : codedFormats()) {
      for (int i = 0; i < 500 && format != NumberFormat.BINARY; i++) {
        float low = (random.nextFloat() - 0.7f) * 10;
        float high = low + random.nextFloat() * 20;
        TensorQuantization covering = TensorQuantization.covering(format, low, high);
        assertThat(covering.round(0)).as("seed %d", SEED).isZero();
        assertThat(covering.round(high)).isCloseTo(high, within(covering.scale() * 1.001f));
        assertThat(covering.round(low)).isCloseTo(low, within(covering.scale() * 1.001f));
      }
    }
  }

  @Test
  void percentileAndKlLeaveOutliersOut() {
    float[] values = normal(100_000, 1);
    values[5] = 1000;
    float widest = scale(Calibration.MIN_MAX, values);
    assertThat(widest).isGreaterThan(1000f / 256);
    assertThat(scale(Calibration.PERCENTILE, values)).isBetween(7f / 256, 10f / 256);
    assertThat(scale(Calibration.KL, values)).isLessThan(widest / 2);
  }

  @Test
  void klKeepsAlmostAllOfAnEvenSpread() {
    float[] values = new float[50_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / (float) values.length;
    }
    assertThat(scale(Calibration.KL, values)).isCloseTo(1f / 255, within(0.05f / 255));
  }

  private static float scale(Calibration method, float[] values) {
    Calibrator.Range range = Calibrator.range(method, NumberFormat.INT8, values, values.length);
    return TensorQuantization.covering(NumberFormat.INT8, range.low(), range.high()).scale();
  }

  @Test
  void aScaleOrAZeroPointOutOfRangeIsRefused() {
    assertThatThrownBy(() -> new TensorQuantization(NumberFormat.INT8, 0, 0))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("scale is 0.0");
    assertThatThrownBy(() -> new TensorQuantization(NumberFormat.INT4, 1, 8))
        .isInstanceOf(UserError.class)
        .hasMessage("zero point of int4 is 8; it must lie between -8 and 7");
  }
}
