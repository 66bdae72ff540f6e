package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.FLOATS;
import static org.greensweep.inference.simd.Species.LANES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.greensweep.inference.kernel.FloatNormalization;
import org.greensweep.inference.kernel.FloatNormalizationScalar;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.network.LocalResponseNormalization;

/** Sums in fp32, a vector at a time: within 1e-5 of the scalar twin, which sums in double. */
final class FloatNormalizationVector implements FloatNormalization {
  /** The exponent of every published network; two square roots instead of a power. */
  private static final double THREE_QUARTERS = 0.75;

  private final FloatNormalization scalar = new FloatNormalizationScalar();

  @Override
  public void localResponse(
      LocalResponseNormalization layer,
      float[] input,
      float[] output,
      int channels,
      int from,
      int to,
      Scratch scratch) {
    if (layer.beta() != THREE_QUARTERS) {
      scalar.localResponse(layer, input, output, channels, from, to, scratch);
      return;
    }
    int before = (layer.size() - 1) / 2;
    int padded = before + Species.roundUp(channels) + layer.size();
    float[] squares = scratch.floats(padded + LANES);
    float[] divisors = scratch.tile(channels + LANES);
    float alpha = (float) (layer.alpha() / layer.size());
    Arrays.fill(squares, 0, padded + LANES, 0);
    for (int pixel = from; pixel < to; pixel++) {
      int at = pixel * channels;
      for (int c = 0; c < channels; c++) {
        squares[before + c] = input[at + c] * input[at + c];
      }
      divisors(squares, layer.size(), alpha, (float) layer.bias(), divisors, channels);
      for (int c = 0; c < channels; c++) {
        output[at + c] = input[at + c] / divisors[c];
      }
    }
  }

  private static void divisors(
      float[] squares, int size, float alpha, float bias, float[] divisors, int channels) {
    for (int c = 0; c < channels; c += LANES) {
      FloatVector sum = FloatVector.zero(FLOATS);
      for (int i = 0; i < size; i++) {
        sum = sum.add(FloatVector.fromArray(FLOATS, squares, c + i));
      }
      FloatVector root = sum.mul(alpha).add(bias).sqrt();
      root.mul(root.sqrt()).intoArray(divisors, c);
    }
  }

  /**
   * One value at a time: a classifier's softmax runs once a run, so that C2 compiles a loop over
   * its few vectors only after some hundred runs, and until then each vector is an object.
   */
  @Override
  public void softmax(float[] input, float[] output, int length) {
    float most = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      most = Math.max(most, input[i]);
    }
    double sum = 0;
    for (int i = 0; i < length; i++) {
      output[i] = (float) Math.exp(input[i] - most);
      sum += output[i];
    }
    float factor = (float) (1 / sum);
    for (int i = 0; i < length; i++) {
      output[i] *= factor;
    }
  }

  /** Writes {@code exp(x - most)} to the same places; returns their sum. */
  static float exponentials(float[] input, int from, int to, float most, float[] output) {
    Exponential.apply(input, 1, -most, output, from, to);
    return sum(output, from, to - from);
  }

  @Override
  public void layer(
      double epsilon,
      float[] gamma,
      float[] beta,
      float[] input,
      float[] output,
      int from,
      int to) {
    int channels = gamma.length;
    for (int pixel = from; pixel < to; pixel++) {
      int at = pixel * channels;
      float mean = sum(input, at, channels) / channels;
      double variance = squares(input, at, channels, mean) / (double) channels;
      float factor = (float) (1 / Math.sqrt(variance + epsilon));
      scale(input, at, mean, factor, gamma, beta, output);
    }
  }

  private static float sum(float[] input, int at, int count) {
    int bound = Species.bound(count);
    FloatVector sum = FloatVector.zero(FLOATS);
    for (int i = 0; i < bound; i += LANES) {
      sum = sum.add(FloatVector.fromArray(FLOATS, input, at + i));
    }
    float total = sum.reduceLanes(VectorOperators.ADD);
    for (int i = bound; i < count; i++) {
      total += input[at + i];
    }
    return total;
  }

  private static float squares(float[] input, int at, int count, float mean) {
    int bound = Species.bound(count);
    FloatVector sum = FloatVector.zero(FLOATS);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector centred = FloatVector.fromArray(FLOATS, input, at + i).sub(mean);
      sum = centred.fma(centred, sum);
    }
    float total = sum.reduceLanes(VectorOperators.ADD);
    for (int i = bound; i < count; i++) {
      total += (input[at + i] - mean) * (input[at + i] - mean);
    }
    return total;
  }

  private static void scale(
      float[] input,
      int at,
      float mean,
      float factor,
      float[] gamma,
      float[] beta,
      float[] output) {
    int bound = Species.bound(gamma.length);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector.fromArray(FLOATS, input, at + i)
          .sub(mean)
          .mul(factor)
          .fma(FloatVector.fromArray(FLOATS, gamma, i), FloatVector.fromArray(FLOATS, beta, i))
          .intoArray(output, at + i);
    }
    for (int i = bound; i < gamma.length; i++) {
      output[at + i] = (input[at + i] - mean) * factor * gamma[i] + beta[i];
    }
  }
}
