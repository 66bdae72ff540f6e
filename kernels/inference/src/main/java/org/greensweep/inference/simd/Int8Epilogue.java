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

  private final @Nullable Quantization quantization;

  /** The clamp of values that become codes: division and rounding keep the order of values. */
  private final Clamp codeClamp;

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
    if (real == null && quantized != null && thresholds != null && residual == null) {
      for (int next = 0; next < width; next += LANES) {
        // The last vector ends with the last channel, and repeats some of the one before.
        int i = Math.min(next, width - LANES);
        thresholds.encode(
            sums, sumsAt + i, sumStride, rows, channel + i, quantized, at + i, stride);
      }
      return;
    }
    if (width == WIDTH && sumStride == WIDTH) {
      int next = channel + LANES;
      storeTwo(sums, sumsAt, rows, channel, next, at, LANES, stride, residual, real, quantized);
    } else if (width == LANES && sumStride == LANES && rows > 1) {
      int pairs = rows / 2;
      storeTwo(
          sums, sumsAt, pairs, channel, channel, at, stride, 2 * stride, residual, real, quantized);
      if (rows % 2 != 0) {
        int from = sumsAt + (rows - 2) * LANES;
        int to = at + (rows - 2) * stride;
        storeTwo(sums, from, 1, channel, channel, to, stride, stride, residual, real, quantized);
      }
    } else {
      for (int next = 0; next < width; next += LANES) {
        // As above.
        int i = Math.min(next, width - LANES);
        int from = sumsAt + i;
        int to = at + i;
        if (real != null) {
          scale(sums, from, sumStride, rows, channel + i, residual, to, stride, real);
        }
        if (quantized != null && quantization != null) {
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
  }

  /**
   * Handles two vectors of sums that lie side by side, {@code count} times: those of the channels
   * of a panel, or those of the same channels of two pixels. A step that is constant frees the loop
   * of its range checks, which took longer than all of its arithmetic.
   *
   * @param next the first channel of the second vector
   * @param nextAt from the outputs of the first vector to those of the second
   * @param step from the outputs of two vectors to those of the next two
   */
  private void storeTwo(
      float[] sums,
      int sumsAt,
      int count,
      int channel,
      int next,
      int at,
      int nextAt,
      int step,
      float @Nullable [] residual,
      float @Nullable [] real,
      byte @Nullable [] quantized) {
    float[] added = residual == null ? NOTHING : residual;
    int addedAt = residual == null ? 0 : at;
    int addedNext = residual == null ? 0 : nextAt;
    int addedStep = residual == null ? 0 : step;
    if (real != null && quantized != null && quantization != null) {
      bothTwo(
          quantization,
          sums,
          sumsAt,
          count,
          channel,
          next,
          added,
          addedAt,
          addedNext,
          addedStep,
          real,
          quantized,
          at,
          nextAt,
          step);
    } else if (real != null) {
      scaleTwo(
          sums, sumsAt, count, channel, next, added, addedAt, addedNext, addedStep, real, at,
          nextAt, step);
    } else if (quantized != null && quantization != null) {
      encodeTwo(
          quantization,
          sums,
          sumsAt,
          count,
          channel,
          next,
          added,
          addedAt,
          addedNext,
          addedStep,
          quantized,
          at,
          nextAt,
          step);
    }
  }

  private void scaleTwo(
      float[] sums,
      int sumsAt,
      int count,
      int channel,
      int next,
      float[] added,
      int addedAt,
      int addedNext,
      int addedStep,
      float[] real,
      int at,
      int nextAt,
      int step) {
    FloatVector low = FloatVector.broadcast(FLOATS, clamp.low());
    FloatVector high = FloatVector.broadcast(FLOATS, clamp.high());
    FloatVector scale0 = FloatVector.fromArray(FLOATS, scales, channel);
    FloatVector scale1 = FloatVector.fromArray(FLOATS, scales, next);
    FloatVector shift0 = FloatVector.fromArray(FLOATS, bias, channel);
    FloatVector shift1 = FloatVector.fromArray(FLOATS, bias, next);
    int end = sumsAt + count * WIDTH;
    int from = addedAt;
    int to = at;
    for (int source = sumsAt; source < end; source += WIDTH) {
      FloatVector value =
          FloatVector.fromArray(FLOATS, sums, source)
              .mul(scale0)
              .add(shift0)
              .add(FloatVector.fromArray(FLOATS, added, from));
      value = value.blend(low, value.lt(low));
      value.blend(high, high.lt(value)).intoArray(real, to);
      value =
          FloatVector.fromArray(FLOATS, sums, source + LANES)
              .mul(scale1)
              .add(shift1)
              .add(FloatVector.fromArray(FLOATS, added, from + addedNext));
      value = value.blend(low, value.lt(low));
      value.blend(high, high.lt(value)).intoArray(real, to + nextAt);
      from += addedStep;
      to += step;
    }
  }

  private void bothTwo(
      Quantization quantization,
      float[] sums,
      int sumsAt,
      int count,
      int channel,
      int next,
      float[] added,
      int addedAt,
      int addedNext,
      int addedStep,
      float[] real,
      byte[] quantized,
      int at,
      int nextAt,
      int step) {
    FloatVector low = FloatVector.broadcast(FLOATS, clamp.low());
    FloatVector high = FloatVector.broadcast(FLOATS, clamp.high());
    FloatVector least = FloatVector.broadcast(FLOATS, codeClamp.low());
    FloatVector greatest = FloatVector.broadcast(FLOATS, codeClamp.high());
    FloatVector scale0 = FloatVector.fromArray(FLOATS, scales, channel);
    FloatVector scale1 = FloatVector.fromArray(FLOATS, scales, next);
    FloatVector shift0 = FloatVector.fromArray(FLOATS, bias, channel);
    FloatVector shift1 = FloatVector.fromArray(FLOATS, bias, next);
    FloatVector unit = FloatVector.broadcast(FLOATS, quantization.scale());
    int zero = QuantizerVector.MAGIC_BITS - quantization.zeroPoint();
    int end = sumsAt + count * WIDTH;
    int from = addedAt;
    int to = at;
    for (int source = sumsAt; source < end; source += WIDTH) {
      FloatVector value =
          FloatVector.fromArray(FLOATS, sums, source)
              .mul(scale0)
              .add(shift0)
              .add(FloatVector.fromArray(FLOATS, added, from));
      value = value.blend(low, value.lt(low));
      value = value.blend(high, high.lt(value));
      value.intoArray(real, to);
      FloatVector level = value.blend(least, value.lt(least));
      level = level.blend(greatest, greatest.lt(level)).div(unit).add(QuantizerVector.MAGIC);
      QuantizerVector.storeBytes(level.reinterpretAsInts().sub(zero), quantized, to);
      value =
          FloatVector.fromArray(FLOATS, sums, source + LANES)
              .mul(scale1)
              .add(shift1)
              .add(FloatVector.fromArray(FLOATS, added, from + addedNext));
      value = value.blend(low, value.lt(low));
      value = value.blend(high, high.lt(value));
      value.intoArray(real, to + nextAt);
      level = value.blend(least, value.lt(least));
      level = level.blend(greatest, greatest.lt(level)).div(unit).add(QuantizerVector.MAGIC);
      QuantizerVector.storeBytes(level.reinterpretAsInts().sub(zero), quantized, to + nextAt);
      from += addedStep;
      to += step;
    }
  }

  private void encodeTwo(
      Quantization quantization,
      float[] sums,
      int sumsAt,
      int count,
      int channel,
      int next,
      float[] added,
      int addedAt,
      int addedNext,
      int addedStep,
      byte[] quantized,
      int at,
      int nextAt,
      int step) {
    FloatVector least = FloatVector.broadcast(FLOATS, codeClamp.low());
    FloatVector greatest = FloatVector.broadcast(FLOATS, codeClamp.high());
    FloatVector scale0 = FloatVector.fromArray(FLOATS, scales, channel);
    FloatVector scale1 = FloatVector.fromArray(FLOATS, scales, next);
    FloatVector shift0 = FloatVector.fromArray(FLOATS, bias, channel);
    FloatVector shift1 = FloatVector.fromArray(FLOATS, bias, next);
    FloatVector unit = FloatVector.broadcast(FLOATS, quantization.scale());
    int zero = QuantizerVector.MAGIC_BITS - quantization.zeroPoint();
    int end = sumsAt + count * WIDTH;
    int from = addedAt;
    int to = at;
    for (int source = sumsAt; source < end; source += WIDTH) {
      FloatVector value =
          FloatVector.fromArray(FLOATS, sums, source)
              .mul(scale0)
              .add(shift0)
              .add(FloatVector.fromArray(FLOATS, added, from));
      value = value.blend(least, value.lt(least));
      value = value.blend(greatest, greatest.lt(value)).div(unit).add(QuantizerVector.MAGIC);
      QuantizerVector.storeBytes(value.reinterpretAsInts().sub(zero), quantized, to);
      value =
          FloatVector.fromArray(FLOATS, sums, source + LANES)
              .mul(scale1)
              .add(shift1)
              .add(FloatVector.fromArray(FLOATS, added, from + addedNext));
      value = value.blend(least, value.lt(least));
      value = value.blend(greatest, greatest.lt(value)).div(unit).add(QuantizerVector.MAGIC);
      QuantizerVector.storeBytes(value.reinterpretAsInts().sub(zero), quantized, to + nextAt);
      from += addedStep;
      to += step;
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
    int next = channel + LANES;
    scaleTwo(sums, at, rows, channel, next, NOTHING, 0, 0, 0, sums, at, LANES, WIDTH);
  }

  /**
   * Makes codes less their zero point of the sums of a vector of channels of {@code count} pixels;
   * for layers whose outputs are codes.
   *
   * @param at of the sums of the first pixel; those of the next lie {@link FloatTile#WIDTH} behind
   * @param to takes those of one pixel behind the other
   */
  void moveLevels(
      Quantization codes, float[] sums, int at, int channel, float[] levels, int to, int count) {
    FloatVector least = FloatVector.broadcast(FLOATS, codeClamp.low());
    FloatVector greatest = FloatVector.broadcast(FLOATS, codeClamp.high());
    FloatVector scale = FloatVector.fromArray(FLOATS, scales, channel);
    FloatVector shift = FloatVector.fromArray(FLOATS, bias, channel);
    FloatVector unit = FloatVector.broadcast(FLOATS, codes.scale());
    int source = at;
    int end = to + count * LANES;
    for (int target = to; target < end; target += LANES) {
      FloatVector value = FloatVector.fromArray(FLOATS, sums, source).mul(scale).add(shift);
      value = value.blend(least, value.lt(least));
      value = value.blend(greatest, greatest.lt(value)).div(unit);
      value.add(QuantizerVector.MAGIC).sub(QuantizerVector.MAGIC).intoArray(levels, target);
      source += WIDTH;
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
