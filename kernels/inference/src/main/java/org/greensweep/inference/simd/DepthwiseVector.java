package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.FloatConvolution;
import org.greensweep.inference.kernel.Scratch;
import org.jspecify.annotations.Nullable;

/**
 * Depthwise convolution: a vector of channels at a time, one output row per tile. The input rows of
 * a tile are first copied into a padded frame, so that the loops know no borders.
 */
final class DepthwiseVector implements FloatConvolution {
  private final ConvolutionShape shape;
  private final Clamp clamp;

  /** {@code taps x channels}, channels rounded up to full vectors, as every array here. */
  private final float[] weights;

  private final float[] bias;
  private final int channels;
  private final int frameWidth;

  DepthwiseVector(ConvolutionShape shape, float[] weights, float[] bias, Clamp clamp) {
    this.shape = shape;
    this.clamp = clamp;
    this.channels = Species.roundUp(shape.inputChannels());
    this.bias = Arrays.copyOf(bias, channels);
    this.weights = new float[shape.taps() * channels];
    for (int channel = 0; channel < shape.inputChannels(); channel++) {
      for (int tap = 0; tap < shape.taps(); tap++) {
        this.weights[tap * channels + channel] = weights[channel * shape.taps() + tap];
      }
    }
    this.frameWidth =
        (shape.outputWidth() - 1) * shape.window().strideWidth() + shape.window().extentWidth();
  }

  @Override
  public int tiles() {
    return shape.outputHeight();
  }

  @Override
  public void run(
      int tile, float[] input, float @Nullable [] residual, float[] output, Scratch scratch) {
    int frameLength = shape.window().kernelHeight() * frameWidth * channels;
    float[] frame = scratch.floats(frameLength);
    for (int tap = 0; tap < shape.window().kernelHeight(); tap++) {
      fillRow(input, shape.inputRow(tile, tap), frame, tap * frameWidth * channels);
    }
    float[] row = scratch.tile(shape.outputWidth() * channels);
    convolve(frame, row);
    store(tile, row, residual, output);
  }

  private void fillRow(float[] input, int row, float[] frame, int at) {
    int left = Math.max(0, -shape.inputColumn(0, 0));
    int first = Math.max(0, shape.inputColumn(0, 0));
    int count = Math.max(0, Math.min(shape.inputWidth() - first, frameWidth - left));
    if (row < 0 || row >= shape.inputHeight()) {
      Arrays.fill(frame, at, at + frameWidth * channels, shape.padValue());
      return;
    }
    Arrays.fill(frame, at, at + left * channels, shape.padValue());
    int from = (row * shape.inputWidth() + first) * shape.inputChannels();
    if (channels == shape.inputChannels()) {
      System.arraycopy(input, from, frame, at + left * channels, count * channels);
    } else {
      for (int x = 0; x < count; x++) {
        System.arraycopy(
            input,
            from + x * shape.inputChannels(),
            frame,
            at + (left + x) * channels,
            shape.inputChannels());
      }
    }
    Arrays.fill(
        frame, at + (left + count) * channels, at + frameWidth * channels, shape.padValue());
  }

  /** One row of sums with their bias, before clamp and residual. */
  private void convolve(float[] frame, float[] row) {
    boolean plain3 =
        shape.window().kernelHeight() == 3
            && shape.window().kernelWidth() == 3
            && shape.window().dilationWidth() == 1;
    int step = shape.window().strideWidth() * channels;
    for (int channel = 0; channel < channels; channel += LANES) {
      if (plain3) {
        convolve3(frame, frameWidth * channels, step, row, channel);
      } else {
        convolveAny(frame, step, row, channel);
      }
    }
  }

  /** 3 x 3: the nine weights stay in registers along the row. */
  private void convolve3(float[] frame, int line, int step, float[] row, int channel) {
    int next = channels;
    FloatVector w0 = FloatVector.fromArray(FLOATS, weights, channel);
    FloatVector w1 = FloatVector.fromArray(FLOATS, weights, channel + next);
    FloatVector w2 = FloatVector.fromArray(FLOATS, weights, channel + 2 * next);
    FloatVector w3 = FloatVector.fromArray(FLOATS, weights, channel + 3 * next);
    FloatVector w4 = FloatVector.fromArray(FLOATS, weights, channel + 4 * next);
    FloatVector w5 = FloatVector.fromArray(FLOATS, weights, channel + 5 * next);
    FloatVector w6 = FloatVector.fromArray(FLOATS, weights, channel + 6 * next);
    FloatVector w7 = FloatVector.fromArray(FLOATS, weights, channel + 7 * next);
    FloatVector w8 = FloatVector.fromArray(FLOATS, weights, channel + 8 * next);
    FloatVector start = FloatVector.fromArray(FLOATS, bias, channel);
    for (int x = 0; x < shape.outputWidth(); x++) {
      int a = channel + x * step;
      int b = a + line;
      int c = b + line;
      // Three chains instead of one: nine dependent multiplications would wait for each other.
      FloatVector top = FloatVector.fromArray(FLOATS, frame, a).fma(w0, start);
      top = FloatVector.fromArray(FLOATS, frame, a + next).fma(w1, top);
      top = FloatVector.fromArray(FLOATS, frame, a + 2 * next).fma(w2, top);
      FloatVector middle = FloatVector.fromArray(FLOATS, frame, b).mul(w3);
      middle = FloatVector.fromArray(FLOATS, frame, b + next).fma(w4, middle);
      middle = FloatVector.fromArray(FLOATS, frame, b + 2 * next).fma(w5, middle);
      FloatVector bottom = FloatVector.fromArray(FLOATS, frame, c).mul(w6);
      bottom = FloatVector.fromArray(FLOATS, frame, c + next).fma(w7, bottom);
      bottom = FloatVector.fromArray(FLOATS, frame, c + 2 * next).fma(w8, bottom);
      top.add(middle).add(bottom).intoArray(row, channel + x * channels);
    }
  }

  private void convolveAny(float[] frame, int step, float[] row, int channel) {
    int kernelHeight = shape.window().kernelHeight();
    int kernelWidth = shape.window().kernelWidth();
    int tapStep = shape.window().dilationWidth() * channels;
    for (int x = 0; x < shape.outputWidth(); x++) {
      FloatVector sum = FloatVector.fromArray(FLOATS, bias, channel);
      int weight = channel;
      for (int tapY = 0; tapY < kernelHeight; tapY++) {
        int at = tapY * frameWidth * channels + x * step + channel;
        for (int tapX = 0; tapX < kernelWidth; tapX++) {
          sum =
              FloatVector.fromArray(FLOATS, frame, at)
                  .fma(FloatVector.fromArray(FLOATS, weights, weight), sum);
          at += tapStep;
          weight += channels;
        }
      }
      sum.intoArray(row, channel + x * channels);
    }
  }

  private void store(int y, float[] row, float @Nullable [] residual, float[] output) {
    int width = shape.outputChannels();
    int at = y * shape.outputWidth() * width;
    for (int x = 0; x < shape.outputWidth(); x++) {
      System.arraycopy(row, x * channels, output, at + x * width, width);
    }
    int end = at + shape.outputWidth() * width;
    if (residual != null) {
      FloatElementwiseVector.addRange(output, residual, output, at, end, clamp);
    } else if (!clamp.isNone()) {
      FloatElementwiseVector.clampRange(output, output, at, end, clamp);
    }
  }
}
