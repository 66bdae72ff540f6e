package org.greensweep.catalog.reference;

import org.greensweep.catalog.carbon.Dimension;
import org.greensweep.catalog.carbon.Grams;
import org.greensweep.catalog.carbon.GramsPerKilowattHour;

/** Reads a figure in the unit that its source prints, so that the cell can be found there. */
final class CarbonUnits {
  /** The dirtiest grids known stay below 1000 g/kWh: anything above is a mistaken unit. */
  private static final double HIGHEST_INTENSITY_G_PER_KWH = 1500;

  private static final double HIGHEST_MASS_G = 1e15;

  private CarbonUnits() {}

  static GramsPerKilowattHour intensity(CsvRow row, String column, String unitColumn) {
    double factor = factor(row, unitColumn, Dimension.INTENSITY);
    double printed = row.number(column, 0, HIGHEST_INTENSITY_G_PER_KWH / factor);
    return new GramsPerKilowattHour(printed * factor);
  }

  static Grams mass(CsvRow row, String column, String unitColumn) {
    double factor = factor(row, unitColumn, Dimension.MASS);
    double printed = row.number(column, Double.MIN_VALUE, HIGHEST_MASS_G / factor);
    return new Grams(printed * factor);
  }

  private static double factor(CsvRow row, String unitColumn, Dimension dimension) {
    return dimension
        .factor(row.text(unitColumn))
        .orElseThrow(
            () ->
                row.error(
                    unitColumn, "is unknown; use one of " + String.join(", ", dimension.units())));
  }
}
