package org.greensweep.catalog.reference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.greensweep.catalog.CatalogError;

/** Published footprints, those that proved wrong next to their corrections. */
public final class ReferenceFootprints {
  /** The chart of 6 June 2019, "... as much carbon as five cars in their lifetimes". */
  public static final String MIT_TECHNOLOGY_REVIEW_2019 = "mit-technology-review-2019";

  private static final double MOST_KILOWATT_HOURS = 1e12;
  private static final int SUGGESTIONS = 5;
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "label",
          "mass",
          "unit",
          "energy_kwh",
          "year",
          "boundary",
          "chart",
          "corrects",
          "verified",
          "source",
          "licence");

  private final Map<String, ReferenceFootprint> byId;

  private ReferenceFootprints(Map<String, ReferenceFootprint> byId) {
    this.byId = byId;
  }

  /** The data that ships with this module. */
  public static ReferenceFootprints load() {
    return of(CsvFile.resource("reference-footprints.csv", COLUMNS));
  }

  static ReferenceFootprints of(List<CsvRow> rows) {
    Map<String, ReferenceFootprint> byId = new LinkedHashMap<>();
    for (CsvRow row : rows) {
      byId.put(row.text("id"), footprint(row));
    }
    for (CsvRow row : rows) {
      Optional<String> corrects = row.optionalText("corrects");
      if (corrects.isPresent() && !byId.containsKey(corrects.get())) {
        throw row.error("corrects", "is the id of no row; the ids are " + byId.keySet());
      }
    }
    return new ReferenceFootprints(byId);
  }

  private static ReferenceFootprint footprint(CsvRow row) {
    row.text("licence");
    return new ReferenceFootprint(
        row.text("id"),
        row.text("label"),
        CarbonUnits.mass(row, "mass", "unit"),
        row.optionalNumber("energy_kwh", 0, MOST_KILOWATT_HOURS),
        row.year(),
        row.text("boundary"),
        row.optionalText("chart"),
        row.optionalText("corrects"),
        row.yes("verified"),
        row.source());
  }

  /** All rows, in file order. */
  public List<ReferenceFootprint> all() {
    return List.copyOf(byId.values());
  }

  /** The rows of one chart, in its order. */
  public List<ReferenceFootprint> ofChart(String chart) {
    return all().stream().filter(row -> row.chart().equals(Optional.of(chart))).toList();
  }

  /** The rows that correct another one. */
  public List<ReferenceFootprint> correctionsOf(String id) {
    return all().stream().filter(row -> row.corrects().equals(Optional.of(id))).toList();
  }

  /**
   * One row.
   *
   * @throws CatalogError for an unknown id, naming the nearest ones
   */
  public ReferenceFootprint of(String id) {
    ReferenceFootprint row = byId.get(id);
    if (row == null) {
      throw new CatalogError(
          "Reference footprint '%s' is unknown; the nearest are %s"
              .formatted(id, NearestNames.of(id, byId.keySet(), SUGGESTIONS)));
    }
    return row;
  }
}
