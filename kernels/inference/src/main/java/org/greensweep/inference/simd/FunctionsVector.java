package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;

import jdk.incubator.vector.FloatVector;
import org.greensweep.inference.kernel.Gates;
import org.greensweep.network.Layer.Function;

/**
 * The smooth activations of common networks, a vector at a time: within 1e-6 of the exact value, or
 * of its magnitude where that is greater. Others run plainly.
 */
final class FunctionsVector {
  /** A product instead of a quotient: 0.15 instead of 0.20 ns an element. */
  private static final float SIXTH = 1f / 6;

  private FunctionsVector() {}

  /** {@code output = function(input)} for elements {@code from} to {@code to}. */
  static void apply(Function function, float[] input, float[] output, int from, int to) {
    int bound = from + Species.bound(to - from);
    switch (function) {
      case SIGMOID -> sigmoid(input, output, from, bound);
      case TANH -> tanh(input, output, from, bound);
      case SILU -> silu(input, output, from, bound);
      case HARD_SIGMOID -> hardSigmoid(input, output, from, bound);
      case HARD_SWISH -> hardSwish(input, output, from, bound);
      case GELU -> gelu(input, output, from, bound);
      default -> bound = from;
    }
    Gates.apply(function, input, output, bound, to);
  }

  private static void sigmoid(float[] input, float[] output, int from, int to) {
    FloatVector one = FloatVector.broadcast(FLOATS, 1);
    for (int i = from; i < to; i += LANES) {
      FloatVector x = FloatVector.fromArray(FLOATS, input, i);
      one.div(Exponential.of(x.neg()).add(1f)).intoArray(output, i);
    }
  }

  /** {@code 1 - 2 / (1 + exp(2x))}: near 0 within 1e-7, not within a part of the value. */
  private static void tanh(float[] input, float[] output, int from, int to) {
    FloatVector one = FloatVector.broadcast(FLOATS, 1);
    FloatVector two = FloatVector.broadcast(FLOATS, 2);
    for (int i = from; i < to; i += LANES) {
      FloatVector x = FloatVector.fromArray(FLOATS, input, i);
      one.sub(two.div(Exponential.of(x.add(x)).add(1f))).intoArray(output, i);
    }
  }

  private static void silu(float[] input, float[] output, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      FloatVector x = FloatVector.fromArray(FLOATS, input, i);
      x.div(Exponential.of(x.neg()).add(1f)).intoArray(output, i);
    }
  }

  private static void hardSigmoid(float[] input, float[] output, int from, int to) {
    FloatVector zero = FloatVector.zero(FLOATS);
    FloatVector six = FloatVector.broadcast(FLOATS, 6);
    for (int i = from; i < to; i += LANES) {
      FloatVector x = FloatVector.fromArray(FLOATS, input, i).add(3f);
      x = x.blend(zero, x.lt(zero));
      x.blend(six, six.lt(x)).mul(SIXTH).intoArray(output, i);
    }
  }

  private static void hardSwish(float[] input, float[] output, int from, int to) {
    FloatVector zero = FloatVector.zero(FLOATS);
    FloatVector six = FloatVector.broadcast(FLOATS, 6);
    for (int i = from; i < to; i += LANES) {
      FloatVector x = FloatVector.fromArray(FLOATS, input, i);
      FloatVector y = x.add(3f);
      y = y.blend(zero, y.lt(zero));
      y.blend(six, six.lt(y)).mul(SIXTH).mul(x).intoArray(output, i);
    }
  }

  /**
   * {@code x/2 * (1 + erf(x/sqrt(2)))}, erf by Abramowitz and Stegun 7.1.26 (within 1.5e-7): {@code
   * 1 - erf(z) = t * polynomial(t) * exp(-z * z)} for z at least 0, so that nothing cancels. Zero
   * below {@link Gates#GELU_ZERO}.
   */
  private static void gelu(float[] input, float[] output, int from, int to) {
    FloatVector one = FloatVector.broadcast(FLOATS, 1);
    FloatVector zero = FloatVector.zero(FLOATS);
    for (int i = from; i < to; i += LANES) {
      FloatVector x = FloatVector.fromArray(FLOATS, input, i);
      FloatVector z = x.mul(0.70710678f);
      FloatVector magnitude = z.blend(z.neg(), z.lt(zero));
      FloatVector t = one.div(magnitude.mul(0.3275911f).add(1f));
      FloatVector p = t.mul(1.061405429f).add(-1.453152027f);
      p = p.mul(t).add(1.421413741f);
      p = p.mul(t).add(-0.284496736f);
      p = p.mul(t).add(0.254829592f);
      FloatVector half = p.mul(t).mul(Exponential.of(z.mul(z).neg())).mul(0.5f);
      FloatVector share = one.sub(half).blend(half, x.lt(zero));
      share.blend(zero, x.lt(Gates.GELU_ZERO)).mul(x).intoArray(output, i);
    }
  }
}
