package org.greensweep.inference.simd;

import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    Bounds all = Bounds.of(shape, parameters.weights(), input, inputs);
    for (int blocks = 1; ; blocks++) {
      int depth = (inputs + blocks - 1) / blocks;
      if (depth < Math.min(LEAST_DEPTH, inputs)) {
        return null;
      }
      // Some block has at least its share.
      if (all.share(blocks).shift() > 0) {
        int shift = Bounds.of(shape, parameters.weights(), input, depth).shift();
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

  /**
   * How far from zero sums over blocks of channels can come, whatever the inputs.
   *
   * @param output of outputs
   * @param any the greatest of those, of sums at points, and of half of those that are transformed
   *     back in one dimension
   */
  private record Bounds(long output, long any) {
    /** Of all output channels and all blocks of {@code depth}. */
    static Bounds of(ConvolutionShape shape, byte[] weights, SumRange input, int depth) {
      return IntStream.range(0, shape.outputChannels())
          .parallel()
          .mapToObj(channel -> of(shape, weights, input, depth, channel))
          .reduce(new Bounds(0, 0), Bounds::max);
    }

    private static Bounds of(
        ConvolutionShape shape, byte[] weights, SumRange input, int depth, int channel) {
      int inputs = shape.inputChannels();
      Bounds most = new Bounds(0, 0);
      for (int k0 = 0; k0 < inputs; k0 += depth) {
        BlockSums sums = new BlockSums();
        for (int k = k0; k < Math.min(k0 + depth, inputs); k++) {
          sums.add(weights, channel * 9 * inputs + k, inputs);
        }
        most = most.max(sums.bounds(input));
      }
      return most;
    }

    private Bounds max(Bounds other) {
      return new Bounds(Math.max(output, other.output), Math.max(any, other.any));
    }

    Bounds share(int blocks) {
      return new Bounds(output / blocks, any / blocks);
    }

    /** The bits that hold the lower channel's outputs; 0 where none do. */
    int shift() {
      for (int shift : SHIFTS) {
        if (output < 1 << shift - 1 && any * ((1L << shift) + 1) <= EXACT) {
          return shift;
        }
      }
      return 0;
    }
  }

  /** Weights of a block of one output channel, added up as what they are multiplied as. */
  private static final class BlockSums {
    private final int[] rows = new int[ExactTransforms.ROW_VALUES];
    private final int[] points = new int[ExactTransforms.POINTS];
    private final Sums[] pointSums = sums(ExactTransforms.POINTS);

    /** Of weights transformed in one dimension, by column. */
    private final Sums[] columnSums = sums(4);

    private final Sums outputs = new Sums();

    private static Sums[] sums(int count) {
      return Stream.generate(Sums::new).limit(count).toArray(Sums[]::new);
    }

    void add(byte[] weights, int at, int step) {
      ExactTransforms.weights(weights, at, step, rows, points);
      for (int i = 0; i < points.length; i++) {
        pointSums[i].add(points[i]);
      }
      for (int i = 0; i < rows.length; i++) {
        columnSums[i % 4].add(rows[i]);
      }
      for (int tap = 0; tap < 9; tap++) {
        outputs.add(weights[at + tap * step]);
      }
    }

    Bounds bounds(SumRange input) {
      int width = input.most() - input.least();
      SumRange pair = new SumRange(2 * input.least(), 2 * input.most());
      SumRange four = new SumRange(4 * input.least(), 4 * input.most());
      SumRange difference = new SumRange(-width, width);
      SumRange differences = new SumRange(-2 * width, 2 * width);
      long output = outputs.bound(input);
      long any = output;
      for (int point = 0; point < pointSums.length; point++) {
        SumRange range = ExactTransforms.isSum(point) ? four : differences;
        any = Math.max(any, pointSums[point].bound(range));
      }
      for (int column = 0; column < columnSums.length; column++) {
        any = Math.max(any, columnSums[column].bound(column == 1 ? pair : difference));
      }
      return new Bounds(output, any);
    }
  }

  /** Those above zero and those below, apart. */
  private static final class Sums {
    private int positive;
    private int negative;

    void add(int weight) {
      positive += Math.max(weight, 0);
      negative -= Math.min(weight, 0);
    }

    long bound(SumRange range) {
      return range.largest(positive, negative);
    }
  }
}
