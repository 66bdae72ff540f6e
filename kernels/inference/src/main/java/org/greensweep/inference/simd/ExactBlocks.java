package org.greensweep.inference.simd;

import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Int8Convolution.Parameters;
import org.greensweep.inference.kernel.Quantization;

/**
 * How many products of an integer layer a float surely holds: integers up to 2^24 in magnitude, by
 * the layer's own weights and the largest input.
 */
final class ExactBlocks {
  private static final long LIMIT = 1 << 24;

  private final ConvolutionShape shape;
  private final byte[] weights;
  private final int largestInput;

  ExactBlocks(ConvolutionShape shape, Parameters parameters) {
    this.shape = shape;
    this.weights = parameters.weights();
    this.largestInput = largestInput(parameters.input());
  }

  /** The greatest magnitude of an input less its zero point. */
  static int largestInput(Quantization input) {
    return Math.max(input.highest() - input.zeroPoint(), input.zeroPoint() - input.lowest());
  }

  /** Behind which blocks of {@code blockDepth} sums must be added up in int32; never the last. */
  boolean[] flushes(int blockDepth) {
    int blocks = (shape.depth() + blockDepth - 1) / blockDepth;
    boolean[] flushes = new boolean[blocks];
    long[] sums = new long[shape.outputChannels()];
    for (int block = 0; block < blocks; block++) {
      long[] longer = new long[sums.length];
      boolean fits = true;
      for (int channel = 0; channel < sums.length; channel++) {
        longer[channel] = sums[channel] + largest(channel, block * blockDepth, blockDepth);
        fits &= longer[channel] <= LIMIT;
      }
      if (!fits) {
        flushes[block - 1] = true;
        for (int channel = 0; channel < sums.length; channel++) {
          longer[channel] -= sums[channel];
        }
      }
      sums = longer;
    }
    return flushes;
  }

  /** Whether a float holds the sum of the whole depth. */
  boolean fitWhole() {
    for (int channel = 0; channel < shape.outputChannels(); channel++) {
      if (largest(channel, 0, shape.depth()) > LIMIT) {
        return false;
      }
    }
    return true;
  }

  /** The greatest magnitude that the sum of one block can have. */
  private long largest(int channel, int k0, int blockDepth) {
    long sum = 0;
    int row = channel * shape.depth();
    for (int k = k0; k < Math.min(k0 + blockDepth, shape.depth()); k++) {
      sum += Math.abs(weights[row + k]);
    }
    return sum * largestInput;
  }
}
