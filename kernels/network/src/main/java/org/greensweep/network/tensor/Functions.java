package org.greensweep.network.tensor;

import org.greensweep.network.Elementwise;
import org.greensweep.network.Layer;

/** Functions of single elements. */
public final class Functions {
  private Functions() {}

  /** The value of an activation at {@code x}. */
  public static double apply(Layer.Activation activation, double x) {
    double a = activation.a();
    double b = activation.b();
    return switch (activation.function()) {
      case RELU -> Math.max(x, 0);
      case RELU6 -> Math.min(Math.max(x, 0), 6);
      case SIGN -> x >= 0 ? 1 : -1;
      case SIGMOID -> sigmoid(x);
      case HARD_SIGMOID -> Math.min(Math.max(x + 3, 0), 6) / 6;
      case HARD_SWISH -> x * Math.min(Math.max(x + 3, 0), 6) / 6;
      case SILU -> x * sigmoid(x);
      case GELU -> x / 2 * (1 + erf(x / Math.sqrt(2)));
      case GELU_TANH ->
          x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
      case MISH -> x * Math.tanh(softplus(x));
      case LEAKY_RELU -> x < 0 ? a * x : x;
      case THRESHOLDED_RELU -> x > a ? x : 0;
      case ELU -> x < 0 ? a * Math.expm1(x) : x;
      case CELU -> Math.max(0, x) + Math.min(0, a * Math.expm1(x / a));
      case SELU -> b * (x > 0 ? x : a * Math.expm1(x));
      case CLAMPED_LINE -> Math.max(0, Math.min(1, a * x + b));
      case CLIP -> Math.min(Math.max(x, a), b);
      case SOFTPLUS -> softplus(x);
      case SOFTSIGN -> x / (1 + Math.abs(x));
      case TANH -> Math.tanh(x);
      case ERF -> erf(x);
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case SQRT -> Math.sqrt(x);
      case RECIPROCAL -> 1 / x;
      case ABSOLUTE -> Math.abs(x);
      case NEGATE -> -x;
      case FLOOR -> Math.floor(x);
      case CEILING -> Math.ceil(x);
      case ROUND -> Math.rint(x);
      case TRUNCATE -> x < 0 ? Math.ceil(x) : Math.floor(x);
      case SIGNUM -> Math.signum(x);
      case SINE -> Math.sin(x);
      case COSINE -> Math.cos(x);
      case NOT -> x == 0 ? 1 : 0;
      case IS_NOT_ZERO -> x == 0 ? 0 : 1;
    };
  }

  /** The value of an operation; {@code c} matters where there are three operands. */
  static double apply(Elementwise.Operation operation, double a, double b, double c) {
    return switch (operation) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case DIVIDE_INTEGERS -> truncate(a / b);
      case MODULO -> a - Math.floor(a / b) * b;
      case REMAINDER -> a % b;
      case POWER -> Math.pow(a, b);
      case MINIMUM -> Math.min(a, b);
      case MAXIMUM -> Math.max(a, b);
      case PARAMETRIC_RELU -> a < 0 ? a * b : a;
      case EQUAL -> truth(a == b);
      case LESS -> truth(a < b);
      case LESS_OR_EQUAL -> truth(a <= b);
      case GREATER -> truth(a > b);
      case GREATER_OR_EQUAL -> truth(a >= b);
      case AND -> truth(a != 0 && b != 0);
      case OR -> truth(a != 0 || b != 0);
      case XOR -> truth((a != 0) != (b != 0));
      case SELECT -> a != 0 ? b : c;
      // The quotient is rounded to fp32 first, as the standard's float division is.
      case QUANTIZE -> Math.rint((float) a / (float) b) + c;
      case DEQUANTIZE -> (a - c) * b;
    };
  }

  private static double truth(boolean holds) {
    return holds ? 1 : 0;
  }

  private static double truncate(double x) {
    return x < 0 ? Math.ceil(x) : Math.floor(x);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
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
}
