package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.SHORTS;
import static org.greensweep.inference.simd.Species.SHORT_LANES;

import jdk.incubator.vector.ShortVector;
import org.greensweep.inference.kernel.ConvolutionShape;

/**
 * Rows of a depthwise convolution in 16 bits, from a {@link PaddedFrame}: twice as many channels in
 * a vector as fp32 has.
 */
final class Int16DepthwiseRows {
  private final ConvolutionShape shape;
  private final PaddedFrame frame;

  /** {@code blocks x taps x lanes}. */
  private final short[] weights;

  /** Where each tap reads, relative to the first. */
  private final int[] offsets;

  private final boolean plain3;

  /** Rows with the given weights, by vector of channels, tap, lane. */
  Int16DepthwiseRows(ConvolutionShape shape, PaddedFrame frame, short[] weights) {
    this.shape = shape;
    this.frame = frame;
    this.weights = weights;
    this.offsets = frame.offsets();
    this.plain3 = isPlain3(shape);
  }

  /** Whether the kernel is 3 x 3 and has loops of its own. */
  static boolean isPlain3(ConvolutionShape shape) {
    return shape.window().kernelHeight() == 3
        && shape.window().kernelWidth() == 3
        && shape.window().dilationHeight() == 1
        && shape.window().dilationWidth() == 1
        && shape.window().strideWidth() <= 2;
  }

  /**
   * The sums of one output row of a vector of channels.
   *
   * @param line where its first input line begins in {@code values}
   * @param to where the sums go there, one pixel behind the other
   */
  void row(int block, short[] values, int line, int to) {
    if (plain3 && shape.window().strideWidth() == 1) {
      row3Stride1(values, line, block, to);
    } else if (plain3) {
      row3Stride2(values, line, block, to);
    } else {
      rowAny(values, line, block, to);
    }
  }

  /**
   * 3 x 3: the nine weights stay in registers along the row. A loop of its own for each stride: C2
   * drops range checks only where an index grows by a constant.
   */
  private void row3Stride1(short[] values, int start, int block, int to) {
    int weight = block * 9 * SHORT_LANES;
    ShortVector w0 = ShortVector.fromArray(SHORTS, weights, weight);
    ShortVector w1 = ShortVector.fromArray(SHORTS, weights, weight + SHORT_LANES);
    ShortVector w2 = ShortVector.fromArray(SHORTS, weights, weight + 2 * SHORT_LANES);
    ShortVector w3 = ShortVector.fromArray(SHORTS, weights, weight + 3 * SHORT_LANES);
    ShortVector w4 = ShortVector.fromArray(SHORTS, weights, weight + 4 * SHORT_LANES);
    ShortVector w5 = ShortVector.fromArray(SHORTS, weights, weight + 5 * SHORT_LANES);
    ShortVector w6 = ShortVector.fromArray(SHORTS, weights, weight + 6 * SHORT_LANES);
    ShortVector w7 = ShortVector.fromArray(SHORTS, weights, weight + 7 * SHORT_LANES);
    ShortVector w8 = ShortVector.fromArray(SHORTS, weights, weight + 8 * SHORT_LANES);
    int b = frame.lineValues();
    int c = b + b;
    int end = start + shape.outputWidth() * SHORT_LANES;
    int o = to;
    for (int a = start; a < end; a += SHORT_LANES) {
      // Three chains instead of one: nine dependent additions would wait for each other.
      ShortVector top = ShortVector.fromArray(SHORTS, values, a).mul(w0);
      ShortVector middle = ShortVector.fromArray(SHORTS, values, a + b).mul(w3);
      ShortVector bottom = ShortVector.fromArray(SHORTS, values, a + c).mul(w6);
      top = top.add(ShortVector.fromArray(SHORTS, values, a + SHORT_LANES).mul(w1));
      middle = middle.add(ShortVector.fromArray(SHORTS, values, a + b + SHORT_LANES).mul(w4));
      bottom = bottom.add(ShortVector.fromArray(SHORTS, values, a + c + SHORT_LANES).mul(w7));
      top = top.add(ShortVector.fromArray(SHORTS, values, a + 2 * SHORT_LANES).mul(w2));
      middle = middle.add(ShortVector.fromArray(SHORTS, values, a + b + 2 * SHORT_LANES).mul(w5));
      bottom = bottom.add(ShortVector.fromArray(SHORTS, values, a + c + 2 * SHORT_LANES).mul(w8));
      top.add(middle).add(bottom).intoArray(values, o);
      o += SHORT_LANES;
    }
  }

  /** As {@link #row3Stride1}, every second column. */
  private void row3Stride2(short[] values, int start, int block, int to) {
    int weight = block * 9 * SHORT_LANES;
    ShortVector w0 = ShortVector.fromArray(SHORTS, weights, weight);
    ShortVector w1 = ShortVector.fromArray(SHORTS, weights, weight + SHORT_LANES);
    ShortVector w2 = ShortVector.fromArray(SHORTS, weights, weight + 2 * SHORT_LANES);
    ShortVector w3 = ShortVector.fromArray(SHORTS, weights, weight + 3 * SHORT_LANES);
    ShortVector w4 = ShortVector.fromArray(SHORTS, weights, weight + 4 * SHORT_LANES);
    ShortVector w5 = ShortVector.fromArray(SHORTS, weights, weight + 5 * SHORT_LANES);
    ShortVector w6 = ShortVector.fromArray(SHORTS, weights, weight + 6 * SHORT_LANES);
    ShortVector w7 = ShortVector.fromArray(SHORTS, weights, weight + 7 * SHORT_LANES);
    ShortVector w8 = ShortVector.fromArray(SHORTS, weights, weight + 8 * SHORT_LANES);
    int b = frame.lineValues();
    int c = b + b;
    int end = start + shape.outputWidth() * 2 * SHORT_LANES;
    int o = to;
    for (int a = start; a < end; a += 2 * SHORT_LANES) {
      // Three chains instead of one: nine dependent additions would wait for each other.
      ShortVector top = ShortVector.fromArray(SHORTS, values, a).mul(w0);
      ShortVector middle = ShortVector.fromArray(SHORTS, values, a + b).mul(w3);
      ShortVector bottom = ShortVector.fromArray(SHORTS, values, a + c).mul(w6);
      top = top.add(ShortVector.fromArray(SHORTS, values, a + SHORT_LANES).mul(w1));
      middle = middle.add(ShortVector.fromArray(SHORTS, values, a + b + SHORT_LANES).mul(w4));
      bottom = bottom.add(ShortVector.fromArray(SHORTS, values, a + c + SHORT_LANES).mul(w7));
      top = top.add(ShortVector.fromArray(SHORTS, values, a + 2 * SHORT_LANES).mul(w2));
      middle = middle.add(ShortVector.fromArray(SHORTS, values, a + b + 2 * SHORT_LANES).mul(w5));
      bottom = bottom.add(ShortVector.fromArray(SHORTS, values, a + c + 2 * SHORT_LANES).mul(w8));
      top.add(middle).add(bottom).intoArray(values, o);
      o += SHORT_LANES;
    }
  }

  /** Any kernel: four neighbours share the load of a weight. */
  private void rowAny(short[] values, int start, int block, int to) {
    int step = shape.window().strideWidth() * SHORT_LANES;
    int width = shape.outputWidth();
    int x = 0;
    for (; x <= width - 4; x += 4) {
      four(values, start + x * step, step, block, to + x * SHORT_LANES);
    }
    for (; x < width; x++) {
      one(values, start + x * step, block, to + x * SHORT_LANES);
    }
  }

  private void four(short[] values, int start, int step, int block, int to) {
    int weight = block * offsets.length * SHORT_LANES;
    ShortVector first = ShortVector.fromArray(SHORTS, weights, weight);
    ShortVector s0 = ShortVector.fromArray(SHORTS, values, start).mul(first);
    ShortVector s1 = ShortVector.fromArray(SHORTS, values, start + step).mul(first);
    ShortVector s2 = ShortVector.fromArray(SHORTS, values, start + 2 * step).mul(first);
    ShortVector s3 = ShortVector.fromArray(SHORTS, values, start + 3 * step).mul(first);
    for (int tap = 1; tap < offsets.length; tap++) {
      weight += SHORT_LANES;
      ShortVector w = ShortVector.fromArray(SHORTS, weights, weight);
      int at = start + offsets[tap];
      s0 = s0.add(ShortVector.fromArray(SHORTS, values, at).mul(w));
      s1 = s1.add(ShortVector.fromArray(SHORTS, values, at + step).mul(w));
      s2 = s2.add(ShortVector.fromArray(SHORTS, values, at + 2 * step).mul(w));
      s3 = s3.add(ShortVector.fromArray(SHORTS, values, at + 3 * step).mul(w));
    }
    s0.intoArray(values, to);
    s1.intoArray(values, to + SHORT_LANES);
    s2.intoArray(values, to + 2 * SHORT_LANES);
    s3.intoArray(values, to + 3 * SHORT_LANES);
  }

  private void one(short[] values, int start, int block, int to) {
    int weight = block * offsets.length * SHORT_LANES;
    ShortVector sum =
        ShortVector.fromArray(SHORTS, values, start)
            .mul(ShortVector.fromArray(SHORTS, weights, weight));
    for (int tap = 1; tap < offsets.length; tap++) {
      weight += SHORT_LANES;
      ShortVector w = ShortVector.fromArray(SHORTS, weights, weight);
      sum = sum.add(ShortVector.fromArray(SHORTS, values, start + offsets[tap]).mul(w));
    }
    sum.intoArray(values, to);
  }
}
