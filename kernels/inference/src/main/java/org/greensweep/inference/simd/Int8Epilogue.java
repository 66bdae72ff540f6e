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
  private final QuantizerVector quantizer = new QuantizerVector();
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
    float[] values = real != null ? real : sums;
    int to = real != null ? at : sumsAt;
    scale(sums, sumsAt, channel, width, values, to, residual, at);
    if (quantized != null && quantization != null) {
      quantizer.quantizeRange(quantization, values, to, quantized, at, width);
    }
  }

  private void scale(
      float[] sums,
      int from,
      int channel,
      int width,
      float[] values,
      int to,
      float @Nullable [] residual,
      int at) {
    FloatVector low = FloatVector.broadcast(FLOATS, clamp.low());
    FloatVector high = FloatVector.broadcast(FLOATS, clamp.high());
    int i = 0;
    for (; i <= width - LANES; i += LANES) {
      FloatVector value =
          FloatVector.fromArray(FLOATS, sums, from + i)
              .mul(FloatVector.fromArray(FLOATS, scales, channel + i))
              .add(FloatVector.fromArray(FLOATS, bias, channel + i));
      if (residual != null) {
        value = value.add(FloatVector.fromArray(FLOATS, residual, at + i));
      }
      value = value.blend(low, value.lt(low));
      value.blend(high, high.lt(value)).intoArray(values, to + i);
    }
    for (; i < width; i++) {
      float scaled = sums[from + i] * scales[channel + i];
      float value = scaled + bias[channel + i];
      values[to + i] = clamp.apply(residual == null ? value : value + residual[at + i]);
    }
  }
}
