package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.INTS;
import static org.greensweep.inference.simd.Species.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.greensweep.inference.kernel.BinaryConvolution;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Scratch;
import org.jspecify.annotations.Nullable;

/** 1-bit convolution into fp32: what follows each dot product, residual included, in one pass. */
final class BinaryConvolutionVector implements BinaryConvolution {
  private final BinaryDots dots;
  private final int channels;
  private final float[] scale;
  private final float[] shift;
  private final Clamp clamp;
  private final BinaryDots.Reader reader = this::finish;

  BinaryConvolutionVector(ConvolutionShape shape, float[] weights, Epilogue epilogue, int threads) {
    this.dots = BinaryDots.of(shape, weights, threads);
    this.channels = shape.outputChannels();
    this.scale = epilogue.scale();
    this.shift = epilogue.shift();
    this.clamp = epilogue.clamp();
  }

  @Override
  public int tiles() {
    return dots.tiles();
  }

  @Override
  public void run(
      int tile, long[] input, float @Nullable [] residual, float[] output, Scratch scratch) {
    dots.run(tile, input, reader, residual, output, scratch);
  }

  private void finish(
      int[] dots,
      int from,
      int to,
      int channel,
      int width,
      float @Nullable [] residual,
      Object floats) {
    float[] output = (float[]) floats;
    int dot = 0;
    for (int pixel = from; pixel < to; pixel++, dot += BinaryDots.BLOCK) {
      finishPixel(dots, dot, pixel * channels + channel, channel, width, residual, output);
    }
  }

  private void finishPixel(
      int[] dots,
      int dot,
      int at,
      int channel,
      int width,
      float @Nullable [] residual,
      float[] output) {
    FloatVector low = FloatVector.broadcast(FLOATS, clamp.low());
    FloatVector high = FloatVector.broadcast(FLOATS, clamp.high());
    int i = 0;
    for (; i <= width - LANES; i += LANES) {
      FloatVector value =
          ((FloatVector)
                  IntVector.fromArray(INTS, dots, dot + i)
                      .convertShape(VectorOperators.I2F, FLOATS, 0))
              .mul(FloatVector.fromArray(FLOATS, scale, channel + i))
              .add(FloatVector.fromArray(FLOATS, shift, channel + i));
      if (residual != null) {
        value = value.add(FloatVector.fromArray(FLOATS, residual, at + i));
      }
      value = value.blend(low, value.lt(low));
      value.blend(high, high.lt(value)).intoArray(output, at + i);
    }
    for (; i < width; i++) {
      float scaled = dots[dot + i] * scale[channel + i];
      float value = scaled + shift[channel + i];
      output[at + i] = clamp.apply(residual == null ? value : value + residual[at + i]);
    }
  }
}
