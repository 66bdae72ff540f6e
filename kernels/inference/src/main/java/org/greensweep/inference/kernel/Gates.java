package org.greensweep.inference.kernel;

import org.greensweep.network.Layer.Function;

/**
 * Smooth activations, products with gates and channel shuffles, in fp32, channels innermost. One
 * implementation for all machines: they are a few elements beside the convolutions around them.
 */
public final class Gates {
  /**
   * Below this GELU is zero, since erf rounds to -1 in fp32 (erfc(5.5426 / sqrt 2) = 2^-25): the
   * frameworks' values of -1e-8 and their zeros differ in the sign that a 1-bit layer reads.
   */
  public static final float GELU_ZERO = -5.5426f;

  private Gates() {}

  /** {@code output = function(input)} for elements {@code from} to {@code to}. */
  public static void apply(Function function, float[] input, float[] output, int from, int to) {
    switch (function) {
      case SIGMOID -> {
        for (int i = from; i < to; i++) {
          output[i] = sigmoid(input[i]);
        }
      }
      case TANH -> {
        for (int i = from; i < to; i++) {
          output[i] = (float) Math.tanh(input[i]);
        }
      }
      case SILU -> {
        for (int i = from; i < to; i++) {
          output[i] = input[i] * sigmoid(input[i]);
        }
      }
      case HARD_SIGMOID -> {
        for (int i = from; i < to; i++) {
          output[i] = hardSigmoid(input[i]);
        }
      }
      case HARD_SWISH -> {
        for (int i = from; i < to; i++) {
          output[i] = input[i] * hardSigmoid(input[i]);
        }
      }
      case GELU -> {
        for (int i = from; i < to; i++) {
          double share = input[i] < GELU_ZERO ? 0 : (1 + erf(input[i] / Math.sqrt(2))) / 2;
          output[i] = (float) (input[i] * share);
        }
      }
      default -> throw new IllegalArgumentException(function + " has a kernel of its own");
    }
  }

  private static float sigmoid(float x) {
    return (float) (1 / (1 + Math.exp(-x)));
  }

  /** Abramowitz and Stegun 7.1.26; within 1.5e-7. */
  private static double erf(double x) {
    double t = 1 / (1 + 0.3275911 * Math.abs(x));
    double polynomial =
        t
            * (0.254829592
                + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
    return Math.copySign(1 - polynomial * Math.exp(-x * x), x);
  }

  private static float hardSigmoid(float x) {
    return Math.min(Math.max(x + 3, 0), 6) / 6;
  }

  /**
   * {@code output = map * gate} for elements {@code from} to {@code to}; the gate has {@code
   * factors} values, one per channel or one per element.
   */
  public static void multiply(
      float[] map, float[] gate, int factors, float[] output, int from, int to) {
    int factor = from % factors;
    for (int i = from; i < to; i++) {
      output[i] = map[i] * gate[factor];
      factor = factor + 1 == factors ? 0 : factor + 1;
    }
  }

  /**
   * Channel {@code g * channels/groups + k} of the input becomes channel {@code k * groups + g},
   * for pixels {@code from} to {@code to}.
   */
  public static void shuffle(
      int channels, int groups, float[] input, float[] output, int from, int to) {
    int run = channels / groups;
    for (int pixel = from; pixel < to; pixel++) {
      int at = pixel * channels;
      for (int group = 0; group < groups; group++) {
        for (int k = 0; k < run; k++) {
          output[at + k * groups + group] = input[at + group * run + k];
        }
      }
    }
  }
}
