package org.greensweep.catalog.carbon;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers for people: as many digits as the figure deserves, never an exponent. */
public final class SignificantDigits {
  private static final int MOST_DIGITS = 4;
  private static final double STEP_PER_WIDTH = 0.1;

  private SignificantDigits() {}

  /** A number rounded half up to some significant digits: '3.1', '0.02', '1,200'. */
  public static String plain(double value, int digits) {
    if (value == 0) {
      return "0";
    }
    // The shortest decimal that means this double: 0.3725 rounds up, though it is stored below.
    BigDecimal rounded =
        BigDecimal.valueOf(value)
            .round(new MathContext(digits, RoundingMode.HALF_UP))
            .stripTrailingZeros();
    return String.format(Locale.ROOT, "%,." + Math.max(0, rounded.scale()) + "f", rounded);
  }

  /**
   * How many digits an interval deserves, from 1 to 4: as many as keep the rounding step within a
   * tenth of the interval's width.
   */
  public static int of(Interval interval) {
    double width = interval.high() - interval.low();
    if (width == 0) {
      return MOST_DIGITS;
    }
    double firstDigit = Math.floor(Math.log10(interval.central()));
    double lastDigit = Math.floor(Math.log10(width * STEP_PER_WIDTH));
    return (int) Math.max(1, Math.min(MOST_DIGITS, firstDigit - lastDigit + 1));
  }
}
