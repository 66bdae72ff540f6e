package org.greensweep.inference.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
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
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The largest sums that transformed squares can have, at every point, against the scalar twin: all
 * weights of the greatest magnitude and all inputs within one of the least or the greatest, with
 * signs that make transforms of both as large as they get.
 */
class Int8WinogradTwinsTest {
  /** Signs along one dimension: their sums of neighbours or differences across one are extreme. */
  private static final int[][] INPUTS = {
    {1, 1, 1, 1}, {1, -1, 1, -1}, {1, 1, -1, -1}, {1, -1, -1, 1}
  };

  private static final int[][] TAPS = {{1, 1, 1}, {1, -1, 1}};

  /** 14 channels of 9 * 127 * 4 * 255 fill the 24 bits of a float, and 112 are 8 times as many. */
  private static final ConvolutionShape SHAPE = shape(112, 33, 9, 10);

  private static ConvolutionShape shape(int inputs, int outputs, int height, int width) {
    Convolution layer = Convolution.of(inputs, outputs, Window.square(3).pad(1));
    Shape in = Shape.of(inputs, height, width);
    return ConvolutionShape.of(layer, in, layer.output(List.of(in)));
  }

  @ParameterizedTest
  @ValueSource(ints = {-128, 127})
  void extremeSums(int zeroPoint) {
    Quantization quantization = new Quantization(1, zeroPoint);
    for (int[] tapsY : TAPS) {
      for (int[] tapsX : TAPS) {
        Parameters parameters = parameters(weights(tapsY, tapsX), quantization);
        Int8Convolution vector = new KernelsVector().int8Convolution(SHAPE, parameters, 1);
        assertThat(vector).isInstanceOf(Int8WinogradVector.class);
        Int8Convolution scalar = new KernelsScalar().int8Convolution(SHAPE, parameters, 1);
        for (int[] signsY : INPUTS) {
          for (int[] signsX : INPUTS) {
            byte[] input = inputs(signsY, signsX);
            assertThat(run(vector, input)).containsExactly(run(scalar, input));
          }
        }
      }
    }
  }

  private static byte[] weights(int[] tapsY, int[] tapsX) {
    byte[] weights = new byte[SHAPE.outputChannels() * SHAPE.depth()];
    for (int i = 0; i < weights.length; i++) {
      int tap = i % SHAPE.depth() / SHAPE.inputChannels();
      int sign = i / SHAPE.depth() % 2 == 0 ? 127 : -127;
      weights[i] = (byte) (sign * tapsY[tap / 3] * tapsX[tap % 3]);
    }
    return weights;
  }

  private static byte[] inputs(int[] signsY, int[] signsX) {
    Random random = new Random(1);
    byte[] inputs = new byte[SHAPE.inputElements()];
    for (int i = 0; i < inputs.length; i++) {
      int pixel = i / SHAPE.inputChannels();
      int y = pixel / SHAPE.inputWidth();
      int x = pixel % SHAPE.inputWidth();
      // Odd sums, which a float rounds as soon as they outgrow it.
      int off = random.nextInt(2);
      inputs[i] =
          (byte) (signsY[y % 4] * signsX[x % 4] > 0 ? Byte.MAX_VALUE - off : Byte.MIN_VALUE + off);
    }
    return inputs;
  }

  private static Parameters parameters(byte[] weights, Quantization input) {
    float[] ones = new float[SHAPE.outputChannels()];
    Arrays.fill(ones, 1);
    return new Parameters(
        weights, ones, new float[SHAPE.outputChannels()], input, null, Clamp.NONE);
  }

  private static float[] run(Int8Convolution kernel, byte[] input) {
    float[] real = new float[SHAPE.outputElements()];
    Scratch scratch = new Scratch();
    for (int tile = 0; tile < kernel.tiles(); tile++) {
      kernel.run(tile, input, null, real, null, scratch);
    }
    return real;
  }
}
