package org.greensweep.inference.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.greensweep.inference.kernel.BitLayout;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.KernelsScalar;
import org.greensweep.inference.kernel.Scratch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both ways to count the bits of 1-bit convolutions, whichever this CPU would take. */
class BinaryDotsTwinsTest {
  static List<ConvolutionShape> shapes() {
    return TwinShapes.all();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void dotProductsAreThoseOfTheSigns(ConvolutionShape shape) {
    Random random = new Random(11);
    float[] input = TwinValues.floats(random, shape.inputElements(), -1, 1);
    float[] weights = TwinValues.floats(random, shape.outputChannels() * shape.depth(), -1, 1);
    int[] expected = definition(shape, input, weights);
    for (int threads = 1; threads <= 2; threads++) {
      for (BinaryDots dots : ways(shape, weights, threads)) {
        assertThat(run(dots, shape, pack(shape, input)))
            .as("%s for %d threads", dots.getClass().getSimpleName(), threads)
            .containsExactly(expected);
      }
    }
  }

  private static List<BinaryDots> ways(ConvolutionShape shape, float[] weights, int threads) {
    List<BinaryDots> ways = new ArrayList<>();
    ways.add(new CarrySaveDots(shape, weights, threads));
    if (Runtime.version().feature() >= 19) {
      ways.add(new PopcountDots(shape, weights, threads));
    }
    return ways;
  }

  private static int[] run(BinaryDots dots, ConvolutionShape shape, long[] input) {
    int[] output = new int[shape.outputElements()];
    Scratch scratch = new Scratch();
    Arrays.fill(scratch.longs(1 << 16), -1);
    Arrays.fill(scratch.ints(1 << 16), -1);
    for (int tile = dots.tiles() - 1; tile >= 0; tile--) {
      dots.run(
          tile,
          input,
          (sums, from, to, channel, width, residual, out) -> {
            for (int pixel = from; pixel < to; pixel++) {
              int at = (pixel - from) * BinaryDots.BLOCK;
              System.arraycopy(sums, at, out, pixel * shape.outputChannels() + channel, width);
            }
          },
          null,
          output,
          scratch);
    }
    return output;
  }

  private static long[] pack(ConvolutionShape shape, float[] input) {
    BitLayout layout = new BitLayout(shape.inputChannels(), shape.groups());
    int pixels = shape.inputHeight() * shape.inputWidth();
    long[] words = new long[pixels * layout.wordsPerPixel()];
    float[] ones = new float[shape.inputChannels()];
    Arrays.fill(ones, 1);
    float[] none = new float[shape.inputChannels()];
    new KernelsScalar().signPacker().pack(layout, input, ones, none, words, 0, pixels);
    return words;
  }

  private static int[] definition(ConvolutionShape shape, float[] input, float[] weights) {
    int[] output = new int[shape.outputElements()];
    for (int i = 0; i < output.length; i++) {
      int channel = i % shape.outputChannels();
      int pixel = i / shape.outputChannels();
      for (int k = 0; k < shape.depth(); k++) {
        float weight = weights[channel * shape.depth() + k];
        output[i] += (weight >= 0 ? 1 : -1) * sign(shape, input, pixel, channel, k);
      }
    }
    return output;
  }

  private static int sign(ConvolutionShape shape, float[] input, int pixel, int channel, int k) {
    int tap = k / shape.groupInputs();
    int row = shape.inputRow(pixel / shape.outputWidth(), tap / shape.window().kernelWidth());
    int column = shape.inputColumn(pixel % shape.outputWidth(), tap % shape.window().kernelWidth());
    if (!shape.inside(row, column)) {
      return shape.padValue();
    }
    int group = channel / shape.groupOutputs();
    int at =
        (row * shape.inputWidth() + column) * shape.inputChannels()
            + group * shape.groupInputs()
            + k % shape.groupInputs();
    return input[at] >= 0 ? 1 : -1;
  }
}
