package org.greensweep.catalog.reference;

import static org.greensweep.catalog.carbon.Conversions.GRAMS_PER_KILOGRAM;
import static org.greensweep.catalog.carbon.Conversions.GRAMS_PER_POUND;
import static org.greensweep.catalog.carbon.Conversions.GRAMS_PER_TONNE;
import static org.greensweep.catalog.carbon.Conversions.KILOWATT_HOURS_PER_MEGAWATT_HOUR;

import org.greensweep.catalog.carbon.Grams;
import org.greensweep.catalog.carbon.GramsPerKilowattHour;

/** Reads a figure in the unit that its source prints, so that the cell can be found there. */
final class CarbonUnits {
  /** The dirtiest grids known stay below 1000 g/kWh: anything above is a mistaken unit. */
  private static final double HIGHEST_INTENSITY_G_PER_KWH = 1500;

  private static final double HIGHEST_MASS_G = 1e15;

  private CarbonUnits() {}

  static GramsPerKilowattHour intensity(CsvRow row, String column, String unitColumn) {
    double factor =
        switch (row.text(unitColumn)) {
          case "g/kWh" -> 1;
          case "kg/MWh" -> GRAMS_PER_KILOGRAM / KILOWATT_HOURS_PER_MEGAWATT_HOUR;
          case "kg/kWh" -> GRAMS_PER_KILOGRAM;
          case "t/kWh" -> GRAMS_PER_TONNE;
          case "lb/kWh" -> GRAMS_PER_POUND;
          case "lb/MWh" -> GRAMS_PER_POUND / KILOWATT_HOURS_PER_MEGAWATT_HOUR;
          default ->
              throw row.error(
                  unitColumn, "is unknown; use g/kWh, kg/MWh, kg/kWh, t/kWh, lb/kWh or lb/MWh");
        };
    double printed = row.number(column, 0, HIGHEST_INTENSITY_G_PER_KWH / factor);
    return new GramsPerKilowattHour(printed * factor);
  }

  static Grams mass(CsvRow row, String column, String unitColumn) {
    double factor =
        switch (row.text(unitColumn)) {
          case "g" -> 1;
          case "kg" -> GRAMS_PER_KILOGRAM;
          case "t" -> GRAMS_PER_TONNE;
          case "lb" -> GRAMS_PER_POUND;
          default -> throw row.error(unitColumn, "is unknown; use g, kg, t or lb");
        };
    double printed = row.number(column, Double.MIN_VALUE, HIGHEST_MASS_G / factor);
    return new Grams(printed * factor);
  }
}
