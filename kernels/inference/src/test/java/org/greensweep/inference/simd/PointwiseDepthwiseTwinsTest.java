package org.greensweep.inference.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.FloatConvolution;
import org.greensweep.inference.kernel.Int8Convolution;
import org.greensweep.inference.kernel.KernelsScalar;
import org.greensweep.inference.kernel.Quantization;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.Shape;
import org.greensweep.network.Window;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pairs of layers in one kernel against the two kernels one after the other. */
class PointwiseDepthwiseTwinsTest {
  private static final KernelsScalar SCALAR = new KernelsScalar();
  private static final KernelsVector VECTOR = new KernelsVector();

  record Pair(ConvolutionShape first, ConvolutionShape second) {}

  static List<Pair> pairs() {
    return List.of(
        pair(3, 16, 5, 7, Window.square(3).pad(1)),
        // A last panel that is not full, several lines a chunk, stride 2.
        pair(24, 48, 9, 13, Window.square(3).pad(1).stride(2)),
        // Two blocks of depth, one column.
        pair(300, 32, 4, 1, Window.square(5).pad(2)),
        pair(16, 64, 12, 11, Window.square(5).pad(2).stride(2)),
        // Columns and rows that nobody reads, padding on some sides only, dilation.
        pair(8, 16, 11, 14, new Window(2, 3, 3, 2, 2, 1, 0, 4, 1, 0)),
        // Several bands, lines longer than a chunk.
        pair(96, 16, 40, 120, Window.square(3).pad(1)));
  }

  private static Pair pair(int inputs, int channels, int height, int width, Window window) {
    Shape in = Shape.of(inputs, height, width);
    Convolution first = Convolution.of(inputs, channels, Window.square(1));
    Shape between = first.output(List.of(in));
    Convolution second = Convolution.of(channels, channels, window).withGroups(channels);
    return new Pair(
        ConvolutionShape.of(first, in, between),
        ConvolutionShape.of(second, between, second.output(List.of(between))));
  }

  private static List<@Nullable Function> functions() {
    List<@Nullable Function> functions = new ArrayList<>();
    functions.add(null);
    functions.add(Function.SILU);
    functions.add(Function.HARD_SWISH);
    return functions;
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void fp32(Pair pair) {
    Random random = new Random(1);
    float[] input = TwinValues.floats(random, pair.first.inputElements(), -1, 1);
    FloatConvolution.Parameters first = floatParameters(random, pair.first, Clamp.RELU6);
    FloatConvolution.Parameters second = floatParameters(random, pair.second, Clamp.RELU);
    for (Function between : functions()) {
      float[] middle = new float[pair.first.outputElements()];
      run(
          SCALAR.convolution(pair.first, first.weights(), first.bias(), Clamp.RELU6, 1),
          input,
          middle);
      apply(between, middle);
      float[] expected = new float[pair.second.outputElements()];
      run(
          SCALAR.convolution(pair.second, second.weights(), second.bias(), Clamp.RELU, 1),
          middle,
          expected);
      for (int threads = 1; threads <= 2; threads++) {
        float[] actual = new float[expected.length];
        run(Objects.requireNonNull(VECTOR.pair(first, between, second, threads)), input, actual);
        // Every product of the first is below 1; those of the second add up errors of values to 6.
        float tolerance = 4 * Math.ulp(1f) * (pair.first.depth() + 6) * (pair.second.depth() + 2);
        assertThat(largestError(actual, expected))
            .as("%s, %d threads", between, threads)
            .isLessThanOrEqualTo(tolerance);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void int8(Pair pair) {
    Random random = new Random(2);
    byte[] input = new byte[pair.first.inputElements()];
    random.nextBytes(input);
    for (Function between : functions()) {
      Quantization codes = new Quantization(0.02f, 5);
      Int8Convolution.Parameters first =
          parameters(
              random, pair.first, new Quantization(0.1f, -3), between == null ? codes : null);
      Int8Convolution.Parameters second =
          parameters(random, pair.second, codes, new Quantization(0.4f, 9));
      byte[] middle = middle(pair.first, first, between, codes, input);
      Outputs expected = run(SCALAR.int8Convolution(pair.second, second, 1), middle, pair.second);
      for (int threads = 1; threads <= 2; threads++) {
        Int8Convolution kernel =
            VECTOR.int8Pair(pair.first, first, between, pair.second, second, threads);
        Outputs actual = run(Objects.requireNonNull(kernel), input, pair.second);
        assertThat(actual.real).as("%s, %d threads", between, threads).isEqualTo(expected.real);
        assertThat(actual.quantized).isEqualTo(expected.quantized);
      }
    }
  }

  /** NaN where a kernel read what another left. */
  private static float largestError(float[] actual, float[] expected) {
    float largest = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
    }
    return largest;
  }

  /**
   * The codes between the layers; functions by the vector kernel, which is not exactly its twin.
   */
  private static byte[] middle(
      ConvolutionShape shape,
      Int8Convolution.Parameters parameters,
      @Nullable Function between,
      Quantization codes,
      byte[] input) {
    Outputs outputs = run(SCALAR.int8Convolution(shape, parameters, 1), input, shape);
    apply(between, outputs.real);
    byte[] middle = new byte[outputs.real.length];
    SCALAR.quantizer().quantize(codes, outputs.real, middle, 0, middle.length);
    return middle;
  }

  private static void apply(@Nullable Function function, float[] values) {
    if (function != null) {
      VECTOR.elementwise().apply(function, values.clone(), values, 0, values.length);
    }
  }

  private static FloatConvolution.Parameters floatParameters(
      Random random, ConvolutionShape shape, Clamp clamp) {
    return new FloatConvolution.Parameters(
        shape,
        TwinValues.floats(random, shape.outputChannels() * shape.depth(), -1, 1),
        TwinValues.floats(random, shape.outputChannels(), -1, 1),
        clamp);
  }

  private static Int8Convolution.Parameters parameters(
      Random random, ConvolutionShape shape, Quantization input, @Nullable Quantization output) {
    byte[] weights = new byte[shape.outputChannels() * shape.depth()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (byte) random.nextInt(-127, 128);
    }
    float[] scales =
        TwinValues.floats(
            random, shape.outputChannels(), -4e-4f / shape.depth(), 4e-4f / shape.depth());
    float[] bias = TwinValues.floats(random, shape.outputChannels(), -1, 1);
    return new Int8Convolution.Parameters(weights, scales, bias, input, output, Clamp.NONE);
  }

  private static void run(FloatConvolution kernel, float[] input, float[] output) {
    Scratch scratch = dirty();
    for (int tile = kernel.tiles() - 1; tile >= 0; tile--) {
      kernel.run(tile, input, null, output, scratch);
    }
  }

  private record Outputs(float[] real, byte[] quantized) {}

  private static Outputs run(Int8Convolution kernel, byte[] input, ConvolutionShape shape) {
    Outputs outputs =
        new Outputs(new float[shape.outputElements()], new byte[shape.outputElements()]);
    Scratch scratch = dirty();
    for (int tile = kernel.tiles() - 1; tile >= 0; tile--) {
      kernel.run(tile, input, null, outputs.real, outputs.quantized, scratch);
    }
    return outputs;
  }

  /** Scratch memory with what an earlier kernel may have left. */
  private static Scratch dirty() {
    Scratch scratch = new Scratch();
    Arrays.fill(scratch.floats(1 << 16), Float.NaN);
    Arrays.fill(scratch.tile(1 << 16), Float.NaN);
    return scratch;
  }
}
