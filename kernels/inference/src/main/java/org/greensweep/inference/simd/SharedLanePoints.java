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
    int previous = 0;
    for (int blocks = 1; ; blocks++) {
      int depth = (shape.inputChannels() + blocks - 1) / blocks;
      if (depth < Math.min(LEAST_DEPTH, shape.inputChannels())) {
        return null;
      }
      if (depth == previous) {
        continue;
      }
      previous = depth;
      Bounds bounds = new Bounds(shape, parameters.weights(), input, depth);
      for (int shift : SHIFTS) {
        if (bounds.output() < 1 << shift - 1 && bounds.largest() * ((1L << shift) + 1) <= EXACT) {
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

  /** How far from zero sums over blocks of channels can come, whatever the inputs. */
  private record Bounds(ConvolutionShape shape, byte[] weights, SumRange input, int depth) {

    /** Of outputs. */
    long output() {
      return bound(input, 9, (at, step) -> weights[at]);
    }

    long largest() {
      int width = input.most() - input.least();
      SumRange pair = new SumRange(2 * input.least(), 2 * input.most());
      SumRange sum = new SumRange(4 * input.least(), 4 * input.most());
      SumRange difference = new SumRange(-width, width);
      SumRange differences = new SumRange(-2 * width, 2 * width);
      long most = output();
      for (int p = 0; p < ExactTransforms.POINTS; p++) {
        int point = p;
        SumRange range = ExactTransforms.isSum(p) ? sum : differences;
        most =
            Math.max(
                most,
                bound(range, 1, (at, step) -> ExactTransforms.weight(weights, at, step, point)));
      }
      // Sums that are transformed back in one dimension are twice these.
      for (int p = 0; p < 4; p++) {
        int point = p;
        SumRange range = p == 1 ? pair : difference;
        most =
            Math.max(
                most,
                bound(range, 3, (at, step) -> ExactTransforms.rowWeight(weights, at, step, point)));
      }
      return most;
    }

    /** Over all output channels and blocks, each of {@code rows} times as many weights. */
    private long bound(SumRange range, int rows, Transform transform) {
      int inputs = shape.inputChannels();
      long most = 0;
      for (int channel = 0; channel < shape.outputChannels(); channel++) {
        for (int k0 = 0; k0 < inputs; k0 += depth) {
          long positive = 0;
          long negative = 0;
          for (int row = 0; row < rows; row++) {
            int start = (channel * 9 + row * 9 / rows) * inputs;
            for (int k = k0; k < Math.min(k0 + depth, inputs); k++) {
              int weight = transform.weight(start + k, inputs);
              positive += Math.max(weight, 0);
              negative -= Math.min(weight, 0);
            }
          }
          most = Math.max(most, range.largest(positive, negative));
        }
      }
      return most;
    }
  }

  private interface Transform {
    int weight(int at, int step);
  }
}
