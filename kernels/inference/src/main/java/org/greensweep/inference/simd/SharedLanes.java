package org.greensweep.inference.simd;

import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Int8Convolution.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * How several output channels of an integer layer share a lane of fp32: weights {@code w0 + w1 *
 * 2^shift (+ w2 * 2^(2 shift))} times an input add up to {@code s0 + s1 * 2^shift (...)}, which
 * come apart again as long as each sum stays below half of {@code 2^shift}. So one multiplication
 * does the work of two or three.
 *
 * @param columns channels of a lane, 2 or 3
 * @param shift bits of each
 * @param blockDepth products after which no sum can have outgrown its bits, whatever the inputs
 */
record SharedLanes(int columns, int shift, int blockDepth) {
  /** Bits of an integer that a float surely holds. */
  private static final int EXACT_BITS = 24;

  /** A panel of weights of this depth takes half of a 32 KiB first-level cache. */
  private static final int MOST_DEPTH = 256;

  /** Taking sums apart after fewer products costs more than sharing lanes spares. */
  private static final int LEAST_DEPTH = 32;

  /** The layout that is fastest; null where sums are too large for any. */
  static @Nullable SharedLanes of(ConvolutionShape shape, Parameters parameters) {
    if (!fits(shape, parameters, shape.depth(), 1 << EXACT_BITS)) {
      return null;
    }
    SharedLanes two = of(2, shape, parameters);
    SharedLanes three = of(3, shape, parameters);
    return two == null || three == null || three.panels(shape) == two.panels(shape) ? two : three;
  }

  private static @Nullable SharedLanes of(
      int columns, ConvolutionShape shape, Parameters parameters) {
    int shift = EXACT_BITS / columns;
    int least = Math.min(LEAST_DEPTH, shape.depth());
    int blocks = (shape.depth() + MOST_DEPTH - 1) / MOST_DEPTH;
    while (true) {
      int depth = (shape.depth() + blocks - 1) / blocks;
      if (depth < least) {
        return null;
      }
      if (fits(shape, parameters, depth, (1 << shift - 1) - 1)) {
        return new SharedLanes(columns, shift, depth);
      }
      blocks++;
    }
  }

  /** Whether sums over every block of {@code depth} of each channel stay within {@code limit}. */
  private static boolean fits(ConvolutionShape shape, Parameters parameters, int depth, int limit) {
    SumRange range = SumRange.of(parameters.input());
    byte[] weights = parameters.weights();
    for (int row = 0; row < weights.length; row += shape.depth()) {
      for (int k0 = 0; k0 < shape.depth(); k0 += depth) {
        int positive = 0;
        int negative = 0;
        for (int k = k0; k < Math.min(k0 + depth, shape.depth()); k++) {
          positive += Math.max(weights[row + k], 0);
          negative -= Math.min(weights[row + k], 0);
        }
        if (range.largest(positive, negative) > limit) {
          return false;
        }
      }
    }
    return true;
  }

  /** Output channels of a panel. */
  int width() {
    return columns * FloatTile.WIDTH;
  }

  /** Panels of one group. */
  int panels(ConvolutionShape shape) {
    return (shape.groupOutputs() + width() - 1) / width();
  }

  /** Blocks of depth. */
  int blocks(ConvolutionShape shape) {
    return (shape.depth() + blockDepth - 1) / blockDepth;
  }
}
