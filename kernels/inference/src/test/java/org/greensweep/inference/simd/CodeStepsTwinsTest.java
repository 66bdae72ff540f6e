package org.greensweep.inference.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.CodeSteps;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Int8Convolution;
import org.greensweep.inference.kernel.Int8Convolution.Parameters;
import org.greensweep.inference.kernel.Int8ConvolutionScalar;
import org.greensweep.inference.kernel.Quantization;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.network.Layer.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Integer layers that leave the codes of a function, in every kernel, against the scalar twin. */
class CodeStepsTwinsTest {
  static List<ConvolutionShape> shapes() {
    return TwinShapes.all();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void equalTheirTwins(ConvolutionShape shape) {
    // Greatest weight, least and greatest input, zero point of the output: 3 steps and 4.
    int[][] cases = {{1, -2, 1, -2}, {10, -2, 1, -1}, {127, -128, 127, -1}};
    for (int[] numbers : cases) {
      Random random = new Random(numbers[0]);
      Quantization output = new Quantization(0.15f, numbers[3], -2, 1);
      for (Function function : List.of(Function.SILU, Function.HARD_SWISH)) {
        CodeSteps steps = Objects.requireNonNull(CodeSteps.of(function, output));
        for (int sign = -1; sign <= 1; sign += 2) {
          // Sums that fall as products grow have no thresholds.
          float range = 3f * sign / (numbers[0] * numbers[2] * (float) Math.sqrt(shape.depth()));
          Parameters parameters =
              new Parameters(
                  TwinValues.bytes(
                      random, shape.outputChannels() * shape.depth(), -numbers[0], numbers[0]),
                  TwinValues.floats(random, shape.outputChannels(), 0, range),
                  TwinValues.floats(random, shape.outputChannels(), -1, 1),
                  new Quantization(1, -1, numbers[1], numbers[2]),
                  output,
                  Clamp.NONE,
                  steps);
          byte[] input = TwinValues.bytes(random, shape.inputElements(), numbers[1], numbers[2]);
          byte[] expected = run(new Int8ConvolutionScalar(shape, parameters), shape, input);
          Int8Convolution kernel = new KernelsVector().int8Convolution(shape, parameters, 1);
          assertThat(run(kernel, shape, input)).containsExactly(expected);
        }
      }
    }
  }

  private static byte[] run(Int8Convolution kernel, ConvolutionShape shape, byte[] input) {
    byte[] quantized = new byte[shape.outputElements()];
    Scratch scratch = new Scratch();
    for (int tile = 0; tile < kernel.tiles(); tile++) {
      kernel.run(tile, input, null, null, quantized, scratch);
    }
    return quantized;
  }
}
