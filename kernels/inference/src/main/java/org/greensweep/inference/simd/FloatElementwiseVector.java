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
    for (int pixel = from; pixel < to; pixel++) {
      affinePixel(input, scale, shift, output, pixel * scale.length, clamp);
    }
  }

  private static void affinePixel(
      float[] input, float[] scale, float[] shift, float[] output, int at, Clamp clamp) {
    FloatVector low = FloatVector.broadcast(FLOATS, clamp.low());
    FloatVector high = FloatVector.broadcast(FLOATS, clamp.high());
    int channel = 0;
    for (; channel <= scale.length - LANES; channel += LANES) {
      FloatVector value =
          FloatVector.fromArray(FLOATS, input, at + channel)
              .mul(FloatVector.fromArray(FLOATS, scale, channel))
              .add(FloatVector.fromArray(FLOATS, shift, channel));
      value = value.blend(low, value.lt(low));
      value.blend(high, high.lt(value)).intoArray(output, at + channel);
    }
    for (; channel < scale.length; channel++) {
      float scaled = input[at + channel] * scale[channel];
      output[at + channel] = clamp.apply(scaled + shift[channel]);
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
