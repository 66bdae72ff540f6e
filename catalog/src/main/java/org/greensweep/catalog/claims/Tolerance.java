package org.greensweep.catalog.claims;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.greensweep.catalog.CatalogError;
import org.greensweep.catalog.carbon.SignificantDigits;

/** How far a recomputed figure may be off, in the ledger's own words. */
public sealed interface Tolerance {
  /** A hundredth is written as this many. */
  double PERCENT = 100;

  /** Digits that tolerances are written with. */
  int DIGITS = 3;

  /** As written in the ledger. */
  String word();

  /** Equal but for the rounding of conversions. */
  record Exact() implements Tolerance {
    @Override
    public String word() {
      return "exact";
    }
  }

  /** Off by at most this fraction of the published figure. */
  record Relative(double fraction) implements Tolerance {
    @Override
    public String word() {
      return SignificantDigits.plain(fraction * PERCENT, DIGITS) + "%";
    }
  }

  /** Off by at most this much in the claim's unit. */
  record Points(double most) implements Tolerance {
    @Override
    public String word() {
      return SignificantDigits.plain(most, DIGITS) + " points";
    }
  }

  /** Between the two published ends. */
  record Band() implements Tolerance {
    @Override
    public String word() {
      return "band";
    }
  }

  /** No figure decides: who recomputes says whether it holds, and why. */
  record Report() implements Tolerance {
    @Override
    public String word() {
      return "report";
    }
  }

  /** Reads 'exact', '0.3%', '5 points', 'band' or 'report'. */
  static Tolerance parse(String text) {
    Matcher amount = Pattern.compile("(\\d+(?:\\.\\d+)?)(%| points)").matcher(text);
    if (amount.matches()) {
      double value = Double.parseDouble(amount.group(1));
      return amount.group(2).equals("%") ? new Relative(value / PERCENT) : new Points(value);
    }
    return switch (text) {
      case "exact" -> new Exact();
      case "band" -> new Band();
      case "report" -> new Report();
      default ->
          throw new CatalogError(
              "Tolerance '%s' is unknown; use exact, 0.3%%, 5 points, band or report"
                  .formatted(text));
    };
  }

  /** The numbers of '3.2', '92/86/99' or '2-7'; empty for words. */
  static List<Double> numbers(String text) {
    if (!text.matches("\\d+(\\.\\d+)?([-/]\\d+(\\.\\d+)?)*")) {
      return List.of();
    }
    return Stream.of(text.split("[-/]")).map(Double::valueOf).toList();
  }
}
