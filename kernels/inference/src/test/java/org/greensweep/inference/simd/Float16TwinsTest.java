package org.greensweep.inference.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import jdk.incubator.vector.FloatVector;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Float16;
import org.greensweep.inference.kernel.Float16Converter;
import org.greensweep.inference.kernel.Float16ConverterScalar;
import org.greensweep.inference.kernel.Float16Convolution;
import org.greensweep.inference.kernel.Kernels;
import org.greensweep.inference.kernel.KernelsScalar;
import org.greensweep.inference.kernel.Scratch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values in 16 bits: conversions equal their scalar twins exactly, convolutions closely. */
class Float16TwinsTest {
  private static final long SEED = 11;

  /** A unit in the last place of bf16 and of fp16, relative to the value. */
  private static final float BRAIN_UNIT = 0x1p-7f;

  private static final float HALF_UNIT = 0x1p-10f;

  private static final Float16Converter SCALAR = new Float16ConverterScalar();
  private static final Float16Converter VECTOR = new Float16Vector();

  static List<ConvolutionShape> shapes() {
    return TwinShapes.all();
  }

  @ParameterizedTest
  @EnumSource
  void widensEveryPatternOfBits(Float16 format) {
    short[] all = new short[1 << 16];
    for (int bits = 0; bits < all.length; bits++) {
      all[bits] = (short) bits;
    }
    assertThat(widened(VECTOR, format, all)).isEqualTo(widened(SCALAR, format, all));
  }

  /** Every value that 16 bits hold, what lies halfway to the next, and their neighbours. */
  @ParameterizedTest
  @EnumSource
  void narrowsHalfToEven(Float16 format) {
    // Vectors that this CPU lacks are emulated, a hundred times slower: every 17th value will do.
    int step = Species.LANES > FloatVector.SPECIES_PREFERRED.length() ? 17 : 1;
    float[] values = new float[7 * ((1 << 16) / step)];
    for (int i = 0; i < values.length; i += 7) {
      short bits = (short) (i / 7 * step);
      float value = format.value(bits);
      float middle = (float) (((double) value + format.value((short) (bits + 1))) / 2);
      values[i] = value;
      values[i + 1] = Math.nextUp(value);
      values[i + 2] = Math.nextDown(value);
      values[i + 3] = middle;
      values[i + 4] = Math.nextUp(middle);
      values[i + 5] = Math.nextDown(middle);
      values[i + 6] = -middle;
    }
    assertThat(narrowed(VECTOR, format, values)).isEqualTo(narrowed(SCALAR, format, values));
  }

  @ParameterizedTest
  @EnumSource
  void narrowsRandomBitsOfAnyLength(Float16 format) {
    Random random = new Random(SEED);
    for (int length : new int[] {0, 1, 3, 4, 7, 8, 9, 15, 17, 33, 50_021}) {
      float[] values = new float[length];
      for (int i = 0; i < length; i++) {
        values[i] = Float.intBitsToFloat(random.nextInt());
      }
      assertThat(narrowed(VECTOR, format, values))
          .as("seed %d", SEED)
          .isEqualTo(narrowed(SCALAR, format, values));
    }
  }

  private static float[] widened(Float16Converter converter, Float16 format, short[] bits) {
    float[] values = new float[bits.length];
    converter.widen(format, bits, values, 0, bits.length);
    return values;
  }

  private static short[] narrowed(Float16Converter converter, Float16 format, float[] values) {
    short[] bits = new short[values.length];
    converter.narrow(format, values, bits, 0, values.length);
    return bits;
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void convolutions(ConvolutionShape shape) {
    for (Float16 format : Float16.values()) {
      Random random = new Random(SEED);
      short[] input =
          narrowed(SCALAR, format, TwinValues.floats(random, shape.inputElements(), -1, 1));
      short[] stored =
          narrowed(
              SCALAR,
              format,
              TwinValues.floats(random, shape.outputChannels() * shape.depth(), -1, 1));
      float[] weights = widened(SCALAR, format, stored);
      float[] bias = TwinValues.floats(random, shape.outputChannels(), -1, 1);
      float[] residual = TwinValues.floats(random, shape.outputElements(), -1, 1);
      compare(shape, format, weights, bias, Clamp.NONE, 1, input, null);
      compare(shape, format, weights, bias, Clamp.RELU, 2, input, residual);
    }
  }

  private static void compare(
      ConvolutionShape shape,
      Float16 format,
      float[] weights,
      float[] bias,
      Clamp clamp,
      int threads,
      short[] input,
      float[] residual) {
    Outputs expected =
        run(new KernelsScalar(), shape, format, weights, bias, clamp, 1, input, residual);
    Outputs actual =
        run(new KernelsVector(), shape, format, weights, bias, clamp, threads, input, residual);
    assertClose(actual, expected, shape.depth(), format);
  }

  private record Outputs(float[] real, short[] rounded, short[] alone) {}

  private static void assertClose(Outputs actual, Outputs expected, int depth, Float16 format) {
    float tolerance = 4 * Math.ulp(1f) * (depth + 2);
    float unit = format == Float16.BF16 ? BRAIN_UNIT : HALF_UNIT;
    for (int i = 0; i < expected.real.length; i++) {
      float value = expected.real[i];
      assertThat(Math.abs(actual.real[i] - value)).as("element %d", i).isLessThan(tolerance);
      float rounded = format.value(actual.rounded[i]);
      assertThat(Math.abs(rounded - value))
          .as("element %d", i)
          .isLessThanOrEqualTo(2 * tolerance + unit * Math.abs(value));
    }
    // Whether fp32 is stored too changes no bit.
    assertThat(actual.rounded).isEqualTo(narrowed(SCALAR, format, actual.real));
    assertThat(actual.alone).isEqualTo(actual.rounded);
  }

  private static Outputs run(
      Kernels kernels,
      ConvolutionShape shape,
      Float16 format,
      float[] weights,
      float[] bias,
      Clamp clamp,
      int threads,
      short[] input,
      float[] residual) {
    Float16Convolution kernel =
        kernels.float16Convolution(shape, format, weights, bias, clamp, threads);
    int length = shape.outputElements();
    Outputs outputs = new Outputs(new float[length], new short[length], new short[length]);
    Scratch scratch = new Scratch();
    Arrays.fill(scratch.floats(1 << 16), Float.NaN);
    Arrays.fill(scratch.tile(1 << 16), Float.NaN);
    for (int tile = kernel.tiles() - 1; tile >= 0; tile--) {
      kernel.run(tile, input, residual, outputs.real, outputs.rounded, scratch);
      kernel.run(tile, input, residual, null, outputs.alone, scratch);
    }
    return outputs;
  }

  @Test
  void infiniteWeightsOfADenseLayerStayInfinite() {
    ConvolutionShape shape =
        TwinShapes.all().stream().filter(DenseVector::fits).findFirst().orElseThrow();
    float[] weights = new float[shape.outputChannels() * shape.depth()];
    Arrays.fill(weights, Float.POSITIVE_INFINITY);
    short[] input = new short[shape.inputElements()];
    Arrays.fill(input, Float16.FP16.bits(1));
    float[] bias = new float[shape.outputChannels()];
    Outputs outputs =
        run(new KernelsVector(), shape, Float16.FP16, weights, bias, Clamp.NONE, 1, input, null);
    assertThat(outputs.real).containsOnly(Float.POSITIVE_INFINITY);
  }
}
