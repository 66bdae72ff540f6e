package org.greensweep.jobs.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Figures for people: three significant digits and a prefix of the International System of Units.
 */
final class Quantity {
  private static final String[] PREFIXES = {"p", "n", "u", "m", "", "k", "M", "G", "T"};
  private static final int NO_PREFIX = 4;
  private static final int DIGITS = 3;

  private Quantity() {}

  /** {@code 3.21 mJ}; {@code -} for {@code null}. */
  static String of(@Nullable Double value, String unit) {
    if (value == null) {
      return "-";
    }
    if (value == 0) {
      return "0 " + unit;
    }
    int step = prefixStep(value);
    return digits(value / Math.pow(1000, step)) + " " + PREFIXES[step + NO_PREFIX] + unit;
  }

  /** {@code 12.3 ms [12.1, 12.9]}: the unit of the middle for all three. */
  static String withInterval(
      @Nullable Double middle, @Nullable Double low, @Nullable Double high, String unit) {
    if (middle == null || low == null || high == null) {
      return "-";
    }
    double scale = Math.pow(1000, middle == 0 ? 0 : prefixStep(middle));
    return "%s [%s, %s]".formatted(of(middle, unit), digits(low / scale), digits(high / scale));
  }

  /** {@code 1,814} or {@code 0.301}: three significant digits, thousands grouped, no exponent. */
  static String digits(double value) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS));
    int decimals = Math.max(0, DIGITS - rounded.precision() + rounded.scale());
    int shown = Math.max(0, Math.min(decimals, rounded.scale() + DIGITS - rounded.precision()));
    return String.format(Locale.ROOT, "%,." + shown + "f", rounded);
  }

  private static int prefixStep(double value) {
    double rounded = new BigDecimal(Math.abs(value)).round(new MathContext(DIGITS)).doubleValue();
    int step = (int) Math.floor(Math.log10(rounded) / 3 + 1e-12);
    return Math.max(-NO_PREFIX, Math.min(PREFIXES.length - 1 - NO_PREFIX, step));
  }
}
