package org.greensweep.catalog.carbon;

import static org.greensweep.catalog.carbon.Conversions.DAYS_PER_YEAR;
import static org.greensweep.catalog.carbon.Conversions.GRAMS_PER_KILOGRAM;
import static org.greensweep.catalog.carbon.Conversions.GRAMS_PER_POUND;
import static org.greensweep.catalog.carbon.Conversions.GRAMS_PER_TONNE;
import static org.greensweep.catalog.carbon.Conversions.HOURS_PER_DAY;
import static org.greensweep.catalog.carbon.Conversions.JOULES_PER_KILOWATT_HOUR;
import static org.greensweep.catalog.carbon.Conversions.KILOWATT_HOURS_PER_MEGAWATT_HOUR;
import static org.greensweep.catalog.carbon.Conversions.MINUTES_PER_HOUR;
import static org.greensweep.catalog.carbon.Conversions.SECONDS_PER_HOUR;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.greensweep.catalog.CatalogError;

/**
 * What a figure measures, with the units that it may be given in, so that a figure can stand in the
 * unit of its source and is converted here and nowhere else.
 */
public enum Dimension {
  /** In joules. */
  ENERGY(
      "25.0 kWh",
      "J",
      1.0,
      "Wh",
      SECONDS_PER_HOUR,
      "kWh",
      JOULES_PER_KILOWATT_HOUR,
      "MWh",
      JOULES_PER_KILOWATT_HOUR * KILOWATT_HOURS_PER_MEGAWATT_HOUR),
  /** In watts. */
  POWER("250 W", "W", 1.0, "kW", 1e3, "MW", 1e6),
  /** In hours. */
  TIME(
      "12 h",
      "s",
      1 / SECONDS_PER_HOUR,
      "min",
      1 / MINUTES_PER_HOUR,
      "h",
      1.0,
      "d",
      HOURS_PER_DAY,
      "years",
      DAYS_PER_YEAR * HOURS_PER_DAY),
  /** In grams of CO2e. */
  MASS("4.7 kg", "g", 1.0, "kg", GRAMS_PER_KILOGRAM, "t", GRAMS_PER_TONNE, "lb", GRAMS_PER_POUND),
  /** In grams of CO2e per kilowatt-hour. */
  INTENSITY(
      "143.3 g/kWh",
      "g/kWh",
      1.0,
      "kg/MWh",
      GRAMS_PER_KILOGRAM / KILOWATT_HOURS_PER_MEGAWATT_HOUR,
      "kg/kWh",
      GRAMS_PER_KILOGRAM,
      "t/kWh",
      GRAMS_PER_TONNE,
      "lb/kWh",
      GRAMS_PER_POUND,
      "lb/MWh",
      GRAMS_PER_POUND / KILOWATT_HOURS_PER_MEGAWATT_HOUR);

  /** No thousands separator: a comma is a decimal point elsewhere. */
  private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");

  private final String example;
  private final Map<String, Double> factors = new LinkedHashMap<>();

  /**
   * @param unitsAndFactors pairs of a unit and what one of it is in the base unit
   */
  Dimension(String example, Object... unitsAndFactors) {
    this.example = example;
    for (int i = 0; i < unitsAndFactors.length; i += 2) {
      factors.put((String) unitsAndFactors[i], (Double) unitsAndFactors[i + 1]);
    }
  }

  /** The units, smallest or most usual first. */
  public Collection<String> units() {
    return factors.keySet();
  }

  /** What one of a unit is in the base unit; empty for a unit of something else. */
  public OptionalDouble factor(String unit) {
    Double factor = factors.get(unit);
    return factor == null ? OptionalDouble.empty() : OptionalDouble.of(factor);
  }

  /**
   * A figure with its unit, like '25.0 kWh', in the base unit.
   *
   * @param what the figure's name, for errors
   * @throws CatalogError for anything but a number that is not negative and a unit of this
   *     dimension
   */
  public double parse(String what, String text) {
    String[] parts = text.strip().split("\\s+", 2);
    if (!NUMBER.matcher(parts[0]).matches()) {
      throw error(what, text, "is no number with a unit");
    }
    double number = Double.parseDouble(parts[0]);
    if (parts.length < 2) {
      throw error(what, text, "has no unit");
    }
    OptionalDouble factor = factor(parts[1]);
    if (factor.isEmpty()) {
      throw error(what, text, "has a unit that is unknown here");
    }
    if (number < 0 || Double.isInfinite(number)) {
      throw error(what, text, "must be a finite number that is not negative");
    }
    return number * factor.getAsDouble();
  }

  private CatalogError error(String what, String text, String why) {
    return new CatalogError(
        "%s is '%s', which %s; write it like '%s' (units: %s)"
            .formatted(what, text, why, example, String.join(", ", units())));
  }
}
