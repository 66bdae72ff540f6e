package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.SHORT_LANES;

import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Int8Convolution;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.inference.kernel.Tiles;
import org.jspecify.annotations.Nullable;

/**
 * Depthwise convolution of factors so small (int4, int2, ternary) that every sum fits 16 bits,
 * whose lanes are twice as many as those of fp32. Channels behind the last whole vector are
 * computed with those before them.
 */
final class Int16DepthwiseVector implements Int8Convolution {
  /** Values of a frame: half of a 512 KiB second-level cache. */
  private static final int FRAME_VALUES = 128 * 1024;

  private final ConvolutionShape shape;
  private final int zeroPoint;
  private final PaddedFrame frame;
  private final Int16DepthwiseRows rows;
  private final int blocks;
  private final Int8Epilogue epilogue;
  private final Tiles bands;

  Int16DepthwiseVector(ConvolutionShape shape, Parameters parameters, int threads) {
    this.shape = shape;
    this.zeroPoint = parameters.input().zeroPoint();
    int pad = parameters.input().quantize(shape.padValue()) - zeroPoint;
    this.frame = new PaddedFrame(shape, SHORT_LANES, pad);
    this.blocks = (shape.inputChannels() + SHORT_LANES - 1) / SHORT_LANES;
    this.rows = new Int16DepthwiseRows(shape, frame, packed(parameters.weights()));
    this.epilogue = new Int8Epilogue(parameters);
    int lines = FRAME_VALUES / (frame.lineValues() * blocks);
    int fitting = (lines - shape.window().extentHeight()) / shape.window().strideHeight() + 1;
    int share = (shape.outputHeight() + 2 * threads - 1) / (2 * threads);
    this.bands = Tiles.of(shape.outputHeight(), threads == 1 ? fitting : Math.min(fitting, share));
  }

  /** Whether there is a whole vector of channels and every sum surely fits 16 bits. */
  static boolean fits(ConvolutionShape shape, Parameters parameters) {
    if (!shape.depthwise() || shape.inputChannels() < SHORT_LANES) {
      return false;
    }
    SumRange range = SumRange.of(parameters.input());
    byte[] weights = parameters.weights();
    for (int channel = 0; channel < weights.length; channel += shape.taps()) {
      int positive = 0;
      int negative = 0;
      for (int tap = 0; tap < shape.taps(); tap++) {
        positive += Math.max(weights[channel + tap], 0);
        negative -= Math.min(weights[channel + tap], 0);
      }
      if (range.largest(positive, negative) > Short.MAX_VALUE) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether that is faster than fp32: C2 of JDK 17 makes objects of sums that a loop over taps
   * hands on.
   */
  static boolean pays(ConvolutionShape shape) {
    return EarlyCompilation.UNNEEDED || Int16DepthwiseRows.isPlain3(shape);
  }

  private short[] packed(byte[] weights) {
    short[] packed = new short[blocks * shape.taps() * SHORT_LANES];
    int to = 0;
    for (int block = 0; block < blocks; block++) {
      for (int tap = 0; tap < shape.taps(); tap++) {
        for (int lane = 0; lane < SHORT_LANES; lane++) {
          packed[to++] = weights[(channel(block) + lane) * shape.taps() + tap];
        }
      }
    }
    return packed;
  }

  /** The first channel of a vector; the last vector overlaps the one before it. */
  private int channel(int block) {
    return Math.min(block * SHORT_LANES, shape.inputChannels() - SHORT_LANES);
  }

  @Override
  public int tiles() {
    return bands.count();
  }

  @Override
  public void run(
      int tile,
      byte[] input,
      float @Nullable [] residual,
      float @Nullable [] real,
      byte @Nullable [] quantized,
      Scratch scratch) {
    int from = bands.from(tile);
    int to = bands.to(tile);
    int plane = frame.lines(from, to) * frame.lineValues();
    int sums = plane * blocks;
    int width = shape.outputWidth() * SHORT_LANES;
    short[] values = scratch.shorts(sums + width);
    float[] work = scratch.floats(width);
    fill(input, from, to, values, plane);
    for (int block = 0; block < blocks; block++) {
      int at = from * shape.outputWidth() * shape.outputChannels() + channel(block);
      int line = block * plane;
      for (int y = from; y < to; y++) {
        rows.row(block, values, line, sums);
        epilogue.storeShorts(
            values,
            sums,
            shape.outputWidth(),
            channel(block),
            at,
            shape.outputChannels(),
            residual,
            real,
            quantized,
            work);
        at += shape.outputWidth() * shape.outputChannels();
        line += frame.lineStep();
      }
    }
  }

  /** Copies what output rows {@code from} to {@code to} read, with its padding. */
  private void fill(byte[] input, int from, int to, short[] values, int plane) {
    for (int block = 0; block < blocks; block++) {
      frame.pad(from, to, values, block * plane);
    }
    int first = Math.max(0, frame.firstLine(from));
    int end = Math.min(shape.inputHeight(), frame.firstLine(from) + frame.lines(from, to));
    for (int row = first; row < end; row++) {
      int pixel = row * shape.inputWidth() + frame.firstColumn();
      for (int block = 0; block < blocks; block++) {
        QuantizerVector.widenColumn(
            input,
            pixel * shape.inputChannels() + channel(block),
            shape.inputChannels(),
            zeroPoint,
            values,
            frame.lineAt(row, from) + block * plane,
            frame.columns());
      }
    }
  }
}
