package org.greensweep.catalog.carbon;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.greensweep.catalog.CatalogError;

/**
 * R of ISO/IEC 21031: what a score is per.
 *
 * @param name for people, in the singular: 'inference', '1,000 inferences'
 * @param inferences how many inferences one unit stands for
 * @param spanHours how long a machine is kept for one unit whether it works or not, as for a year
 *     of service; 0 where it is kept only while it works
 */
public record FunctionalUnit(String name, double inferences, double spanHours) {
  /** The words that {@link #parse} takes. */
  public static final String WORDS =
      "inference, 1000-inferences, year@RATE (inferences a second, like year@10) or sweep";

  private static final int THOUSAND = 1000;
  private static final Pattern YEAR = Pattern.compile("year@(\\d+(?:\\.\\d+)?)");

  public FunctionalUnit {
    if (!(inferences > 0) || Double.isInfinite(inferences)) {
      throw new CatalogError(
          "Functional unit '%s' has %s inferences; it needs more than none"
              .formatted(name, inferences));
    }
    Quantities.notNegative("Time of functional unit '" + name + "'", spanHours, "h");
  }

  /** One inference. */
  public static FunctionalUnit inference() {
    return new FunctionalUnit("inference", 1, 0);
  }

  /** A thousand inferences, as inference studies count. */
  public static FunctionalUnit thousandInferences() {
    return new FunctionalUnit("1,000 inferences", THOUSAND, 0);
  }

  /** A year of service at a steady rate. */
  public static FunctionalUnit yearAt(double inferencesPerSecond) {
    return new FunctionalUnit(
        "year at %s inferences/s".formatted(SignificantDigits.plain(inferencesPerSecond, 4)),
        inferencesPerSecond * Conversions.HOURS_PER_YEAR * Conversions.SECONDS_PER_HOUR,
        Conversions.HOURS_PER_YEAR);
  }

  /** All the inferences that a sweep's footprints are about. */
  public static FunctionalUnit sweep(long inferences) {
    return new FunctionalUnit(inferences + " inferences", inferences, 0);
  }

  /**
   * Reads one of {@link #WORDS}.
   *
   * @param sweepInferences what 'sweep' stands for
   * @throws CatalogError for any other word, and for a rate that makes less than one inference
   */
  public static FunctionalUnit parse(String text, long sweepInferences) {
    Matcher year = YEAR.matcher(text);
    if (year.matches()) {
      FunctionalUnit unit = yearAt(Double.parseDouble(year.group(1)));
      if (unit.inferences() < 1) {
        throw new CatalogError(
            "Functional unit '%s' is less than one inference a year; raise the rate"
                .formatted(text));
      }
      return unit;
    }
    return switch (text) {
      case "inference" -> inference();
      case "1000-inferences" -> thousandInferences();
      case "sweep" -> sweep(sweepInferences);
      default ->
          throw new CatalogError("Functional unit '%s' is unknown; use %s".formatted(text, WORDS));
    };
  }
}
