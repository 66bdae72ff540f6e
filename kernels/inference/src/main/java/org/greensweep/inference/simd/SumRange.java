package org.greensweep.inference.simd;

import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Int8Convolution.Parameters;

/** How far from zero sums of products can come, with a layer's own weights and any inputs. */
final class SumRange {
  private final ConvolutionShape shape;
  private final byte[] weights;
  private final int least;
  private final int most;

  SumRange(ConvolutionShape shape, Parameters parameters) {
    this.shape = shape;
    this.weights = parameters.weights();
    this.least = parameters.input().lowest() - parameters.input().zeroPoint();
    this.most = parameters.input().highest() - parameters.input().zeroPoint();
  }

  /** Whether sums over every block of {@code depth} of each channel stay within {@code limit}. */
  boolean fits(int depth, int limit) {
    for (int channel = 0; channel < shape.outputChannels(); channel++) {
      for (int k0 = 0; k0 < shape.depth(); k0 += depth) {
        int from = channel * shape.depth() + k0;
        if (largest(from, from + Math.min(depth, shape.depth() - k0)) > limit) {
          return false;
        }
      }
    }
    return true;
  }

  /** The greatest magnitude of a sum over the weights {@code from} to {@code to}. */
  private long largest(int from, int to) {
    long positive = 0;
    long negative = 0;
    for (int i = from; i < to; i++) {
      positive += Math.max(weights[i], 0);
      negative -= Math.min(weights[i], 0);
    }
    // The least input is never above zero, the greatest never below.
    return Math.max(positive * most - negative * least, negative * most - positive * least);
  }
}
