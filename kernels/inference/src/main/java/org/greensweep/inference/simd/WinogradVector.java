package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.FloatConvolution;
import org.greensweep.inference.kernel.Scratch;
import org.jspecify.annotations.Nullable;

/** {@link Winograd} in fp32: weights are transformed once, to four times their number. */
final class WinogradVector extends Winograd implements FloatConvolution {
  private final float[] weights;
  private final float[] bias;
  private final Clamp clamp;

  WinogradVector(ConvolutionShape shape, float[] weights, float[] bias, Clamp clamp, int threads) {
    super(shape, Inputs.floats(), shape.padValue(), WIDE, threads);
    this.weights = transform(shape, weights, panels());
    this.bias = Arrays.copyOf(bias, panels() * FloatTile.WIDTH);
    this.clamp = clamp;
  }

  /** By point, panel of output channels, input channel, output channel. */
  private static float[] transform(ConvolutionShape shape, float[] weights, int panels) {
    int inputs = shape.inputChannels();
    float[] packed = new float[WinogradTransforms.POINTS * panels * inputs * FloatTile.WIDTH];
    IntStream.range(0, panels)
        .parallel()
        .forEach(
            panel -> {
              int end = Math.min((panel + 1) * FloatTile.WIDTH, shape.outputChannels());
              for (int output = panel * FloatTile.WIDTH; output < end; output++) {
                transform(weights, output, inputs, panel, panels, packed);
              }
            });
    return packed;
  }

  private static void transform(
      float[] weights, int output, int inputs, int panel, int panels, float[] packed) {
    int column = output % FloatTile.WIDTH;
    for (int k = 0; k < inputs; k++) {
      double[] points = WinogradTransforms.weights(weights, output * 9 * inputs + k, inputs);
      for (int point = 0; point < WinogradTransforms.POINTS; point++) {
        int at = ((point * panels + panel) * inputs + k) * FloatTile.WIDTH + column;
        packed[at] = (float) points[point];
      }
    }
  }

  @Override
  public void run(
      int tile, float[] input, float @Nullable [] residual, float[] output, Scratch scratch) {
    run(tile, input, residual, output, null, scratch);
  }

  @Override
  int workingValues(int count, int panels) {
    return 0;
  }

  @Override
  void multiply(int count, int firstPanel, int endPanel, float[] a, float[] c, int work) {
    int inputs = shape().inputChannels();
    int outputs = (endPanel - firstPanel) * FloatTile.WIDTH;
    for (int point = 0; point < WinogradTransforms.POINTS; point++) {
      for (int panel = firstPanel; panel < endPanel; panel++) {
        int b = (point * panels() + panel) * inputs * FloatTile.WIDTH;
        int to = point * pointStep(count * outputs) + (panel - firstPanel) * FloatTile.WIDTH;
        multiply(inputs, a, point * pointStep(count * inputs), count, weights, b, c, to, outputs);
      }
    }
  }

  @Override
  void finish(
      float[] sums,
      int from,
      int firstPanel,
      int endPanel,
      int pixel,
      int count,
      float @Nullable [] residual,
      float @Nullable [] real,
      @Nullable Object narrow) {
    int channel = firstPanel * FloatTile.WIDTH;
    int stride = (endPanel - firstPanel) * FloatTile.WIDTH;
    int width = Math.min(stride, shape().outputChannels() - channel);
    float[] output = Objects.requireNonNull(real);
    for (int i = 0; i < count; i++) {
      int to = (pixel + i) * shape().outputChannels() + channel;
      finish(sums, from + i * stride, channel, width, to, residual, output);
    }
  }

  private void finish(
      float[] sums,
      int from,
      int channel,
      int width,
      int to,
      float @Nullable [] residual,
      float[] output) {
    FloatVector low = FloatVector.broadcast(FLOATS, clamp.low());
    FloatVector high = FloatVector.broadcast(FLOATS, clamp.high());
    int i = 0;
    for (; i <= width - LANES; i += LANES) {
      FloatVector value =
          FloatVector.fromArray(FLOATS, sums, from + i)
              .add(FloatVector.fromArray(FLOATS, bias, channel + i));
      if (residual != null) {
        value = value.add(FloatVector.fromArray(FLOATS, residual, to + i));
      }
      value = value.blend(low, value.lt(low));
      value.blend(high, high.lt(value)).intoArray(output, to + i);
    }
    for (; i < width; i++) {
      float value = sums[from + i] + bias[channel + i];
      output[to + i] = clamp.apply(residual == null ? value : value + residual[to + i]);
    }
  }
}
