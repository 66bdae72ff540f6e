package org.greensweep.inference.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
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

/** Dense layers in 16 bits against their scalar twin, exactly. */
class Int16DenseTwinsTest {
  @ParameterizedTest
  @CsvSource({
    // inputs, outputs, greatest weight, least and greatest code
    "32, 1, 1, -2, 1",
    "33, 3, 10, -2, 1",
    "95, 64, 3, -2, 1",
    "1000, 67, 10, -2, 1",
    "5007, 130, 7, -8, 7",
  })
  void equalsItsTwin(int inputs, int outputs, int weight, int lowest, int highest) {
    Random random = new Random(inputs);
    ConvolutionShape shape = ConvolutionShape.of(Dense.of(inputs, outputs), Shape.of(1, outputs));
    Parameters parameters =
        new Parameters(
            TwinValues.bytes(random, inputs * outputs, -weight, weight),
            TwinValues.floats(random, outputs, 0, 1),
            TwinValues.floats(random, outputs, 0, 1),
            new Quantization(0.02f, -1, lowest, highest),
            new Quantization(8f, -1, lowest, highest),
            Clamp.RELU);
    assertThat(Int16DenseVector.fits(shape, parameters)).isTrue();
    byte[] input = TwinValues.bytes(random, inputs, lowest, highest);
    float[] residual = TwinValues.floats(random, outputs, 0, 1);
    for (float[] added : Arrays.asList(null, residual)) {
      assertThat(run(new Int16DenseVector(shape, parameters), shape, input, added))
          .isEqualTo(run(new Int8ConvolutionScalar(shape, parameters), shape, input, added));
    }
  }

  /** Lanes that grow to the last value they hold before they are joined. */
  @ParameterizedTest
  @CsvSource({
    // weights, inputs less their zero point, whether enough products fit a lane
    "7, 73, true",
    "-7, 73, true",
    "127, 4, true",
    "-127, 4, true",
    "7, 74, false",
    "127, 5, false",
  })
  void lanesAtTheBound(byte weight, int level, boolean fits) {
    int inputs = 130 * 64 + 5;
    ConvolutionShape shape = ConvolutionShape.of(Dense.of(inputs, 5), Shape.of(1, 5));
    byte[] weights = new byte[5 * inputs];
    Arrays.fill(weights, weight);
    byte[] input = new byte[inputs];
    Arrays.fill(input, (byte) (level - 128));
    float[] ones = new float[5];
    Arrays.fill(ones, 1);
    Quantization codes = new Quantization(1, -128, -128, level - 128);
    Parameters parameters = new Parameters(weights, ones, new float[5], codes, null, Clamp.NONE);
    assertThat(Int16DenseVector.fits(shape, parameters)).isEqualTo(fits);
    Int8Convolution kernel =
        fits ? new Int16DenseVector(shape, parameters) : new Int8DenseVector(shape, parameters);
    float[] sums = new float[5];
    kernel.run(0, input, null, sums, null, new Scratch());
    assertThat(sums).containsOnly((float) inputs * weight * level);
  }

  /** The fp32 outputs and the codes, as buffers that compare by content. */
  private static List<Object> run(
      Int8Convolution kernel, ConvolutionShape shape, byte[] input, float[] residual) {
    float[] real = new float[shape.outputElements()];
    byte[] quantized = new byte[shape.outputElements()];
    Scratch scratch = new Scratch();
    Arrays.fill(scratch.shorts(1 << 13), (short) -1);
    Arrays.fill(scratch.sums(1 << 10), -1);
    for (int tile = kernel.tiles() - 1; tile >= 0; tile--) {
      kernel.run(tile, input, residual, real, quantized, scratch);
    }
    return List.of(FloatBuffer.wrap(real), ByteBuffer.wrap(quantized));
  }
}
