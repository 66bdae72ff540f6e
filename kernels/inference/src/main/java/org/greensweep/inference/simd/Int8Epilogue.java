package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.FloatTile.WIDTH;
import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;
import static org.greensweep.inference.simd.Species.SHORT_LANES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.CodeSteps;
import org.greensweep.inference.kernel.Int8Convolution.Parameters;
import org.greensweep.inference.kernel.Quantization;
import org.jspecify.annotations.Nullable;

/**
 * Turns exact integer sums, held in floats, into the outputs of an int8 layer. Where only codes are
 * read they are made in one go.
 */
final class Int8Epilogue {
  /** What is added where there is no residual: unlike +0 it leaves -0 as it is. */
  private static final float[] NOTHING = nothing();

  private final float[] scales;
  private final float[] bias;
  private final Clamp clamp;

  /** The clamp of values that become codes: division and rounding keep the order of values. */
  private final Clamp codeClamp;

  private final @Nullable Quantization quantization;
  private final @Nullable CodeSteps steps;
  private final @Nullable CodeThresholds thresholds;

  Int8Epilogue(Parameters parameters) {
    // Vectors may read beyond the last channel.
    int padded = parameters.bias().length + 2 * LANES;
    this.scales = Arrays.copyOf(parameters.scales(), padded);
    this.bias = Arrays.copyOf(parameters.bias(), padded);
    this.clamp = parameters.clamp();
    this.quantization = parameters.output();
    this.steps = parameters.steps();
    this.thresholds = CodeThresholds.of(parameters);
    this.codeClamp = quantization == null ? clamp : clamp.within(quantization);
  }

  private static float[] nothing() {
    float[] nothing = new float[LANES];
    Arrays.fill(nothing, -0f);
    return nothing;
  }

  /**
   * Handles {@code width} channels of each of {@code rows} pixels.
   *
   * @param sumStride from one pixel to the next of the sums
   * @param channel the first of them
   * @param at where the first pixel lies in the outputs and the residual
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
    if (width < LANES || (steps != null && thresholds == null)) {
      storeRest(
          sums, sumsAt, sumStride, rows, channel, width, at, stride, residual, real, quantized);
      return;
    }
    if (real != null
        && quantized != null
        && quantization != null
        && width == WIDTH
        && sumStride == WIDTH) {
      scaleAndEncode(
          quantization, sums, sumsAt, rows, channel, residual, at, stride, real, quantized);
      return;
    }
    for (int next = 0; next < width; next += LANES) {
      // The last vector ends with the last channel, and repeats some of the one before.
      int i = Math.min(next, width - LANES);
      int to = at + i;
      int from = sumsAt + i;
      if (real != null) {
        scale(sums, from, sumStride, rows, channel + i, residual, to, stride, real);
        if (quantized != null && quantization != null) {
          QuantizerVector.quantizeColumn(quantization, real, to, quantized, stride, rows);
        }
      } else if (quantized != null && thresholds != null && residual == null) {
        thresholds.encode(sums, from, sumStride, rows, channel + i, quantized, to, stride);
      } else if (quantized != null && quantization != null) {
        encode(
            quantization,
            sums,
            from,
            sumStride,
            rows,
            channel + i,
            residual,
            to,
            stride,
            quantized);
      }
    }
  }

  /**
   * As {@link #storeRows}, of sums of {@link Species#SHORT_LANES} channels in 16 bits, one pixel
   * behind the other from {@code sumsAt} on; none is {@link Short#MIN_VALUE}.
   *
   * @param work for as many values
   */
  void storeShorts(
      short[] sums,
      int sumsAt,
      int rows,
      int channel,
      int at,
      int stride,
      float @Nullable [] residual,
      float @Nullable [] real,
      byte @Nullable [] quantized,
      float[] work) {
    if (real == null && quantized != null && thresholds != null && residual == null) {
      thresholds.encode(sums, sumsAt, rows, channel, quantized, at, stride);
      return;
    }
    QuantizerVector.widen(sums, sumsAt, work, 0, rows * SHORT_LANES);
    storeRows(
        work, 0, SHORT_LANES, rows, channel, SHORT_LANES, at, stride, residual, real, quantized);
  }

  /**
   * As {@link #storeRows}, of sums in int32 that floats hold exactly, from the first of {@code
   * sums} on.
   *
   * @param work for as many values
   */
  void storeInts(
      int[] sums,
      int sumStride,
      int rows,
      int channel,
      int width,
      int at,
      int stride,
      float @Nullable [] residual,
      float @Nullable [] real,
      byte @Nullable [] quantized,
      float[] work) {
    if (width >= LANES
        && real == null
        && quantized != null
        && thresholds != null
        && residual == null) {
      for (int next = 0; next < width; next += LANES) {
        int i = Math.min(next, width - LANES);
        thresholds.encode(sums, i, sumStride, rows, channel + i, quantized, at + i, stride);
      }
      return;
    }
    QuantizerVector.toFloats(sums, 0, work, rows * sumStride);
    storeRows(work, 0, sumStride, rows, channel, width, at, stride, residual, real, quantized);
  }

  /** Makes fp32 outputs of the sums of {@link FloatTile#WIDTH} channels where they lie. */
  void scaleWhole(float[] sums, int at, int rows, int channel) {
    scale(sums, at, FloatTile.WIDTH, rows, channel, null, at, FloatTile.WIDTH, sums);
    int next = at + LANES;
    scale(sums, next, FloatTile.WIDTH, rows, channel + LANES, null, next, FloatTile.WIDTH, sums);
  }

  /**
   * Makes codes less their zero point of the sums of a vector of channels where they lie; for
   * layers whose outputs are codes.
   */
  void encodeLevels(
      Quantization codes, float[] sums, int at, int sumStride, int rows, int channel) {
    FloatVector low = FloatVector.broadcast(FLOATS, codeClamp.low());
    FloatVector high = FloatVector.broadcast(FLOATS, codeClamp.high());
    FloatVector scale = FloatVector.fromArray(FLOATS, scales, channel);
    FloatVector shift = FloatVector.fromArray(FLOATS, bias, channel);
    FloatVector step = FloatVector.broadcast(FLOATS, codes.scale());
    int source = at;
    for (int row = 0; row < rows; row++) {
      FloatVector value = FloatVector.fromArray(FLOATS, sums, source).mul(scale).add(shift);
      value = value.blend(low, value.lt(low));
      value = value.blend(high, high.lt(value)).div(step);
      value.add(QuantizerVector.MAGIC).sub(QuantizerVector.MAGIC).intoArray(sums, source);
      source += sumStride;
    }
  }

  /** A vector of channels in fp32. */
  private void scale(
      float[] sums,
      int from,
      int sumStride,
      int rows,
      int channel,
      float @Nullable [] residual,
      int at,
      int stride,
      float[] real) {
    FloatVector low = FloatVector.broadcast(FLOATS, clamp.low());
    FloatVector high = FloatVector.broadcast(FLOATS, clamp.high());
    FloatVector scale = FloatVector.fromArray(FLOATS, scales, channel);
    FloatVector shift = FloatVector.fromArray(FLOATS, bias, channel);
    float[] added = residual == null ? NOTHING : residual;
    int addedAt = residual == null ? 0 : at;
    int addedStride = residual == null ? 0 : stride;
    int source = from;
    int target = at;
    for (int row = 0; row < rows; row++) {
      FloatVector value =
          FloatVector.fromArray(FLOATS, sums, source)
              .mul(scale)
              .add(shift)
              .add(FloatVector.fromArray(FLOATS, added, addedAt));
      value = value.blend(low, value.lt(low));
      value.blend(high, high.lt(value)).intoArray(real, target);
      source += sumStride;
      target += stride;
      addedAt += addedStride;
    }
  }

  /** A vector of channels in codes. */
  private void encode(
      Quantization quantization,
      float[] sums,
      int from,
      int sumStride,
      int rows,
      int channel,
      float @Nullable [] residual,
      int at,
      int stride,
      byte[] quantized) {
    FloatVector low = FloatVector.broadcast(FLOATS, codeClamp.low());
    FloatVector high = FloatVector.broadcast(FLOATS, codeClamp.high());
    FloatVector scale = FloatVector.fromArray(FLOATS, scales, channel);
    FloatVector shift = FloatVector.fromArray(FLOATS, bias, channel);
    FloatVector step = FloatVector.broadcast(FLOATS, quantization.scale());
    int zero = QuantizerVector.MAGIC_BITS - quantization.zeroPoint();
    float[] added = residual == null ? NOTHING : residual;
    int addedAt = residual == null ? 0 : at;
    int addedStride = residual == null ? 0 : stride;
    int source = from;
    int target = at;
    for (int row = 0; row < rows; row++) {
      FloatVector value =
          FloatVector.fromArray(FLOATS, sums, source)
              .mul(scale)
              .add(shift)
              .add(FloatVector.fromArray(FLOATS, added, addedAt));
      value = value.blend(low, value.lt(low));
      value = value.blend(high, high.lt(value)).div(step).add(QuantizerVector.MAGIC);
      QuantizerVector.storeBytes(value.reinterpretAsInts().sub(zero), quantized, target);
      source += sumStride;
      target += stride;
      addedAt += addedStride;
    }
  }

  /**
   * The channels of a panel in fp32 and in codes. Both of its vectors at once: one after the other
   * took up to a seventh longer.
   */
  private void scaleAndEncode(
      Quantization quantization,
      float[] sums,
      int from,
      int rows,
      int channel,
      float @Nullable [] residual,
      int at,
      int stride,
      float[] real,
      byte[] quantized) {
    FloatVector low = FloatVector.broadcast(FLOATS, clamp.low());
    FloatVector high = FloatVector.broadcast(FLOATS, clamp.high());
    FloatVector least = FloatVector.broadcast(FLOATS, codeClamp.low());
    FloatVector greatest = FloatVector.broadcast(FLOATS, codeClamp.high());
    FloatVector scale0 = FloatVector.fromArray(FLOATS, scales, channel);
    FloatVector scale1 = FloatVector.fromArray(FLOATS, scales, channel + LANES);
    FloatVector shift0 = FloatVector.fromArray(FLOATS, bias, channel);
    FloatVector shift1 = FloatVector.fromArray(FLOATS, bias, channel + LANES);
    FloatVector step = FloatVector.broadcast(FLOATS, quantization.scale());
    int zero = QuantizerVector.MAGIC_BITS - quantization.zeroPoint();
    float[] added = residual == null ? NOTHING : residual;
    int addedAt = residual == null ? 0 : at;
    int addedNext = residual == null ? 0 : LANES;
    int addedStride = residual == null ? 0 : stride;
    int target = at;
    int end = from + rows * WIDTH;
    for (int source = from; source < end; source += WIDTH) {
      FloatVector value =
          FloatVector.fromArray(FLOATS, sums, source)
              .mul(scale0)
              .add(shift0)
              .add(FloatVector.fromArray(FLOATS, added, addedAt));
      value = value.blend(low, value.lt(low));
      value = value.blend(high, high.lt(value));
      value.intoArray(real, target);
      value = value.blend(least, value.lt(least));
      value = value.blend(greatest, greatest.lt(value)).div(step).add(QuantizerVector.MAGIC);
      QuantizerVector.storeBytes(value.reinterpretAsInts().sub(zero), quantized, target);
      value =
          FloatVector.fromArray(FLOATS, sums, source + LANES)
              .mul(scale1)
              .add(shift1)
              .add(FloatVector.fromArray(FLOATS, added, addedAt + addedNext));
      value = value.blend(low, value.lt(low));
      value = value.blend(high, high.lt(value));
      value.intoArray(real, target + LANES);
      value = value.blend(least, value.lt(least));
      value = value.blend(greatest, greatest.lt(value)).div(step).add(QuantizerVector.MAGIC);
      QuantizerVector.storeBytes(value.reinterpretAsInts().sub(zero), quantized, target + LANES);
      target += stride;
      addedAt += addedStride;
    }
  }

  /** Fewer channels than a vector has lanes, or whose codes have no thresholds. */
  private void storeRest(
      float[] sums,
      int from,
      int sumStride,
      int rows,
      int channel,
      int width,
      int at,
      int stride,
      float @Nullable [] residual,
      float @Nullable [] real,
      byte @Nullable [] quantized) {
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < width; i++) {
        int to = at + row * stride + i;
        float scaled = sums[from + row * sumStride + i] * scales[channel + i];
        float value = scaled + bias[channel + i];
        value = clamp.apply(residual == null ? value : value + residual[to]);
        if (real != null) {
          real[to] = value;
        }
        if (quantized != null && steps != null) {
          quantized[to] = steps.code(value);
        } else if (quantized != null && quantization != null) {
          quantized[to] = quantization.quantize(value);
        }
      }
    }
  }
}
