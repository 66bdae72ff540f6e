package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.Int8Convolution.Parameters;
import org.greensweep.inference.kernel.Quantization;
import org.jspecify.annotations.Nullable;

/** Turns exact integer sums, held in floats, into the outputs of an int8 layer. */
final class Int8Epilogue {
  private final float[] scales;
  private final float[] bias;
  private final Clamp clamp;
  private final @Nullable Quantization quantization;

  Int8Epilogue(Parameters parameters) {
    // Vectors may read beyond the last channel.
    int padded = parameters.bias().length + 2 * LANES;
    this.scales = Arrays.copyOf(parameters.scales(), padded);
    this.bias = Arrays.copyOf(parameters.bias(), padded);
    this.clamp = parameters.clamp();
    this.quantization = parameters.output();
  }

  /**
   * Handles {@code width} channels of one pixel.
   *
   * @param sums overwritten where {@code real} is null
   * @param channel the first of them
   * @param at where they lie in the outputs and the residual
   */
  void store(
      float[] sums,
      int sumsAt,
      int channel,
      int width,
      int at,
      float @Nullable [] residual,
      float @Nullable [] real,
      byte @Nullable [] quantized) {
    storeRows(sums, sumsAt, 0, 1, channel, width, at, 0, residual, real, quantized);
  }

  /**
   * Handles {@code width} channels of each of {@code rows} pixels, few enough to stay in the first
   * cache.
   *
   * @param sums overwritten where {@code real} is null
   * @param sumStride from one pixel to the next of the sums
   * @param stride from one pixel to the next of the outputs and the residual
   */
  void storeRows(
      float[] sums,
      int sumsAt,
      int sumStride,
      int rows,
      int channel,
      int width,
      int at,
      int stride,
      float @Nullable [] residual,
      float @Nullable [] real,
      byte @Nullable [] quantized) {
    float[] values = real != null ? real : sums;
    int to = real != null ? at : sumsAt;
    int valueStride = real != null ? stride : sumStride;
    if (residual == null) {
      scale(sums, sumsAt, sumStride, rows, channel, width, values, to, valueStride);
    } else {
      scaleAndAdd(
          sums,
          sumsAt,
          sumStride,
          rows,
          channel,
          width,
          values,
          to,
          valueStride,
          residual,
          at,
          stride);
    }
    if (quantized != null && quantization != null) {
      QuantizerVector.quantizeRows(
          quantization, values, to, valueStride, quantized, at, stride, rows, width);
    }
  }

  private void scale(
      float[] sums,
      int from,
      int sumStride,
      int rows,
      int channel,
      int width,
      float[] values,
      int to,
      int stride) {
    FloatVector low = FloatVector.broadcast(FLOATS, clamp.low());
    FloatVector high = FloatVector.broadcast(FLOATS, clamp.high());
    int i = 0;
    for (; i <= width - LANES; i += LANES) {
      FloatVector scale = FloatVector.fromArray(FLOATS, scales, channel + i);
      FloatVector shift = FloatVector.fromArray(FLOATS, bias, channel + i);
      int source = from + i;
      int target = to + i;
      for (int row = 0; row < rows; row++) {
        FloatVector value = FloatVector.fromArray(FLOATS, sums, source).mul(scale).add(shift);
        value = value.blend(low, value.lt(low));
        value.blend(high, high.lt(value)).intoArray(values, target);
        source += sumStride;
        target += stride;
      }
    }
    for (; i < width; i++) {
      for (int row = 0; row < rows; row++) {
        float scaled = sums[from + row * sumStride + i] * scales[channel + i];
        values[to + row * stride + i] = clamp.apply(scaled + bias[channel + i]);
      }
    }
  }

  private void scaleAndAdd(
      float[] sums,
      int from,
      int sumStride,
      int rows,
      int channel,
      int width,
      float[] values,
      int to,
      int stride,
      float[] residual,
      int at,
      int residualStride) {
    FloatVector low = FloatVector.broadcast(FLOATS, clamp.low());
    FloatVector high = FloatVector.broadcast(FLOATS, clamp.high());
    int i = 0;
    for (; i <= width - LANES; i += LANES) {
      FloatVector scale = FloatVector.fromArray(FLOATS, scales, channel + i);
      FloatVector shift = FloatVector.fromArray(FLOATS, bias, channel + i);
      int source = from + i;
      int target = to + i;
      int added = at + i;
      for (int row = 0; row < rows; row++) {
        FloatVector value =
            FloatVector.fromArray(FLOATS, sums, source)
                .mul(scale)
                .add(shift)
                .add(FloatVector.fromArray(FLOATS, residual, added));
        value = value.blend(low, value.lt(low));
        value.blend(high, high.lt(value)).intoArray(values, target);
        source += sumStride;
        target += stride;
        added += residualStride;
      }
    }
    for (; i < width; i++) {
      for (int row = 0; row < rows; row++) {
        float scaled = sums[from + row * sumStride + i] * scales[channel + i];
        float value = scaled + bias[channel + i] + residual[at + row * residualStride + i];
        values[to + row * stride + i] = clamp.apply(value);
      }
    }
  }
}
