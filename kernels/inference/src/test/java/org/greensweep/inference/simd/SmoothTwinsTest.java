package org.greensweep.inference.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.greensweep.inference.kernel.Attention;
import org.greensweep.inference.kernel.AttentionScalar;
import org.greensweep.inference.kernel.FloatElementwiseScalar;
import org.greensweep.inference.kernel.FloatNormalization;
import org.greensweep.inference.kernel.FloatNormalizationScalar;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.network.AttentionWindow;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.LocalResponseNormalization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vector kernels with exponentials, roots and long sums against their scalar twins, closely. */
class SmoothTwinsTest {
  private static final FloatNormalization SCALAR = new FloatNormalizationScalar();
  private static final FloatNormalization VECTOR = new FloatNormalizationVector();

  @ParameterizedTest
  @EnumSource(
      value = Function.class,
      names = {"SIGMOID", "TANH", "SILU", "HARD_SIGMOID", "HARD_SWISH", "GELU"})
  void functions(Function function) {
    int length = 4093;
    float[] input = new float[length];
    for (int i = 0; i < length; i++) {
      input[i] = (i - length / 2) * 0.01f;
    }
    input[3] = 200;
    input[4] = -200;
    input[5] = -0f;
    float[] expected = new float[length];
    float[] actual = new float[length];
    new FloatElementwiseScalar().apply(function, input, expected, 3, length);
    new FloatElementwiseVector().apply(function, input, actual, 3, length);
    for (int i = 0; i < length; i++) {
      float tolerance = 1e-6f * Math.max(1, Math.abs(expected[i]));
      assertThat(actual[i]).as("of %s", input[i]).isCloseTo(expected[i], within(tolerance));
    }
  }

  /** What a 1-bit layer behind it would read. */
  @Test
  void geluIsZeroWhereTheErrorFunctionRoundsToMinusOne() {
    float[] input = new float[256];
    for (int i = 0; i < input.length; i++) {
      input[i] = -4.8f - i * 0.01f;
    }
    float[] scalar = new float[input.length];
    float[] vector = new float[input.length];
    new FloatElementwiseScalar().apply(Function.GELU, input, scalar, 0, input.length);
    new FloatElementwiseVector().apply(Function.GELU, input, vector, 0, input.length);
    for (int i = 0; i < input.length; i++) {
      boolean zero = input[i] < -5.5426f;
      assertThat(scalar[i] == 0).as("plain, of %s", input[i]).isEqualTo(zero);
      assertThat(vector[i] == 0).as("vector, of %s", input[i]).isEqualTo(zero);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 19, 64, 67})
  void products(int channels) {
    float[] map = values(5 * channels, 1, 4);
    for (int factors : new int[] {channels, 5 * channels}) {
      float[] gate = values(factors, 2, 1);
      float[] expected = new float[map.length];
      float[] actual = new float[map.length];
      new FloatElementwiseScalar().multiply(map, gate, factors, expected, 2, map.length);
      new FloatElementwiseVector().multiply(map, gate, factors, actual, 2, map.length);
      assertThat(actual).containsExactly(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 64, 1000, 1021})
  void softmax(int length) {
    float[] input = values(length, 3, 30);
    float[] expected = new float[length];
    float[] actual = new float[length];
    SCALAR.softmax(input, expected, length);
    VECTOR.softmax(input, actual, length);
    assertThat(actual).containsExactly(expected, within(2e-6f));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 96, 768, 1021})
  void layerNormalization(int channels) {
    float[] input = values(3 * channels, 4, 5);
    float[] gamma = values(channels, 5, 1);
    float[] beta = values(channels, 6, 1);
    float[] expected = new float[input.length];
    float[] actual = new float[input.length];
    SCALAR.layer(1e-5, gamma, beta, input, expected, 0, 3);
    VECTOR.layer(1e-5, gamma, beta, input, actual, 0, 3);
    assertThat(actual).containsExactly(expected, within(1e-5f));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 19, 64, 67})
  void localResponse(int channels) {
    float[] input = values(3 * channels, 7, 50);
    for (LocalResponseNormalization layer :
        List.of(
            new LocalResponseNormalization(5, 1e-2, 0.75, 2),
            new LocalResponseNormalization(4, 1e-2, 0.75, 1),
            new LocalResponseNormalization(5, 1e-2, 0.6, 1))) {
      float[] expected = new float[input.length];
      float[] actual = new float[input.length];
      SCALAR.localResponse(layer, input, expected, channels, 1, 3, dirty());
      VECTOR.localResponse(layer, input, actual, channels, 1, 3, dirty());
      assertThat(actual).containsExactly(expected, within(2e-5f));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 8, 33})
  void attention(int depth) {
    int heads = 3;
    int channels = heads * depth;
    for (AttentionWindow window :
        List.of(
            new AttentionWindow(3, 4, 1),
            new AttentionWindow(2, 2, 0),
            new AttentionWindow(6, 12, 0))) {
      int offsets = (2 * window.height() - 1) * (2 * window.width() - 1);
      for (boolean cosine : new boolean[] {false, true}) {
        Attention.Parameters parameters =
            new Attention.Parameters(
                cosine,
                values(heads, 8, 2),
                values(channels, 9, 1),
                values(heads * offsets, 10, 1));
        float[] stacked = values(6 * 12 * 2 * channels, 11, 1);
        float[] values = values(6 * 12 * channels, 12, 1);
        float[][] expected =
            run(
                new AttentionScalar(window, channels, heads, 6, 12),
                window,
                heads,
                parameters,
                stacked,
                values);
        float[][] actual =
            run(
                new AttentionVector(window, channels, heads, 6, 12),
                window,
                heads,
                parameters,
                stacked,
                values);
        assertThat(actual[0]).containsExactly(expected[0], within(1e-5f));
        assertThat(actual[1]).containsExactly(expected[1], within(1e-5f));
      }
    }
  }

  private static float[][] run(
      Attention kernel,
      AttentionWindow window,
      int heads,
      Attention.Parameters parameters,
      float[] stacked,
      float[] values) {
    float[] weights = new float[6 * 12 * heads * window.positions()];
    float[] sums = new float[values.length];
    for (int tile = 0; tile < kernel.tiles(); tile++) {
      kernel.weights(tile, parameters, stacked, weights, dirty());
    }
    for (int tile = 0; tile < kernel.tiles(); tile++) {
      kernel.sum(tile, weights, values, sums, dirty());
    }
    return new float[][] {weights, sums};
  }

  /** Scratch memory with what an earlier kernel may have left. */
  private static Scratch dirty() {
    Scratch scratch = new Scratch();
    Arrays.fill(scratch.floats(1 << 15), Float.NaN);
    Arrays.fill(scratch.tile(1 << 15), Float.NaN);
    return scratch;
  }

  private static float[] values(int length, long seed, float limit) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextFloat(-limit, limit);
    }
    return values;
  }
}
