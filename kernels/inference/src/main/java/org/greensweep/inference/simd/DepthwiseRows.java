package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Scratch;

/**
 * Rows of a depthwise convolution, a vector of channels at a time. The input rows that an output
 * row reads are first copied into a padded frame, so that the loops know no borders.
 */
final class DepthwiseRows {
  private final ConvolutionShape shape;
  private final float padValue;

  /** What is taken off int8 inputs. */
  private final int zeroPoint;

  /** {@code taps x channels}, channels rounded up to full vectors, as every array here. */
  private final float[] weights;

  private final float[] bias;
  private final int channels;
  private final int frameWidth;

  /** For int8 inputs, they and {@code padValue} are less their zero point. */
  DepthwiseRows(
      ConvolutionShape shape, float[] weights, float[] bias, float padValue, int zeroPoint) {
    this.shape = shape;
    this.padValue = padValue;
    this.zeroPoint = zeroPoint;
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

  /** Values from one pixel to the next in what {@link #row} returns. */
  int stride() {
    return channels;
  }

  /**
   * Output row {@code y}: bias plus products, in memory of {@code scratch}.
   *
   * @param input the whole map as {@code float[]} or, in int8, {@code byte[]}
   */
  float[] row(int y, Object input, Scratch scratch) {
    int lines = shape.window().kernelHeight();
    float[] frame = scratch.floats(lines * frameWidth * channels);
    for (int tap = 0; tap < lines; tap++) {
      fillRow(input, shape.inputRow(y, tap), frame, tap * frameWidth * channels);
    }
    float[] row = scratch.tile(shape.outputWidth() * channels);
    convolve(frame, row);
    return row;
  }

  private void fillRow(Object input, int row, float[] frame, int at) {
    int left = Math.max(0, -shape.inputColumn(0, 0));
    int first = Math.max(0, shape.inputColumn(0, 0));
    int count = Math.max(0, Math.min(shape.inputWidth() - first, frameWidth - left));
    if (row < 0 || row >= shape.inputHeight()) {
      Arrays.fill(frame, at, at + frameWidth * channels, padValue);
      return;
    }
    Arrays.fill(frame, at, at + left * channels, padValue);
    int from = (row * shape.inputWidth() + first) * shape.inputChannels();
    if (channels == shape.inputChannels()) {
      copy(input, from, frame, at + left * channels, count * channels);
    } else {
      for (int x = 0; x < count; x++) {
        int pixel = from + x * shape.inputChannels();
        copy(input, pixel, frame, at + (left + x) * channels, shape.inputChannels());
      }
    }
    Arrays.fill(frame, at + (left + count) * channels, at + frameWidth * channels, padValue);
  }

  private void copy(Object input, int from, float[] frame, int to, int count) {
    if (input instanceof byte[] bytes) {
      QuantizerVector.widen(bytes, from, zeroPoint, frame, to, count);
    } else {
      System.arraycopy(input, from, frame, to, count);
    }
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
}
