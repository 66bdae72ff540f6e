package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.inference.kernel.Tiles;

/**
 * Rows of a depthwise convolution. The input rows that a block of output rows reads are first
 * copied into a padded frame, one vector of channels after the other, so that the loops know no
 * borders, neighbours lie a constant apart, and int8 inputs are widened once.
 */
final class DepthwiseRows {
  /** Values of a frame: half of a 512 KiB second-level cache. */
  private static final int FRAME_VALUES = 64 * 1024;

  private final ConvolutionShape shape;
  private final Inputs inputs;
  private final PaddedFrame frame;

  /** {@code channel vectors x taps x lanes}; channels rounded up to full vectors. */
  private final float[] weights;

  private final float[] bias;
  private final int channels;

  /** Where each tap reads, relative to the first. */
  private final int[] offsets;

  private final boolean plain3;
  private final Tiles rows;

  /** {@code padValue} is what padding becomes among the inputs in fp32. */
  DepthwiseRows(
      ConvolutionShape shape,
      float[] weights,
      float[] bias,
      Inputs inputs,
      float padValue,
      int threads) {
    this.shape = shape;
    this.inputs = inputs;
    this.frame = new PaddedFrame(shape, LANES, padValue);
    this.channels = Species.roundUp(shape.inputChannels());
    this.bias = Arrays.copyOf(bias, channels);
    this.weights = new float[shape.taps() * channels];
    for (int channel = 0; channel < shape.inputChannels(); channel++) {
      for (int tap = 0; tap < shape.taps(); tap++) {
        int at = (channel / LANES * shape.taps() + tap) * LANES + channel % LANES;
        this.weights[at] = weights[channel * shape.taps() + tap];
      }
    }
    this.offsets = frame.offsets();
    this.plain3 =
        shape.window().kernelHeight() == 3
            && shape.window().kernelWidth() == 3
            && shape.window().dilationHeight() == 1
            && shape.window().dilationWidth() == 1;
    int lines = FRAME_VALUES / (frame.lineValues() / LANES * channels);
    int fitting = (lines - shape.window().extentHeight()) / shape.window().strideHeight() + 1;
    int share = (shape.outputHeight() + 2 * threads - 1) / (2 * threads);
    this.rows = Tiles.of(shape.outputHeight(), threads == 1 ? fitting : Math.min(fitting, share));
  }

  /** Blocks of output rows that may be computed at the same time. */
  Tiles tiles() {
    return rows;
  }

  /** Values from one pixel to the next in what {@link #run} writes. */
  int stride() {
    return channels;
  }

  /**
   * Output rows {@code from} to {@code to} with their bias, between {@code low} and {@code high}.
   *
   * @param input the whole map, as {@link Inputs} takes it
   * @param output takes the rows from {@code at} on
   */
  void run(
      int from,
      int to,
      Object input,
      float low,
      float high,
      float[] output,
      int at,
      Scratch scratch) {
    int lines = frame.lines(from, to);
    int plane = lines * frame.lineValues();
    float[] values = scratch.floats(plane * (channels / LANES));
    for (int block = 0; block < channels / LANES; block++) {
      frame.pad(from, to, values, block * plane);
    }
    int first = Math.max(0, frame.firstLine(from));
    int end = Math.min(shape.inputHeight(), frame.firstLine(from) + lines);
    for (int row = first; row < end; row++) {
      fillRow(input, row, values, frame.lineAt(row, from), plane);
    }
    for (int block = 0; block < channels / LANES; block++) {
      int target = at + block * LANES;
      block(block, from, to, values, block * plane, low, high, output, target, channels);
    }
  }

  /** How the inputs of {@link #block} lie. */
  PaddedFrame frame() {
    return frame;
  }

  /**
   * Output rows of one vector of channels.
   *
   * @param start where the plane of its inputs begins in {@code values}
   * @param stride from one pixel to the next in {@code output}
   */
  void block(
      int block,
      int from,
      int to,
      float[] values,
      int start,
      float low,
      float high,
      float[] output,
      int at,
      int stride) {
    for (int y = from; y < to; y++) {
      int line = start + (y - from) * frame.lineStep();
      row(
          block,
          values,
          line,
          low,
          high,
          output,
          at + (y - from) * shape.outputWidth() * stride,
          stride);
    }
  }

  /** One output row of a vector of channels, whose first input line begins at {@code line}. */
  void row(
      int block,
      float[] values,
      int line,
      float low,
      float high,
      float[] output,
      int at,
      int stride) {
    if (plain3 && shape.window().strideWidth() == 1) {
      row3Stride1(values, line, block, low, high, output, at, stride);
    } else if (plain3 && shape.window().strideWidth() == 2) {
      row3Stride2(values, line, block, low, high, output, at, stride);
    } else {
      rowAny(values, line, block, low, high, output, at, stride);
    }
  }

  /** The columns of input row {@code row} to every plane, from {@code at} on in the first. */
  private void fillRow(Object input, int row, float[] values, int at, int plane) {
    int from = (row * shape.inputWidth() + frame.firstColumn()) * shape.inputChannels();
    for (int block = 0; block < channels / LANES; block++) {
      int width = Math.min(LANES, shape.inputChannels() - block * LANES);
      inputs.copyColumn(
          input,
          from + block * LANES,
          shape.inputChannels(),
          width,
          values,
          at + block * plane,
          LANES,
          frame.columns());
    }
  }

  /**
   * 3 x 3: the nine weights stay in registers along the row. A loop of its own for each stride: C2
   * drops range checks only where an index grows by a constant.
   */
  private void row3Stride1(
      float[] values,
      int start,
      int block,
      float least,
      float most,
      float[] output,
      int to,
      int next) {
    int weight = block * 9 * LANES;
    FloatVector w0 = FloatVector.fromArray(FLOATS, weights, weight);
    FloatVector w1 = FloatVector.fromArray(FLOATS, weights, weight + LANES);
    FloatVector w2 = FloatVector.fromArray(FLOATS, weights, weight + 2 * LANES);
    FloatVector w3 = FloatVector.fromArray(FLOATS, weights, weight + 3 * LANES);
    FloatVector w4 = FloatVector.fromArray(FLOATS, weights, weight + 4 * LANES);
    FloatVector w5 = FloatVector.fromArray(FLOATS, weights, weight + 5 * LANES);
    FloatVector w6 = FloatVector.fromArray(FLOATS, weights, weight + 6 * LANES);
    FloatVector w7 = FloatVector.fromArray(FLOATS, weights, weight + 7 * LANES);
    FloatVector w8 = FloatVector.fromArray(FLOATS, weights, weight + 8 * LANES);
    FloatVector offset = FloatVector.fromArray(FLOATS, bias, block * LANES);
    FloatVector low = FloatVector.broadcast(FLOATS, least);
    FloatVector high = FloatVector.broadcast(FLOATS, most);
    int b = frame.lineValues();
    int c = b + b;
    int end = start + shape.outputWidth() * LANES;
    int o = to;
    for (int a = start; a < end; a += LANES) {
      // Three chains instead of one: nine dependent multiplications would wait for each other.
      FloatVector top = FloatVector.fromArray(FLOATS, values, a).fma(w0, offset);
      FloatVector middle = FloatVector.fromArray(FLOATS, values, a + b).mul(w3);
      FloatVector bottom = FloatVector.fromArray(FLOATS, values, a + c).mul(w6);
      top = FloatVector.fromArray(FLOATS, values, a + LANES).fma(w1, top);
      middle = FloatVector.fromArray(FLOATS, values, a + b + LANES).fma(w4, middle);
      bottom = FloatVector.fromArray(FLOATS, values, a + c + LANES).fma(w7, bottom);
      top = FloatVector.fromArray(FLOATS, values, a + 2 * LANES).fma(w2, top);
      middle = FloatVector.fromArray(FLOATS, values, a + b + 2 * LANES).fma(w5, middle);
      bottom = FloatVector.fromArray(FLOATS, values, a + c + 2 * LANES).fma(w8, bottom);
      top = top.add(middle).add(bottom);
      top = top.blend(low, top.lt(low));
      top.blend(high, high.lt(top)).intoArray(output, o);
      o += next;
    }
  }

  /** As {@link #row3Stride1}, every second column. */
  private void row3Stride2(
      float[] values,
      int start,
      int block,
      float least,
      float most,
      float[] output,
      int to,
      int next) {
    int weight = block * 9 * LANES;
    FloatVector w0 = FloatVector.fromArray(FLOATS, weights, weight);
    FloatVector w1 = FloatVector.fromArray(FLOATS, weights, weight + LANES);
    FloatVector w2 = FloatVector.fromArray(FLOATS, weights, weight + 2 * LANES);
    FloatVector w3 = FloatVector.fromArray(FLOATS, weights, weight + 3 * LANES);
    FloatVector w4 = FloatVector.fromArray(FLOATS, weights, weight + 4 * LANES);
    FloatVector w5 = FloatVector.fromArray(FLOATS, weights, weight + 5 * LANES);
    FloatVector w6 = FloatVector.fromArray(FLOATS, weights, weight + 6 * LANES);
    FloatVector w7 = FloatVector.fromArray(FLOATS, weights, weight + 7 * LANES);
    FloatVector w8 = FloatVector.fromArray(FLOATS, weights, weight + 8 * LANES);
    FloatVector offset = FloatVector.fromArray(FLOATS, bias, block * LANES);
    FloatVector low = FloatVector.broadcast(FLOATS, least);
    FloatVector high = FloatVector.broadcast(FLOATS, most);
    int b = frame.lineValues();
    int c = b + b;
    int end = start + shape.outputWidth() * 2 * LANES;
    int o = to;
    for (int a = start; a < end; a += 2 * LANES) {
      // Three chains instead of one: nine dependent multiplications would wait for each other.
      FloatVector top = FloatVector.fromArray(FLOATS, values, a).fma(w0, offset);
      FloatVector middle = FloatVector.fromArray(FLOATS, values, a + b).mul(w3);
      FloatVector bottom = FloatVector.fromArray(FLOATS, values, a + c).mul(w6);
      top = FloatVector.fromArray(FLOATS, values, a + LANES).fma(w1, top);
      middle = FloatVector.fromArray(FLOATS, values, a + b + LANES).fma(w4, middle);
      bottom = FloatVector.fromArray(FLOATS, values, a + c + LANES).fma(w7, bottom);
      top = FloatVector.fromArray(FLOATS, values, a + 2 * LANES).fma(w2, top);
      middle = FloatVector.fromArray(FLOATS, values, a + b + 2 * LANES).fma(w5, middle);
      bottom = FloatVector.fromArray(FLOATS, values, a + c + 2 * LANES).fma(w8, bottom);
      top = top.add(middle).add(bottom);
      top = top.blend(low, top.lt(low));
      top.blend(high, high.lt(top)).intoArray(output, o);
      o += next;
    }
  }

  /** Any kernel: four neighbours share the load of a weight. */
  private void rowAny(
      float[] values,
      int start,
      int block,
      float least,
      float most,
      float[] output,
      int to,
      int next) {
    int step = shape.window().strideWidth() * LANES;
    int width = shape.outputWidth();
    int x = 0;
    for (; x <= width - 4; x += 4) {
      four(values, start + x * step, step, block, least, most, output, to + x * next, next);
    }
    for (; x < width; x++) {
      one(values, start + x * step, block, least, most, output, to + x * next);
    }
  }

  private void four(
      float[] values,
      int start,
      int step,
      int block,
      float least,
      float most,
      float[] output,
      int to,
      int next) {
    FloatVector s0 = FloatVector.fromArray(FLOATS, bias, block * LANES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int weight = block * offsets.length * LANES;
    for (int tap = 0; tap < offsets.length; tap++) {
      FloatVector w = FloatVector.fromArray(FLOATS, weights, weight);
      int at = start + offsets[tap];
      s0 = FloatVector.fromArray(FLOATS, values, at).fma(w, s0);
      s1 = FloatVector.fromArray(FLOATS, values, at + step).fma(w, s1);
      s2 = FloatVector.fromArray(FLOATS, values, at + 2 * step).fma(w, s2);
      s3 = FloatVector.fromArray(FLOATS, values, at + 3 * step).fma(w, s3);
      weight += LANES;
    }
    FloatVector low = FloatVector.broadcast(FLOATS, least);
    FloatVector high = FloatVector.broadcast(FLOATS, most);
    s0 = s0.blend(low, s0.lt(low));
    s1 = s1.blend(low, s1.lt(low));
    s2 = s2.blend(low, s2.lt(low));
    s3 = s3.blend(low, s3.lt(low));
    s0.blend(high, high.lt(s0)).intoArray(output, to);
    s1.blend(high, high.lt(s1)).intoArray(output, to + next);
    s2.blend(high, high.lt(s2)).intoArray(output, to + 2 * next);
    s3.blend(high, high.lt(s3)).intoArray(output, to + 3 * next);
  }

  private void one(
      float[] values, int start, int block, float least, float most, float[] output, int to) {
    FloatVector sum = FloatVector.fromArray(FLOATS, bias, block * LANES);
    int weight = block * offsets.length * LANES;
    for (int offset : offsets) {
      sum =
          FloatVector.fromArray(FLOATS, values, start + offset)
              .fma(FloatVector.fromArray(FLOATS, weights, weight), sum);
      weight += LANES;
    }
    FloatVector low = FloatVector.broadcast(FLOATS, least);
    FloatVector high = FloatVector.broadcast(FLOATS, most);
    sum = sum.blend(low, sum.lt(low));
    sum.blend(high, high.lt(sum)).intoArray(output, to);
  }
}
