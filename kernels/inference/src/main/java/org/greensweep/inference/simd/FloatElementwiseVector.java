package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.FloatElementwise;
import org.greensweep.network.Layer.Function;

/**
 * A vector at a time. Clamps compare and blend: C2's {@code max} also orders zeros and NaN, which
 * takes half as long again.
 */
final class FloatElementwiseVector implements FloatElementwise {
  @Override
  public void add(float[] left, float[] right, float[] output, int from, int to, Clamp clamp) {
    addRange(left, right, output, from, to, clamp);
  }

  static void addRange(float[] left, float[] right, float[] output, int from, int to, Clamp clamp) {
    FloatVector low = FloatVector.broadcast(FLOATS, clamp.low());
    FloatVector high = FloatVector.broadcast(FLOATS, clamp.high());
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      FloatVector sum =
          FloatVector.fromArray(FLOATS, left, i).add(FloatVector.fromArray(FLOATS, right, i));
      sum = sum.blend(low, sum.lt(low));
      sum.blend(high, high.lt(sum)).intoArray(output, i);
    }
    for (; i < to; i++) {
      output[i] = clamp.apply(left[i] + right[i]);
    }
  }

  @Override
  public void clamp(float[] input, float[] output, int from, int to, Clamp clamp) {
    clampRange(input, output, from, to, clamp);
  }

  static void clampRange(float[] input, float[] output, int from, int to, Clamp clamp) {
    FloatVector low = FloatVector.broadcast(FLOATS, clamp.low());
    FloatVector high = FloatVector.broadcast(FLOATS, clamp.high());
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      FloatVector value = FloatVector.fromArray(FLOATS, input, i);
      value = value.blend(low, value.lt(low));
      value.blend(high, high.lt(value)).intoArray(output, i);
    }
    for (; i < to; i++) {
      output[i] = clamp.apply(input[i]);
    }
  }

  @Override
  public void sign(float[] input, float[] output, int from, int to) {
    FloatVector zero = FloatVector.zero(FLOATS);
    FloatVector one = FloatVector.broadcast(FLOATS, 1);
    FloatVector minus = FloatVector.broadcast(FLOATS, -1);
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      FloatVector value = FloatVector.fromArray(FLOATS, input, i);
      minus.blend(one, zero.compare(VectorOperators.LE, value)).intoArray(output, i);
    }
    for (; i < to; i++) {
      output[i] = input[i] >= 0 ? 1 : -1;
    }
  }

  @Override
  public void affine(
      float[] input, float[] scale, float[] shift, float[] output, int from, int to, Clamp clamp) {
    affinePart(input, 0, scale.length, scale, shift, output, from, to, clamp);
  }

  @Override
  public void affinePart(
      float[] input,
      int first,
      int channels,
      float[] scale,
      float[] shift,
      float[] output,
      int from,
      int to,
      Clamp clamp) {
    for (int pixel = from; pixel < to; pixel++) {
      int target = pixel * scale.length + first;
      affinePixel(input, pixel * channels, channels, scale, shift, first, output, target, clamp);
    }
  }

  private static void affinePixel(
      float[] input,
      int at,
      int channels,
      float[] scale,
      float[] shift,
      int first,
      float[] output,
      int to,
      Clamp clamp) {
    FloatVector low = FloatVector.broadcast(FLOATS, clamp.low());
    FloatVector high = FloatVector.broadcast(FLOATS, clamp.high());
    int channel = 0;
    for (; channel <= channels - LANES; channel += LANES) {
      FloatVector value =
          FloatVector.fromArray(FLOATS, input, at + channel)
              .mul(FloatVector.fromArray(FLOATS, scale, first + channel))
              .add(FloatVector.fromArray(FLOATS, shift, first + channel));
      value = value.blend(low, value.lt(low));
      value.blend(high, high.lt(value)).intoArray(output, to + channel);
    }
    for (; channel < channels; channel++) {
      float scaled = input[at + channel] * scale[first + channel];
      output[to + channel] = clamp.apply(scaled + shift[first + channel]);
    }
  }

  @Override
  public void apply(Function function, float[] input, float[] output, int from, int to) {
    FunctionsVector.apply(function, input, output, from, to);
  }

  @Override
  public void multiply(float[] map, float[] gate, int factors, float[] output, int from, int to) {
    int at = from;
    while (at < to) {
      int factor = at % factors;
      int count = Math.min(factors - factor, to - at);
      multiplyRange(map, at, gate, factor, output, count);
      at += count;
    }
  }

  private static void multiplyRange(
      float[] map, int at, float[] gate, int factor, float[] output, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector.fromArray(FLOATS, map, at + i)
          .mul(FloatVector.fromArray(FLOATS, gate, factor + i))
          .intoArray(output, at + i);
    }
    for (; i < count; i++) {
      output[at + i] = map[at + i] * gate[factor + i];
    }
  }
}
