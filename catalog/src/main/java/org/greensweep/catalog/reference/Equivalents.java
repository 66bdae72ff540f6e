package org.greensweep.catalog.reference;

import java.util.List;
import java.util.Optional;
import org.greensweep.catalog.CatalogError;
import org.greensweep.catalog.carbon.Equivalent;
import org.greensweep.catalog.carbon.EquivalentCount;
import org.greensweep.catalog.carbon.Grams;

/** What emissions can be compared with, each with its year, boundary and source. */
public final class Equivalents {
  private static final int SUGGESTIONS = 5;
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "family",
          "singular",
          "plural",
          "mass",
          "unit",
          "headline",
          "year",
          "boundary",
          "source",
          "licence");

  private final List<Equivalent> all;

  private Equivalents(List<Equivalent> all) {
    this.all = all;
  }

  /** The data that ships with this module. */
  public static Equivalents load() {
    return of(CsvFile.resource("equivalents.csv", COLUMNS));
  }

  static Equivalents of(List<CsvRow> rows) {
    return new Equivalents(rows.stream().map(Equivalents::equivalent).toList());
  }

  private static Equivalent equivalent(CsvRow row) {
    row.year();
    row.text("boundary");
    row.source();
    row.text("licence");
    return new Equivalent(
        row.text("id"),
        row.text("family"),
        row.text("singular"),
        row.text("plural"),
        CarbonUnits.mass(row, "mass", "unit"),
        row.yes("headline"));
  }

  /** All of them, in file order. */
  public List<Equivalent> all() {
    return all;
  }

  /**
   * One of them.
   *
   * @throws CatalogError for an unknown id, naming the nearest ones
   */
  public Equivalent of(String id) {
    return all.stream()
        .filter(equivalent -> equivalent.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new CatalogError(
                    "Equivalent '%s' is unknown; the nearest are %s"
                        .formatted(
                            id,
                            NearestNames.of(
                                id, all.stream().map(Equivalent::id).toList(), SUGGESTIONS))));
  }

  /** A mass as a number of each headline equivalent, in file order. */
  public List<EquivalentCount> headlines(Grams mass) {
    return all.stream()
        .filter(Equivalent::headline)
        .map(equivalent -> equivalent.in(mass))
        .toList();
  }

  /** The most readable one for a mass; empty for nothing. */
  public Optional<EquivalentCount> mostReadable(Grams mass) {
    return EquivalentCount.mostReadable(mass, all);
  }
}
