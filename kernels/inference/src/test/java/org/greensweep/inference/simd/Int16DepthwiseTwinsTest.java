package org.greensweep.inference.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
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
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Shape;
import org.greensweep.network.Window;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Depthwise layers in 16 bits against their scalar twin, exactly. */
class Int16DepthwiseTwinsTest {
  /** Channels of a vector of 512 bits, and more. */
  private static final int[] CHANNELS = {32, 33, 47, 72};

  static List<ConvolutionShape> shapes() {
    List<ConvolutionShape> shapes = new ArrayList<>();
    List<Window> windows =
        List.of(
            Window.square(3).pad(1),
            Window.square(3).pad(1).stride(2),
            Window.square(5).pad(2),
            Window.square(5).pad(2).stride(2),
            new Window(3, 3, 1, 2, 1, 1, 2, 1, 1, 0),
            new Window(2, 5, 3, 1, 2, 2, 1, 4, 0, 3));
    for (int i = 0; i < windows.size(); i++) {
      shapes.add(shape(CHANNELS[i % CHANNELS.length], 7 + i, 10 - i, windows.get(i)));
    }
    // More lines than a frame holds.
    shapes.add(shape(48, 91, 77, Window.square(3).pad(1)));
    return shapes;
  }

  private static ConvolutionShape shape(int channels, int height, int width, Window window) {
    Convolution layer = Convolution.of(channels, channels, window).withGroups(channels);
    Shape in = Shape.of(channels, height, width);
    return ConvolutionShape.of(layer, in, layer.output(List.of(in)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void equalsItsTwin(ConvolutionShape shape) {
    for (int[] widths : new int[][] {{1, -2, 1}, {10, -2, 1}, {7, -8, 7}}) {
      Random random = new Random(widths[0]);
      byte[] input = TwinValues.bytes(random, shape.inputElements(), widths[1], widths[2]);
      Parameters parameters =
          new Parameters(
              TwinValues.bytes(
                  random, shape.outputChannels() * shape.depth(), -widths[0], widths[0]),
              TwinValues.floats(random, shape.outputChannels(), 0, 1),
              TwinValues.floats(random, shape.outputChannels(), 0, 1),
              new Quantization(0.02f, -1, widths[1], widths[2]),
              new Quantization(8f, -1, widths[1], widths[2]),
              Clamp.RELU);
      assertThat(Int16DepthwiseVector.fits(shape, parameters)).isTrue();
      float[] residual = TwinValues.floats(random, shape.outputElements(), 0, 1);
      Int8Convolution twin = new Int8ConvolutionScalar(shape, parameters);
      for (int threads = 1; threads <= 2; threads++) {
        Int8Convolution kernel = new Int16DepthwiseVector(shape, parameters, threads);
        for (boolean real : new boolean[] {true, false}) {
          for (float[] added : Arrays.asList(null, residual)) {
            assertThat(run(kernel, shape, input, added, real))
                .isEqualTo(run(twin, shape, input, added, real));
          }
        }
      }
    }
  }

  /** Every sum is the greatest or the least that its weights allow. */
  @ParameterizedTest
  @CsvSource({
    // weights of seven taps, inputs less their zero point, whether sums fit
    "31, 151, true",
    "-31, 151, true",
    "31, 152, false",
    "-31, 152, false",
  })
  void sumsAtTheBound(byte weight, int level, boolean fits) {
    ConvolutionShape shape = shape(40, 3, 9, new Window(1, 7, 1, 1, 1, 1, 0, 0, 0, 0));
    byte[] weights = new byte[shape.outputChannels() * shape.depth()];
    Arrays.fill(weights, weight);
    byte[] input = new byte[shape.inputElements()];
    Arrays.fill(input, (byte) (level - 128));
    float[] scales = new float[shape.outputChannels()];
    Arrays.fill(scales, weight > 0 ? 1 : 0x1p-10f);
    float[] bias = new float[shape.outputChannels()];
    Arrays.fill(bias, weight > 0 ? -32766 : 33);
    Parameters parameters =
        new Parameters(
            weights,
            scales,
            bias,
            new Quantization(1, -128, -128, level - 128),
            new Quantization(1, 0, -2, 1),
            Clamp.NONE);
    assertThat(Int16DepthwiseVector.fits(shape, parameters)).isEqualTo(fits);
    assertThat(run(new KernelsVector().int8Convolution(shape, parameters, 1), shape, input))
        .isEqualTo(run(new Int8ConvolutionScalar(shape, parameters), shape, input));
  }

  private static List<Object> run(Int8Convolution kernel, ConvolutionShape shape, byte[] input) {
    return run(kernel, shape, input, null, false);
  }

  /** The fp32 outputs, if asked for, and the codes, as buffers that compare by content. */
  private static List<Object> run(
      Int8Convolution kernel,
      ConvolutionShape shape,
      byte[] input,
      float[] residual,
      boolean isReal) {
    float[] real = isReal ? new float[shape.outputElements()] : null;
    byte[] quantized = new byte[shape.outputElements()];
    Scratch scratch = new Scratch();
    Arrays.fill(scratch.shorts(1 << 16), (short) -1);
    Arrays.fill(scratch.floats(1 << 16), Float.NaN);
    for (int tile = kernel.tiles() - 1; tile >= 0; tile--) {
      kernel.run(tile, input, residual, real, quantized, scratch);
    }
    return List.of(real == null ? List.of() : FloatBuffer.wrap(real), ByteBuffer.wrap(quantized));
  }
}
