package org.greensweep.inference.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.greensweep.inference.kernel.BinaryConvolution;
import org.greensweep.inference.kernel.BitLayout;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.FloatConvolution;
import org.greensweep.inference.kernel.Int8Convolution;
import org.greensweep.inference.kernel.Kernels;
import org.greensweep.inference.kernel.KernelsScalar;
import org.greensweep.inference.kernel.Quantization;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.inference.kernel.SignConvolution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Vector convolutions against their scalar twins: fp32 closely, int8 and 1 bit exactly. */
class ConvolutionTwinsTest {
  private static final Kernels SCALAR = new KernelsScalar();
  private static final Kernels VECTOR = new KernelsVector();
  private static final float ULP = Math.ulp(1f);

  static List<ConvolutionShape> shapes() {
    return TwinShapes.all();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void fp32(ConvolutionShape shape) {
    Random random = new Random(1);
    float[] input = TwinValues.floats(random, shape.inputElements(), -1, 1);
    float[] weights = TwinValues.floats(random, weightCount(shape), -1, 1);
    float[] bias = TwinValues.floats(random, shape.outputChannels(), -1, 1);
    float[] residual = TwinValues.floats(random, shape.outputElements(), -1, 1);
    for (Clamp clamp : List.of(Clamp.NONE, Clamp.RELU, Clamp.RELU6)) {
      for (float[] added : Arrays.asList(null, residual)) {
        float[] expected = run(SCALAR, shape, weights, bias, clamp, 1, input, added);
        for (int threads = 1; threads <= 2; threads++) {
          float[] actual = run(VECTOR, shape, weights, bias, clamp, threads, input, added);
          // Every product is below 1 and may be rounded differently at each addition.
          float tolerance = 4 * ULP * (shape.depth() + 2);
          assertThat(actual).containsExactly(expected, within(tolerance));
        }
      }
    }
  }

  private static float[] run(
      Kernels kernels,
      ConvolutionShape shape,
      float[] weights,
      float[] bias,
      Clamp clamp,
      int threads,
      float[] input,
      float[] residual) {
    FloatConvolution kernel = kernels.convolution(shape, weights, bias, clamp, threads);
    float[] output = new float[shape.outputElements()];
    Arrays.fill(output, Float.NaN);
    Scratch scratch = dirty();
    for (int tile = kernel.tiles() - 1; tile >= 0; tile--) {
      kernel.run(tile, input, residual, output, scratch);
    }
    return output;
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void int8(ConvolutionShape shape) {
    for (int extreme = 0; extreme < 3; extreme++) {
      Random random = new Random(2);
      byte[] input = bytes(random, shape.inputElements(), extreme);
      byte[] weights = bytes(random, weightCount(shape), extreme);
      replaceLowest(weights);
      Int8Convolution.Parameters parameters =
          new Int8Convolution.Parameters(
              weights,
              TwinValues.floats(random, shape.outputChannels(), -1, 1),
              TwinValues.floats(random, shape.outputChannels(), -1, 1),
              new Quantization(0.02f, new int[] {-128, 127, 3}[extreme]),
              new Quantization(0.3f, -7),
              extreme == 1 ? Clamp.NONE : Clamp.RELU);
      float[] residual = TwinValues.floats(random, shape.outputElements(), -1, 1);
      for (boolean real : new boolean[] {true, false}) {
        Outputs expected = run(SCALAR, shape, parameters, 1, input, residual, real);
        for (int threads = 1; threads <= 2; threads++) {
          Outputs actual = run(VECTOR, shape, parameters, threads, input, residual, real);
          assertThat(actual.real).containsExactly(expected.real);
          assertThat(actual.quantized).containsExactly(expected.quantized);
        }
      }
    }
  }

  /** Factors of int4, int2, ternary weights over int8 and over two bits. */
  @ParameterizedTest
  @MethodSource("shapes")
  void narrowIntegers(ConvolutionShape shape) {
    int[][] cases = {{7, -8, 7, -8}, {10, -2, 1, 1}, {1, -128, 127, -128}, {3, -2, 1, -2}};
    for (int[] widths : cases) {
      for (int extreme = 0; extreme < 3; extreme++) {
        Random random = new Random(4);
        byte[] input = between(random, shape.inputElements(), widths[1], widths[2], extreme);
        byte[] weights = between(random, weightCount(shape), -widths[0], widths[0], extreme);
        float[] scales = TwinValues.floats(random, shape.outputChannels(), -1, 1);
        for (int i = 0; extreme == 2 && i < scales.length; i++) {
          scales[i] = Math.abs(scales[i]) / shape.depth();
        }
        Int8Convolution.Parameters parameters =
            new Int8Convolution.Parameters(
                weights,
                scales,
                TwinValues.floats(random, shape.outputChannels(), -1, 1),
                new Quantization(0.02f, widths[3], widths[1], widths[2]),
                new Quantization(0.3f, -1, -2, 1),
                Clamp.NONE);
        float[] residual = TwinValues.floats(random, shape.outputElements(), -1, 1);
        for (boolean real : new boolean[] {true, false}) {
          Outputs expected = run(SCALAR, shape, parameters, 1, input, residual, real);
          for (int threads = 1; threads <= 2; threads++) {
            Outputs actual = run(VECTOR, shape, parameters, threads, input, residual, real);
            assertThat(actual.real).containsExactly(expected.real);
            assertThat(actual.quantized).containsExactly(expected.quantized);
          }
        }
      }
    }
  }

  /** Random values, or nothing but the least or the greatest. */
  private static byte[] between(Random random, int length, int lowest, int highest, int extreme) {
    byte[] values = new byte[length];
    for (int i = 0; i < length; i++) {
      values[i] =
          (byte)
              (extreme == 0
                  ? lowest
                  : extreme == 1 ? highest : random.nextInt(lowest, highest + 1));
    }
    return values;
  }

  private record Outputs(float[] real, byte[] quantized) {}

  private static Outputs run(
      Kernels kernels,
      ConvolutionShape shape,
      Int8Convolution.Parameters parameters,
      int threads,
      byte[] input,
      float[] residual,
      boolean real) {
    Int8Convolution kernel = kernels.int8Convolution(shape, parameters, threads);
    Outputs outputs =
        new Outputs(new float[shape.outputElements()], new byte[shape.outputElements()]);
    Scratch scratch = dirty();
    for (int tile = 0; tile < kernel.tiles(); tile++) {
      kernel.run(
          tile,
          input,
          real ? residual : null,
          real ? outputs.real : null,
          outputs.quantized,
          scratch);
    }
    return outputs;
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void binary(ConvolutionShape shape) {
    Random random = new Random(3);
    long[] input = words(random, shape);
    float[] weights = TwinValues.floats(random, weightCount(shape), -1, 1);
    BinaryConvolution.Epilogue epilogue =
        new BinaryConvolution.Epilogue(
            TwinValues.floats(random, shape.outputChannels(), -1, 1),
            TwinValues.floats(random, shape.outputChannels(), -1, 1),
            Clamp.RELU6);
    float[] residual = TwinValues.floats(random, shape.outputElements(), -1, 1);
    for (float[] added : Arrays.asList(null, residual)) {
      float[] expected = run(SCALAR, shape, weights, epilogue, 1, input, added);
      assertThat(run(VECTOR, shape, weights, epilogue, 1, input, added)).containsExactly(expected);
      assertThat(run(VECTOR, shape, weights, epilogue, 2, input, added)).containsExactly(expected);
    }
  }

  /** Thresholds against the signs of the floating-point path, and vectors against both. */
  @ParameterizedTest
  @MethodSource("shapes")
  void signs(ConvolutionShape shape) {
    assumeThat(shape.groups()).isEqualTo(1);
    Random random = new Random(5);
    long[] input = words(random, shape);
    float[] weights = TwinValues.floats(random, weightCount(shape), -1, 1);
    float[] shift = TwinValues.floats(random, shape.outputChannels(), -1, 1);
    for (int i = 0; i < shift.length; i++) {
      shift[i] *= i % 5 == 0 ? 1000 : i % 3;
    }
    for (Clamp clamp : List.of(Clamp.NONE, Clamp.RELU, new Clamp(-2, -1))) {
      BinaryConvolution.Epilogue epilogue =
          new BinaryConvolution.Epilogue(
              TwinValues.floats(random, shift.length, -1, 1), shift, clamp);
      float[] real = run(SCALAR, shape, weights, epilogue, 1, input, null);
      BitLayout layout = new BitLayout(shape.outputChannels(), 1);
      long[] expected = new long[shape.pixels() * layout.wordsPerPixel()];
      float[] ones = new float[shift.length];
      Arrays.fill(ones, 1);
      float[] none = new float[shift.length];
      SCALAR.signPacker().pack(layout, real, ones, none, expected, 0, shape.pixels());
      for (Kernels kernels : List.of(SCALAR, VECTOR)) {
        for (int threads = 1; threads <= 2; threads++) {
          SignConvolution kernel = kernels.signConvolution(shape, weights, epilogue, threads);
          long[] actual = new long[expected.length];
          Arrays.fill(actual, -1);
          for (int tile = kernel.tiles() - 1; tile >= 0; tile--) {
            kernel.run(tile, input, actual, dirty());
          }
          assertThat(actual).containsExactly(expected);
        }
      }
    }
  }

  private static long[] words(Random random, ConvolutionShape shape) {
    BitLayout layout = new BitLayout(shape.inputChannels(), shape.groups());
    int pixels = shape.inputHeight() * shape.inputWidth();
    long[] words = new long[pixels * layout.wordsPerPixel()];
    float[] ones = new float[shape.inputChannels()];
    Arrays.fill(ones, 1);
    float[] none = new float[shape.inputChannels()];
    float[] values = TwinValues.floats(random, shape.inputElements(), -1, 1);
    SCALAR.signPacker().pack(layout, values, ones, none, words, 0, pixels);
    return words;
  }

  private static float[] run(
      Kernels kernels,
      ConvolutionShape shape,
      float[] weights,
      BinaryConvolution.Epilogue epilogue,
      int threads,
      long[] input,
      float[] residual) {
    BinaryConvolution kernel = kernels.binaryConvolution(shape, weights, epilogue, threads);
    float[] output = new float[shape.outputElements()];
    Scratch scratch = dirty();
    for (int tile = 0; tile < kernel.tiles(); tile++) {
      kernel.run(tile, input, residual, output, scratch);
    }
    return output;
  }

  private static int weightCount(ConvolutionShape shape) {
    return shape.outputChannels() * shape.depth();
  }

  /** Scratch memory with what an earlier kernel may have left. */
  private static Scratch dirty() {
    Scratch scratch = new Scratch();
    Arrays.fill(scratch.floats(1 << 16), Float.NaN);
    Arrays.fill(scratch.tile(1 << 16), Float.NaN);
    Arrays.fill(scratch.ints(1 << 16), -1);
    Arrays.fill(scratch.sums(1 << 16), -1);
    return scratch;
  }

  /** Random bytes, or nothing but the least or the greatest. */
  private static byte[] bytes(Random random, int length, int extreme) {
    byte[] values = new byte[length];
    if (extreme == 2) {
      random.nextBytes(values);
    } else {
      Arrays.fill(values, extreme == 0 ? Byte.MAX_VALUE : Byte.MIN_VALUE);
    }
    return values;
  }

  private static void replaceLowest(byte[] weights) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (byte) Math.max(weights[i], -127);
    }
  }
}
