package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.BYTES;
import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.HALF_BYTES;
import static org.greensweep.inference.simd.Species.HALF_SHORTS;
import static org.greensweep.inference.simd.Species.INTS;
import static org.greensweep.inference.simd.Species.LANES;
import static org.greensweep.inference.simd.Species.SHORTS;
import static org.greensweep.inference.simd.Species.SHORT_LANES;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.Quantization;
import org.greensweep.inference.kernel.Quantizer;

/**
 * Crosses between fp32, int32 and int8 a vector at a time, with the rounding of the scalar twin.
 */
final class QuantizerVector implements Quantizer {
  /**
   * 1.5 * 2^23: adding it to a value below 2^22 leaves the integer nearest to it, half to even, in
   * the low bits. JDK 17 has no vector instruction for that, and converts to int lane by lane.
   */
  static final float MAGIC = 12582912f;

  static final int MAGIC_BITS = Float.floatToRawIntBits(MAGIC);

  @Override
  public void quantize(Quantization quantization, float[] input, byte[] output, int from, int to) {
    quantizeRange(quantization, input, from, output, from, to - from);
  }

  /** Quantizes {@code count} values from {@code from} on to {@code to} on. */
  static void quantizeRange(
      Quantization quantization, float[] input, int from, byte[] output, int to, int count) {
    FloatVector scale = FloatVector.broadcast(FLOATS, quantization.scale());
    FloatVector low = lowest(quantization);
    FloatVector high = highest(quantization);
    int shift = MAGIC_BITS - quantization.zeroPoint();
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector level = FloatVector.fromArray(FLOATS, input, from + i).div(scale);
      level = level.blend(low, level.lt(low));
      level = level.blend(high, high.lt(level));
      storeBytes(level.add(MAGIC).reinterpretAsInts().sub(shift), output, to + i);
    }
    for (; i < count; i++) {
      output[to + i] = quantization.quantize(input[from + i]);
    }
  }

  /**
   * Quantizes a vector of channels of each of {@code rows} pixels.
   *
   * @param at where the first pixel lies in input and output
   * @param stride from one pixel to the next
   */
  static void quantizeColumn(
      Quantization quantization, float[] input, int at, byte[] output, int stride, int rows) {
    FloatVector scale = FloatVector.broadcast(FLOATS, quantization.scale());
    FloatVector low = lowest(quantization);
    FloatVector high = highest(quantization);
    int shift = MAGIC_BITS - quantization.zeroPoint();
    int to = at;
    for (int row = 0; row < rows; row++) {
      FloatVector level = FloatVector.fromArray(FLOATS, input, to).div(scale);
      level = level.blend(low, level.lt(low));
      level = level.blend(high, high.lt(level));
      storeBytes(level.add(MAGIC).reinterpretAsInts().sub(shift), output, to);
      to += stride;
    }
  }

  /** Makes codes less their zero point, in fp32, of the values in whole vectors. */
  static void toLevels(Quantization quantization, float[] values, int from, int to) {
    FloatVector scale = FloatVector.broadcast(FLOATS, quantization.scale());
    FloatVector low = lowest(quantization);
    FloatVector high = highest(quantization);
    for (int i = from; i < to; i += LANES) {
      FloatVector level = FloatVector.fromArray(FLOATS, values, i).div(scale);
      level = level.blend(low, level.lt(low));
      level = level.blend(high, high.lt(level));
      level.add(MAGIC).sub(MAGIC).intoArray(values, i);
    }
  }

  @Override
  public void affinePart(
      Quantization quantization,
      float[] input,
      int first,
      int channels,
      float[] scale,
      float[] shift,
      byte[] output,
      int from,
      int to,
      Clamp clamp) {
    // Of values that become codes: division and rounding keep the order of values.
    Clamp bounds = clamp.within(quantization);
    for (int pixel = from; pixel < to; pixel++) {
      int target = pixel * scale.length + first;
      int source = pixel * channels;
      affinePixel(
          quantization, input, source, channels, scale, shift, first, output, target, bounds);
    }
  }

  private static void affinePixel(
      Quantization quantization,
      float[] input,
      int at,
      int channels,
      float[] scale,
      float[] shift,
      int first,
      byte[] output,
      int to,
      Clamp clamp) {
    FloatVector low = FloatVector.broadcast(FLOATS, clamp.low());
    FloatVector high = FloatVector.broadcast(FLOATS, clamp.high());
    FloatVector step = FloatVector.broadcast(FLOATS, quantization.scale());
    int zero = MAGIC_BITS - quantization.zeroPoint();
    int channel = 0;
    for (; channel <= channels - LANES; channel += LANES) {
      FloatVector value =
          FloatVector.fromArray(FLOATS, input, at + channel)
              .mul(FloatVector.fromArray(FLOATS, scale, first + channel))
              .add(FloatVector.fromArray(FLOATS, shift, first + channel));
      value = value.blend(low, value.lt(low));
      value = value.blend(high, high.lt(value)).div(step).add(MAGIC);
      storeBytes(value.reinterpretAsInts().sub(zero), output, to + channel);
    }
    for (; channel < channels; channel++) {
      float scaled = input[at + channel] * scale[first + channel];
      output[to + channel] = quantization.quantize(clamp.apply(scaled + shift[first + channel]));
    }
  }

  private static FloatVector lowest(Quantization quantization) {
    return FloatVector.broadcast(FLOATS, (float) quantization.lowest() - quantization.zeroPoint());
  }

  private static FloatVector highest(Quantization quantization) {
    return FloatVector.broadcast(FLOATS, (float) quantization.highest() - quantization.zeroPoint());
  }

  /** The lowest byte of each lane. */
  static void storeBytes(IntVector stored, byte[] output, int at) {
    ByteVector bytes = (ByteVector) stored.convertShape(VectorOperators.I2B, BYTES, 0);
    if (BYTES.length() == LANES) {
      bytes.intoArray(output, at);
    } else {
      bytes.intoArray(output, at, BYTES.indexInRange(0, LANES));
    }
  }

  /**
   * {@code output[i] = input[i] - zeroPoint} as floats, exactly, in whole vectors: what lies up to
   * a vector behind the last may be overwritten.
   *
   * @param count how many, from {@code from} on to {@code to} on
   */
  static void widen(byte[] input, int from, int zeroPoint, float[] output, int to, int count) {
    int i = 0;
    FloatVector zero = FloatVector.broadcast(FLOATS, (float) zeroPoint);
    int readable = input.length - BYTES.length() - from + 1;
    int writable = output.length - LANES - to + 1;
    int whole = Math.min(count, Math.min(readable, writable));
    for (; i < whole; i += LANES) {
      FloatVector value =
          (FloatVector)
              ByteVector.fromArray(BYTES, input, from + i)
                  .convertShape(VectorOperators.B2F, FLOATS, 0);
      value.sub(zero).intoArray(output, to + i);
    }
    for (; i < count; i++) {
      output[to + i] = input[from + i] - zeroPoint;
    }
  }

  /** As {@link #widen}, {@code count} vectors {@code step} apart to every {@code stride}. */
  static void widenColumn(
      byte[] input,
      int from,
      int step,
      int zeroPoint,
      float[] output,
      int to,
      int stride,
      int count) {
    FloatVector zero = FloatVector.broadcast(FLOATS, (float) zeroPoint);
    int source = from;
    int target = to;
    for (int i = 0; i < count; i++) {
      FloatVector value =
          (FloatVector)
              ByteVector.fromArray(BYTES, input, source)
                  .convertShape(VectorOperators.B2F, FLOATS, 0);
      value.sub(zero).intoArray(output, target);
      source += step;
      target += stride;
    }
  }

  /**
   * Vectors of {@link Species#SHORT_LANES} codes less their zero point, {@code step} apart, one
   * behind the other in 16 bits.
   */
  static void widenColumn(
      byte[] input, int from, int step, int zeroPoint, short[] output, int to, int count) {
    ShortVector zero = ShortVector.broadcast(SHORTS, (short) zeroPoint);
    int source = from;
    int target = to;
    for (int i = 0; i < count; i++) {
      ShortVector value =
          (ShortVector)
              ByteVector.fromArray(HALF_BYTES, input, source)
                  .convertShape(VectorOperators.B2S, SHORTS, 0);
      value.sub(zero).intoArray(output, target);
      source += step;
      target += SHORT_LANES;
    }
  }

  /**
   * {@code sums[at + i] += input[from + i]} for integers below 2^24 in magnitude that are held in
   * floats; counts full vectors.
   */
  static void addExact(float[] input, int from, int[] sums, int at, int count) {
    FloatVector magic = FloatVector.broadcast(FLOATS, MAGIC);
    for (int i = 0; i < count; i += LANES) {
      exactInts(FloatVector.fromArray(FLOATS, input, from + i), magic)
          .add(IntVector.fromArray(INTS, sums, at + i))
          .intoArray(sums, at + i);
    }
  }

  /** As above with sums that are the bits of floats. */
  static void addExact(float[] input, int from, float[] sums, int at, int count) {
    FloatVector magic = FloatVector.broadcast(FLOATS, MAGIC);
    for (int i = 0; i < count; i += LANES) {
      exactInts(FloatVector.fromArray(FLOATS, input, from + i), magic)
          .add(FloatVector.fromArray(FLOATS, sums, at + i).reinterpretAsInts())
          .reinterpretAsFloats()
          .intoArray(sums, at + i);
    }
  }

  /** The trick with the magic number reaches 2^22: high and low 12 bits go apart. */
  private static IntVector exactInts(FloatVector value, FloatVector magic) {
    FloatVector high = value.mul(0x1p-12f).add(magic);
    FloatVector low = value.sub(high.sub(magic).mul(0x1p12f)).add(magic);
    return high.reinterpretAsInts()
        .sub(MAGIC_BITS)
        .lanewise(VectorOperators.LSHL, 12)
        .add(low.reinterpretAsInts().sub(MAGIC_BITS));
  }

  /** {@code output[to + i] = input[from + i]}; counts full vectors. */
  static void widen(short[] input, int from, float[] output, int to, int count) {
    for (int i = 0; i < count; i += LANES) {
      ((FloatVector)
              ShortVector.fromArray(HALF_SHORTS, input, from + i)
                  .convertShape(VectorOperators.S2F, FLOATS, 0))
          .intoArray(output, to + i);
    }
  }

  /** {@code output[i] = input[at + i]}, rounded as Java rounds; counts full vectors. */
  static void toFloats(int[] input, int at, float[] output, int count) {
    toFloats(input, at, output, 0, count);
  }

  /** {@code output[to + i] = input[at + i]}, likewise. */
  static void toFloats(int[] input, int at, float[] output, int to, int count) {
    for (int i = 0; i < count; i += LANES) {
      ((FloatVector)
              IntVector.fromArray(INTS, input, at + i).convertShape(VectorOperators.I2F, FLOATS, 0))
          .intoArray(output, to + i);
    }
  }
}
