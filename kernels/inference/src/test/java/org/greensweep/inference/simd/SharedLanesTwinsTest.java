package org.greensweep.inference.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Int8Convolution;
import org.greensweep.inference.kernel.Int8Convolution.Parameters;
import org.greensweep.inference.kernel.Int8ConvolutionScalar;
import org.greensweep.inference.kernel.Quantization;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.network.Layer.Dense;
import org.greensweep.network.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums that fill the bits of their share of a lane to the last, in every mix of signs. */
class SharedLanesTwinsTest {
  private static final int ROWS = 7;
  private static final int CHANNELS = 999;

  /**
   * Every sum is the greatest or the least that its weights allow: {@code depth} times the
   * magnitude of the weights and of the inputs.
   */
  @ParameterizedTest
  @CsvSource({
    // depth, weights, inputs, channels of a lane, depth of a block
    "127, 1, 1, 3, 127",
    "128, 1, 1, 3, 64",
    "63, 1, 2, 3, 63",
    "64, 1, 2, 3, 32",
    "341, 2, 3, 2, 171",
    "204, 10, 1, 2, 204",
    "205, 10, 1, 2, 103",
    "89, 23, 1, 2, 89",
    "300, 7, 7, 2, 38",
  })
  void sumsAtTheBound(int depth, int weight, int input, int columns, int blockDepth) {
    Random random = new Random(depth);
    byte[] signs = new byte[depth];
    for (int k = 0; k < depth; k++) {
      signs[k] = (byte) (random.nextBoolean() ? 1 : -1);
    }
    byte[] weights = new byte[CHANNELS * depth];
    for (int channel = 0; channel < CHANNELS; channel++) {
      int sign = random.nextBoolean() ? weight : -weight;
      for (int k = 0; k < depth; k++) {
        weights[channel * depth + k] = (byte) (sign * signs[k]);
      }
    }
    byte[] inputs = new byte[ROWS * depth];
    for (int row = 0; row < ROWS; row++) {
      int sign = random.nextBoolean() ? input : -input;
      for (int k = 0; k < depth; k++) {
        inputs[row * depth + k] = (byte) (sign * signs[k]);
      }
    }
    ConvolutionShape shape =
        ConvolutionShape.of(Dense.of(depth, CHANNELS), Shape.of(ROWS, CHANNELS));
    Parameters parameters = parameters(weights, new Quantization(1, 0, -input, input));
    SharedLanes lanes = Objects.requireNonNull(SharedLanes.of(shape, parameters));
    assertThat(lanes.columns()).isEqualTo(columns);
    assertThat(lanes.blockDepth()).isEqualTo(blockDepth);
    float[] sums = run(new SharedLaneConvolutionVector(shape, parameters, lanes, 1), shape, inputs);
    assertThat(sums)
        .containsExactly(run(new Int8ConvolutionScalar(shape, parameters), shape, inputs));
    for (float sum : sums) {
      assertThat(Math.abs(sum)).isEqualTo(depth * weight * input);
    }
  }

  private static Parameters parameters(byte[] weights, Quantization input) {
    float[] ones = new float[CHANNELS];
    Arrays.fill(ones, 1);
    return new Parameters(weights, ones, new float[CHANNELS], input, null, Clamp.NONE);
  }

  private static float[] run(Int8Convolution kernel, ConvolutionShape shape, byte[] input) {
    float[] real = new float[shape.outputElements()];
    Scratch scratch = new Scratch();
    for (int tile = 0; tile < kernel.tiles(); tile++) {
      kernel.run(tile, input, null, real, null, scratch);
    }
    return real;
  }
}
