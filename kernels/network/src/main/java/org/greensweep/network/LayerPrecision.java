package org.greensweep.network;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one layer computes with. {@code accumulatorBits} is the width of its partial sums. */
public record LayerPrecision(NumberFormat weights, NumberFormat activations, int accumulatorBits)
    implements Serializable {
  private static final int WIDE_ACCUMULATOR_BITS = 32;
  private static final int BINARY_ACCUMULATOR_BITS = 16;

  public static final LayerPrecision FP32 = of(NumberFormat.FP32, NumberFormat.FP32);
  public static final LayerPrecision INT8 = of(NumberFormat.INT8, NumberFormat.INT8);
  public static final LayerPrecision BINARY = of(NumberFormat.BINARY, NumberFormat.BINARY);

  /** Weights of -1 and +1 over real inputs. */
  public static final LayerPrecision BINARY_WEIGHTS = of(NumberFormat.BINARY, NumberFormat.FP32);

  private static final Pattern WIDTHS = Pattern.compile("w([0-9]+)a([0-9]+)");
  private static final Map<String, NumberFormat> BY_WIDTH =
      Map.of(
          "32", NumberFormat.FP32,
          "16", NumberFormat.FP16,
          "8", NumberFormat.INT8,
          "4", NumberFormat.INT4,
          "2", NumberFormat.INT2,
          "1", NumberFormat.BINARY);

  /** Sums are 16 bits wide over 1-bit products, which are few and small, else 32. */
  public static LayerPrecision of(NumberFormat weights, NumberFormat activations) {
    boolean binary = weights == NumberFormat.BINARY && activations == NumberFormat.BINARY;
    return new LayerPrecision(
        weights, activations, binary ? BINARY_ACCUMULATOR_BITS : WIDE_ACCUMULATOR_BITS);
  }

  /**
   * A format for weights and inputs ({@code int8}), or a width for each: {@code w2a8} has 2-bit
   * weights and 8-bit inputs, where 1 is binary, 2 to 8 are integers, 16 is fp16 and 32 fp32.
   * Anything else is a {@link UserError}.
   */
  public static LayerPrecision of(String name) {
    for (NumberFormat format : NumberFormat.values()) {
      if (format.id().equals(name)) {
        return of(format, format);
      }
    }
    Matcher widths = WIDTHS.matcher(name);
    if (widths.matches()) {
      NumberFormat weights = BY_WIDTH.get(widths.group(1));
      NumberFormat inputs = BY_WIDTH.get(widths.group(2));
      if (weights != null && inputs != null) {
        return of(weights, inputs);
      }
    }
    throw new UserError("Unknown precision " + name + "; valid are " + validNames());
  }

  /** Whether {@code name} is a width of weights and one of inputs. */
  static boolean isWidths(String name) {
    Matcher widths = WIDTHS.matcher(name);
    return widths.matches()
        && BY_WIDTH.containsKey(widths.group(1))
        && BY_WIDTH.containsKey(widths.group(2));
  }

  /** What {@link #of(String)} takes, in words. */
  static String validNames() {
    List<String> widths = BY_WIDTH.keySet().stream().sorted(LayerPrecision::byNumber).toList();
    return "%s, and widths of weights and inputs such as w2a8, of %s bits"
        .formatted(String.join(", ", NumberFormat.ids()), String.join(", ", widths));
  }

  private static int byNumber(String left, String right) {
    return Integer.compare(Integer.parseInt(left), Integer.parseInt(right));
  }
}
