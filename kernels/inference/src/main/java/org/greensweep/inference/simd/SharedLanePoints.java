package org.greensweep.inference.simd;

import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Int8Convolution.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * How two output channels of a 3 x 3 layer of few bits share each lane of fp32 in Winograd's F(2x2,
 * 3x3): transformed weights {@code w0 + w1 * 2^shift} times transformed inputs add up to sums that
 * are transformed back together. Only outputs come apart again, so only they must stay below half
 * of {@code 2^shift}; what lies before must be an integer that a float holds.
 *
 * @param shift bits of the lower channel's outputs
 * @param blockDepth input channels after which no sum can have outgrown its bits
 * @param center what is taken off all inputs, so that they lie about zero
 */
record SharedLanePoints(int shift, int blockDepth, int center) {
  private static final int EXACT = 1 << 24;
  private static final int[] SHIFTS = {12, 11, 10};

  /** Transforming sums of fewer channels back costs more than sharing lanes spares. */
  private static final int LEAST_DEPTH = 12;

  /** From here on tiles of squares are long enough to share the unpacked weights. */
  private static final int LEAST_SIDE = 7;

  /** On maps up to 8 x 8 short blocks do not pay. */
  private static final int SMALL_SIDE = 8;

  private static final int SMALL_SIDE_DEPTH = 64;

  /** Null where this form does not fit the shape, or sums are too large for it to pay. */
  static @Nullable SharedLanePoints of(ConvolutionShape shape, Parameters parameters) {
    int side = Math.min(shape.outputHeight(), shape.outputWidth());
    if (!Winograd.fits(shape) || side < LEAST_SIDE) {
      return null;
    }
    SharedLanePoints points = exact(shape, parameters);
    boolean pays = points != null && (side > SMALL_SIDE || points.blockDepth >= SMALL_SIDE_DEPTH);
    return pays ? points : null;
  }

  private static @Nullable SharedLanePoints exact(ConvolutionShape shape, Parameters parameters) {
    SumRange codes = SumRange.of(parameters.input());
    int center = (codes.least() + codes.most()) / 2;
    SumRange input = new SumRange(codes.least() - center, codes.most() - center);
    int greatest = Math.max(parameters.input().highest(), -parameters.input().lowest());
    if (4 * Math.max(greatest, input.most() - input.least()) > Byte.MAX_VALUE
        || 9 * largest(parameters.weights()) > Byte.MAX_VALUE) {
      return null;
    }
    int inputs = shape.inputChannels();
    PointBounds all = PointBounds.of(shape, parameters.weights(), input, inputs);
    for (int blocks = 1; ; blocks++) {
      int depth = (inputs + blocks - 1) / blocks;
      if (depth < Math.min(LEAST_DEPTH, inputs)) {
        return null;
      }
      // Some block has at least its share.
      if (shift(all.share(blocks)) > 0) {
        int shift = shift(PointBounds.of(shape, parameters.weights(), input, depth));
        if (shift > 0) {
          return new SharedLanePoints(shift, depth, center);
        }
      }
    }
  }

  private static int largest(byte[] weights) {
    int largest = 0;
    for (byte weight : weights) {
      largest = Math.max(largest, Math.abs(weight));
    }
    return largest;
  }

  /** The bits that hold the lower channel's outputs; 0 where none do. */
  private static int shift(PointBounds bounds) {
    for (int shift : SHIFTS) {
      if (bounds.output() < 1 << shift - 1 && bounds.any() * ((1L << shift) + 1) <= EXACT) {
        return shift;
      }
    }
    return 0;
  }
}
