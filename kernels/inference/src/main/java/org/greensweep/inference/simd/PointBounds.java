package org.greensweep.inference.simd;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.greensweep.inference.kernel.ConvolutionShape;

/**
 * How far from zero sums over blocks of channels can come in an integer F(2x2, 3x3), whatever the
 * inputs, by the layer's own weights. Sums of the second and third point are odd or even together,
 * and outputs four times too large, so that a float holds all that lies between where none of these
 * exceeds 2^24.
 *
 * @param output of outputs
 * @param any the greatest of those, of sums at points, and of half of those that are transformed
 *     back in one dimension
 */
record PointBounds(long output, long any) {
  /** Of all output channels and all blocks of {@code depth}. */
  static PointBounds of(ConvolutionShape shape, byte[] weights, SumRange input, int depth) {
    return IntStream.range(0, shape.outputChannels())
        .parallel()
        .mapToObj(channel -> of(shape, weights, input, depth, channel))
        .reduce(new PointBounds(0, 0), PointBounds::max);
  }

  private static PointBounds of(
      ConvolutionShape shape, byte[] weights, SumRange input, int depth, int channel) {
    int inputs = shape.inputChannels();
    PointBounds most = new PointBounds(0, 0);
    for (int k0 = 0; k0 < inputs; k0 += depth) {
      BlockSums sums = new BlockSums();
      for (int k = k0; k < Math.min(k0 + depth, inputs); k++) {
        sums.add(weights, channel * 9 * inputs + k, inputs);
      }
      most = most.max(sums.bounds(input));
    }
    return most;
  }

  private PointBounds max(PointBounds other) {
    return new PointBounds(Math.max(output, other.output), Math.max(any, other.any));
  }

  PointBounds share(int blocks) {
    return new PointBounds(output / blocks, any / blocks);
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

    PointBounds bounds(SumRange input) {
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
      return new PointBounds(output, any);
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
