package org.greensweep.inference.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Int8Convolution;
import org.greensweep.inference.kernel.Int8Convolution.Parameters;
import org.greensweep.inference.kernel.KernelsScalar;
import org.greensweep.inference.kernel.Quantization;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Shape;
import org.greensweep.network.Window;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Transformed sums that come as close to their bounds as weights and inputs can make them, at every
 * point, against the scalar twin.
 */
class SharedLaneWinogradTwinsTest {
  /** Signs along one dimension: their sums of neighbours or differences across one are extreme. */
  private static final int[][] INPUTS = {
    {1, 1, 1, 1}, {1, -1, 1, -1}, {1, 1, -1, -1}, {1, -1, -1, 1}
  };

  private static final int[][] TAPS = {{1, 1, 1}, {1, -1, 1}, {1, 0, 0}, {0, 0, 1}};

  /** Output channels whose weights differ; those after them repeat them. */
  private static final int KINDS = 3;

  @ParameterizedTest
  @CsvSource({
    // input channels, output channels, weights, least, zero point, greatest, channels of a block
    "56, 33, 1, -2, -2, 1, 56",
    "57, 33, 1, -2, 1, 1, 29",
    "114, 65, 1, -2, -1, 1, 38",
    "113, 17, 1, -1, 0, 1, 113",
    "114, 40, 1, -1, 0, 1, 57",
    "37, 33, 3, 0, 0, 3, 13",
    "32, 1, 1, -7, 0, 7, 16",
  })
  void extremeSums(
      int inputs, int outputs, int weight, int least, int zero, int most, int blockDepth) {
    ConvolutionShape shape = shape(inputs, outputs);
    ConvolutionShape few = shape(inputs, Math.min(outputs, KINDS));
    Quantization quantization = new Quantization(1, zero, least, most);
    for (int[] tapsY : TAPS) {
      for (int[] tapsX : TAPS) {
        byte[] weights = weights(shape, weight, tapsY, tapsX);
        Parameters parameters = parameters(shape, weights, quantization);
        SharedLanePoints points = Objects.requireNonNull(SharedLanePoints.of(shape, parameters));
        if (tapsY == TAPS[0] && tapsX == TAPS[0]) {
          assertThat(points.blockDepth()).isEqualTo(blockDepth);
        }
        Int8Convolution vector = new SharedLaneWinogradVector(shape, parameters, points, 1);
        Int8Convolution scalar = scalar(few, weights(few, weight, tapsY, tapsX), quantization);
        for (int[] signsY : INPUTS) {
          for (int[] signsX : INPUTS) {
            byte[] input = inputs(shape, least, most, signsY, signsX);
            assertThat(run(shape, vector, input))
                .isEqualTo(repeated(run(few, scalar, input), few, shape));
          }
        }
      }
    }
  }

  private static ConvolutionShape shape(int inputs, int outputs) {
    Convolution layer = Convolution.of(inputs, outputs, Window.square(3).pad(1));
    Shape in = Shape.of(inputs, 9, 10);
    return ConvolutionShape.of(layer, in, layer.output(List.of(in)));
  }

  private static byte[] weights(ConvolutionShape shape, int weight, int[] tapsY, int[] tapsX) {
    byte[] weights = new byte[shape.outputChannels() * shape.depth()];
    for (int i = 0; i < weights.length; i++) {
      int tap = i % shape.depth() / shape.inputChannels();
      int sign = i / shape.depth() % KINDS == 0 ? weight : -weight;
      weights[i] = (byte) (sign * tapsY[tap / 3] * tapsX[tap % 3]);
    }
    return weights;
  }

  private static byte[] inputs(
      ConvolutionShape shape, int least, int most, int[] signsY, int[] signsX) {
    Random random = new Random(1);
    byte[] inputs = new byte[shape.inputElements()];
    for (int i = 0; i < inputs.length; i++) {
      int pixel = i / shape.inputChannels();
      int y = pixel / shape.inputWidth();
      int x = pixel % shape.inputWidth();
      int extreme = signsY[y % 4] * signsX[x % 4] > 0 ? most : least;
      // Some odd ones, whose sums a float rounds as soon as they outgrow it.
      inputs[i] = (byte) (random.nextInt(50) == 0 ? random.nextInt(least, most + 1) : extreme);
    }
    return inputs;
  }

  private static Parameters parameters(ConvolutionShape shape, byte[] weights, Quantization input) {
    float[] ones = new float[shape.outputChannels()];
    Arrays.fill(ones, 1);
    return new Parameters(
        weights, ones, new float[shape.outputChannels()], input, null, Clamp.NONE);
  }

  private static Int8Convolution scalar(
      ConvolutionShape shape, byte[] weights, Quantization quantization) {
    return new KernelsScalar().int8Convolution(shape, parameters(shape, weights, quantization), 1);
  }

  /** What {@code shape} has where {@code few} of its output channels have {@code outputs}. */
  private static float[] repeated(float[] outputs, ConvolutionShape few, ConvolutionShape shape) {
    float[] all = new float[shape.outputElements()];
    for (int i = 0; i < all.length; i++) {
      int pixel = i / shape.outputChannels();
      int kind = i % shape.outputChannels() % few.outputChannels();
      all[i] = outputs[pixel * few.outputChannels() + kind];
    }
    return all;
  }

  private static float[] run(ConvolutionShape shape, Int8Convolution kernel, byte[] input) {
    float[] real = new float[shape.outputElements()];
    Scratch scratch = new Scratch();
    for (int tile = 0; tile < kernel.tiles(); tile++) {
      kernel.run(tile, input, null, real, null, scratch);
    }
    return real;
  }
}
