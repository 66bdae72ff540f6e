package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.LANES;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Int8Convolution;
import org.greensweep.inference.kernel.Scratch;
import org.jspecify.annotations.Nullable;

/**
 * {@link Winograd} of int8, exactly: F(2x2, 3x3), whose transforms only add, with products in fp32.
 * The layer's own transformed weights tell how many channels a float surely holds sums of; those of
 * such blocks are added up in int32, unless one float holds them all. Transformed weights are
 * stored in 16 bits.
 */
final class Int8WinogradVector extends Winograd implements Int8Convolution {
  private static final int SIDE = 2;
  private static final int EXACT = 1 << 24;
  private static final int LEAST_CHANNELS = 32;

  /** Of maps, where a tap has few weights. */
  private static final int LEAST_SIDE = 7;

  /** Weights of a tap: more of them come from memory, in a network, at 32 bytes each for 9. */
  private static final int FEW_WEIGHTS = 128 * 1024;

  /** By point, panel of output channels, input channel, output channel. */
  private final short[] weights;

  private final int blockDepth;

  /** Whether floats hold all sums, outputs included. */
  private final boolean inFloats;

  private final Int8Epilogue epilogue;

  Int8WinogradVector(ConvolutionShape shape, Parameters parameters, int threads) {
    super(
        shape,
        Inputs.codes(parameters.input().zeroPoint()),
        parameters.input().quantize(shape.padValue()) - parameters.input().zeroPoint(),
        SIDE,
        threads);
    this.weights = transform(parameters.weights());
    this.blockDepth = exactDepth(parameters);
    SumRange input = SumRange.of(parameters.input());
    int inputs = shape.inputChannels();
    this.inFloats = PointBounds.of(shape, parameters.weights(), input, inputs).any() <= EXACT;
    this.epilogue = new Int8Epilogue(parameters);
  }

  /**
   * Whether a shape is computed faster so than directly: few channels do not pay, nor many where
   * few squares share each weight.
   */
  static boolean pays(ConvolutionShape shape) {
    int inputs = shape.inputChannels();
    int outputs = shape.outputChannels();
    int side = Math.min(shape.outputHeight(), shape.outputWidth());
    int least = inputs * outputs <= FEW_WEIGHTS ? LEAST_SIDE : 2 * WIDE + 1;
    return fits(shape)
        && inputs % LANES == 0
        && Math.min(inputs, outputs) >= LEAST_CHANNELS
        && side >= least;
  }

  private short[] transform(byte[] given) {
    int inputs = shape().inputChannels();
    short[] packed = new short[ExactTransforms.POINTS * panels() * inputs * FloatTile.WIDTH];
    IntStream.range(0, panels())
        .parallel()
        .forEach(
            panel -> {
              int end = Math.min((panel + 1) * FloatTile.WIDTH, shape().outputChannels());
              for (int output = panel * FloatTile.WIDTH; output < end; output++) {
                transform(given, output, inputs, packed);
              }
            });
    return packed;
  }

  private void transform(byte[] given, int output, int inputs, short[] packed) {
    int[] rows = new int[ExactTransforms.ROW_VALUES];
    int[] points = new int[ExactTransforms.POINTS];
    for (int k = 0; k < inputs; k++) {
      ExactTransforms.weights(given, output * 9 * inputs + k, inputs, rows, points);
      for (int point = 0; point < ExactTransforms.POINTS; point++) {
        int at = start(point, output / FloatTile.WIDTH, k) + output % FloatTile.WIDTH;
        packed[at] = (short) points[point];
      }
    }
  }

  private int start(int point, int panel, int channel) {
    return ((point * panels() + panel) * shape().inputChannels() + channel) * FloatTile.WIDTH;
  }

  /** Input channels whose sums no input can drive beyond what a float holds. */
  private int exactDepth(Parameters parameters) {
    int inputs = shape().inputChannels();
    int blocks = 1;
    while (!isExact((inputs + blocks - 1) / blocks, parameters)) {
      blocks++;
    }
    return (inputs + blocks - 1) / blocks;
  }

  private boolean isExact(int depth, Parameters parameters) {
    SumRange input = SumRange.of(parameters.input());
    int width = input.most() - input.least();
    SumRange sums = new SumRange(4 * input.least(), 4 * input.most());
    SumRange differences = new SumRange(-2 * width, 2 * width);
    for (int point = 0; point < ExactTransforms.POINTS; point++) {
      SumRange range = ExactTransforms.isSum(point) ? sums : differences;
      for (int panel = 0; panel < panels(); panel++) {
        for (int k0 = 0; k0 < shape().inputChannels(); k0 += depth) {
          int k1 = Math.min(k0 + depth, shape().inputChannels());
          if (!isExact(range, start(point, panel, k0), start(point, panel, k1))) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private boolean isExact(SumRange range, int from, int to) {
    for (int column = 0; column < FloatTile.WIDTH; column++) {
      long positive = 0;
      long negative = 0;
      for (int i = from + column; i < to; i += FloatTile.WIDTH) {
        positive += Math.max(weights[i], 0);
        negative -= Math.min(weights[i], 0);
      }
      if (range.largest(positive, negative) > EXACT) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void run(
      int tile,
      byte[] input,
      float @Nullable [] residual,
      float @Nullable [] real,
      byte @Nullable [] quantized,
      Scratch scratch) {
    run(tile, (Object) input, residual, real, quantized, scratch);
  }

  /** A panel of weights, and the sums of a block of channels at one point. */
  @Override
  int workingValues(int count, int panels) {
    return (blockDepth + count * panels) * FloatTile.WIDTH;
  }

  @Override
  void multiply(int count, int firstPanel, int endPanel, float[] a, float[] c, int work) {
    int inputs = shape().inputChannels();
    int outputs = (endPanel - firstPanel) * FloatTile.WIDTH;
    int sums = work + blockDepth * FloatTile.WIDTH;
    int length = count * outputs;
    for (int point = 0; point < ExactTransforms.POINTS; point++) {
      int from = point * pointStep(count * inputs);
      int to = point * pointStep(length);
      if (inFloats) {
        for (int panel = firstPanel; panel < endPanel; panel++) {
          QuantizerVector.widen(weights, start(point, panel, 0), c, work, inputs * FloatTile.WIDTH);
          int at = to + (panel - firstPanel) * FloatTile.WIDTH;
          multiply(inputs, a, from, count, c, work, c, at, outputs);
        }
        continue;
      }
      Arrays.fill(c, to, to + length, 0);
      for (int k0 = 0; k0 < inputs; k0 += blockDepth) {
        int depth = Math.min(blockDepth, inputs - k0);
        for (int panel = firstPanel; panel < endPanel; panel++) {
          QuantizerVector.widen(weights, start(point, panel, k0), c, work, depth * FloatTile.WIDTH);
          int at = sums + (panel - firstPanel) * FloatTile.WIDTH;
          multiply(depth, a, from + k0, count, c, work, c, at, outputs);
        }
        QuantizerVector.addExact(c, sums, c, to, length);
      }
    }
  }

  @Override
  void transformInput(float[] a, int at, int line, int work, int to, int step) {
    int inputs = shape().inputChannels();
    ExactTransforms.input(a, at, line, inputs, a, to, step, inputs);
  }

  @Override
  void transformOutput(float[] c, int at, int step, float[] work, int to, int line, int outputs) {
    if (inFloats) {
      ExactTransforms.outputInFloats(c, at, step, work, to, line, outputs);
    } else {
      super.transformOutput(c, at, step, work, to, line, outputs);
    }
  }

  @Override
  void transformBack(
      float[] from, int at, int step, float[] output, int to, int outputStep, int count) {
    ExactTransforms.output(from, at, step, output, to, outputStep, count);
  }

  @Override
  void finish(
      float[] sums,
      int from,
      int firstPanel,
      int endPanel,
      int pixel,
      int count,
      float @Nullable [] residual,
      float @Nullable [] real,
      @Nullable Object narrow) {
    int channel = firstPanel * FloatTile.WIDTH;
    int stride = (endPanel - firstPanel) * FloatTile.WIDTH;
    int channels = shape().outputChannels();
    int width = Math.min(stride, channels - channel);
    if (!inFloats) {
      ExactTransforms.scaleDown(sums, from, count * stride);
    }
    int to = pixel * channels + channel;
    epilogue.storeRows(
        sums, from, stride, count, channel, width, to, channels, residual, real, (byte[]) narrow);
  }
}
