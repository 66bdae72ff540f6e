package org.greensweep.catalog.reference;

import java.util.List;
import org.greensweep.catalog.carbon.Boundary;
import org.greensweep.catalog.carbon.GramsPerKilowattHour;

/**
 * One published grid intensity.
 *
 * @param id key, like owid-2023-DK
 * @param region ISO 3166 code (DK, US-CA), WORLD, a grid zone or a cloud region
 * @param regionName the region for people
 * @param country English name of the country
 * @param intensity the figure
 * @param boundary what it counts
 * @param averaging which plants it is about
 * @param accounting whose electricity it is about
 * @param year the year it describes
 * @param source who printed it, and where
 * @param licence terms of that source
 */
public record GridFactor(
    String id,
    String region,
    String regionName,
    String country,
    GramsPerKilowattHour intensity,
    Boundary boundary,
    Averaging averaging,
    Accounting accounting,
    int year,
    String source,
    String licence) {
  static final List<String> COLUMNS =
      List.of(
          "id",
          "region",
          "region_name",
          "country",
          "intensity",
          "unit",
          "boundary",
          "averaging",
          "accounting",
          "year",
          "source",
          "licence");

  static GridFactor of(CsvRow row) {
    return new GridFactor(
        row.text("id"),
        row.text("region"),
        row.text("region_name"),
        row.text("country"),
        CarbonUnits.intensity(row, "intensity", "unit"),
        row.choice("boundary", Boundary.class),
        row.choice("averaging", Averaging.class),
        row.choice("accounting", Accounting.class),
        row.year(),
        row.source(),
        row.text("licence"));
  }
}
