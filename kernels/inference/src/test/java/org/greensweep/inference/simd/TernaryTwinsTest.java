package org.greensweep.inference.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.List;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Products of two bits by counting bits, whether or not this CPU would choose them, against the
 * scalar twin.
 */
class TernaryTwinsTest {
  /** What weights may be, and the least and greatest input and its zero point. */
  private record Case(int[] levels, int least, int most, int zero) {}

  private static final List<Case> CASES =
      List.of(
          new Case(new int[] {-1, 0, 1}, -1, 1, -1),
          new Case(new int[] {-1, 1}, -2, 1, 1),
          new Case(new int[] {-10, -3, 3, 10}, -2, 1, -1),
          new Case(new int[] {-3, -1, 0, 1, 3}, -2, 1, -2),
          new Case(new int[] {-127, 0, 5}, 124, 127, 125),
          new Case(new int[] {-128, 0}, -128, -127, -128));

  static List<ConvolutionShape> shapes() {
    return TwinShapes.all();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void equalTheirTwins(ConvolutionShape shape) {
    assumeThat(PopcountTile.BIT_COUNT).as("this JVM counts the bits of vectors").isNotNull();
    for (Case numbers : CASES) {
      Random random = new Random(numbers.levels.length);
      byte[] weights = new byte[shape.outputChannels() * shape.depth()];
      // Not all zero, which would have no magnitude.
      weights[0] = (byte) numbers.levels[0];
      for (int i = 1; i < weights.length; i++) {
        weights[i] = (byte) numbers.levels[random.nextInt(numbers.levels.length)];
      }
      float[] bias = TwinValues.floats(random, shape.outputChannels(), -1, 1);
      float range = 3f / (Math.abs(numbers.levels[0]) * (float) Math.sqrt(shape.depth()));
      float[] scales = TwinValues.floats(random, shape.outputChannels(), 0, range);
      Quantization in = new Quantization(1, numbers.zero, numbers.least, numbers.most);
      byte[] input = TwinValues.bytes(random, shape.inputElements(), numbers.least, numbers.most);
      float[] residual = TwinValues.floats(random, shape.outputElements(), -1, 1);
      // Thresholds on sums, and codes by rounding.
      for (Quantization out :
          List.of(new Quantization(0.7f, -1, -2, 1), new Quantization(0.02f, 3))) {
        Parameters parameters = new Parameters(weights, scales, bias, in, out, Clamp.RELU6);
        Int8Convolution twin = new Int8ConvolutionScalar(shape, parameters);
        for (int threads = 1; threads <= 2; threads++) {
          Int8Convolution kernel = ternary(shape, parameters, threads);
          assertSame(kernel, twin, shape, input, null, false, true);
          assertSame(kernel, twin, shape, input, residual, false, true);
          assertSame(kernel, twin, shape, input, residual, true, true);
          assertSame(kernel, twin, shape, input, null, true, false);
        }
      }
    }
  }

  private static Int8Convolution ternary(
      ConvolutionShape shape, Parameters parameters, int threads) {
    TernarySums sums = Objects.requireNonNull(TernarySums.of(shape, parameters));
    return new TernaryConvolutionVector(shape, parameters, sums, threads);
  }

  private static void assertSame(
      Int8Convolution kernel,
      Int8Convolution twin,
      ConvolutionShape shape,
      byte[] input,
      float @Nullable [] residual,
      boolean makesReal,
      boolean makesCodes) {
    int length = shape.outputElements();
    float[] real = makesReal ? new float[length] : null;
    float[] expectedReal = makesReal ? new float[length] : null;
    byte[] codes = makesCodes ? new byte[length] : null;
    byte[] expectedCodes = makesCodes ? new byte[length] : null;
    run(kernel, input, residual, real, codes);
    run(twin, input, residual, expectedReal, expectedCodes);
    assertThat(real).isEqualTo(expectedReal);
    assertThat(codes).isEqualTo(expectedCodes);
  }

  private static void run(
      Int8Convolution kernel,
      byte[] input,
      float @Nullable [] residual,
      float @Nullable [] real,
      byte @Nullable [] codes) {
    Scratch scratch = new Scratch();
    Arrays.fill(scratch.ints(1 << 16), -1);
    Arrays.fill(scratch.bytes(1 << 16), (byte) -1);
    for (int tile = kernel.tiles() - 1; tile >= 0; tile--) {
      kernel.run(tile, input, residual, real, codes, scratch);
    }
  }

  @Test
  void moreBitsOrMagnitudesAreNotTaken() {
    ConvolutionShape shape = ConvolutionShape.of(Dense.of(3, 1), Shape.of(1));
    byte[] two = {-1, 3, 0};
    assertThat(of(shape, two, new Quantization(1, 0, -2, 1))).isNotNull();
    assertThat(of(shape, two, new Quantization(1, 0, -2, 2))).isNull();
    assertThat(of(shape, new byte[] {-1, 3, 2}, new Quantization(1, 0, -2, 1))).isNull();
    assertThat(of(shape, new byte[3], new Quantization(1, 0, -2, 1))).isNull();
  }

  /** A float holds every sum of products of 3 and 128 of so many inputs. */
  @Test
  void soAreSumsThatAFloatMayRound() {
    int most = ((1 << 24) - 1) / (3 * 128);
    for (int depth : new int[] {most, most + 1}) {
      ConvolutionShape shape = ConvolutionShape.of(Dense.of(depth, 1), Shape.of(1));
      byte[] weights = new byte[depth];
      Arrays.fill(weights, Byte.MIN_VALUE);
      Quantization input = new Quantization(1, 0, 0, 3);
      if (depth > most) {
        assertThat(of(shape, weights, input)).isNull();
        continue;
      }
      byte[] inputs = new byte[depth];
      Arrays.fill(inputs, (byte) 3);
      Parameters parameters = parameters(weights, input);
      float[] sum = new float[1];
      assumeThat(PopcountTile.BIT_COUNT).as("this JVM counts the bits of vectors").isNotNull();
      run(ternary(shape, parameters, 1), inputs, null, sum, null);
      assertThat(sum[0]).isEqualTo(-3f * 128 * depth);
    }
  }

  private static @Nullable TernarySums of(
      ConvolutionShape shape, byte[] weights, Quantization input) {
    return TernarySums.of(shape, parameters(weights, input));
  }

  private static Parameters parameters(byte[] weights, Quantization input) {
    return new Parameters(weights, new float[] {1}, new float[1], input, null, Clamp.NONE);
  }
}
