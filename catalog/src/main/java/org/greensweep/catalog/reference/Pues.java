package org.greensweep.catalog.reference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.greensweep.catalog.CatalogError;
import org.greensweep.catalog.carbon.Interval;
import org.greensweep.catalog.carbon.Pue;

/** Published PUE values: averages of surveys by year, and operators. */
public final class Pues {
  private static final String DEFAULT = "uptime-2025";
  private static final double ABSURD = 10;
  private static final int SUGGESTIONS = 5;
  private static final List<String> COLUMNS =
      List.of("id", "name", "year", "pue", "low", "high", "source", "licence");

  private final Map<String, Pue> pues;

  private Pues(Map<String, Pue> pues) {
    this.pues = pues;
  }

  /** The data that ships with this module. */
  public static Pues load() {
    return of(CsvFile.resource("pue.csv", COLUMNS));
  }

  static Pues of(List<CsvRow> rows) {
    Map<String, Pue> pues = new LinkedHashMap<>();
    for (CsvRow row : rows) {
      double central = row.number("pue", 1, ABSURD);
      double low = row.number("low", 1, central);
      double high = row.number("high", central, ABSURD);
      row.year();
      row.source();
      row.text("licence");
      pues.put(row.text("id"), new Pue(row.text("id"), new Interval(low, central, high)));
    }
    return new Pues(pues);
  }

  /** The ids of all rows, in file order. */
  public List<String> ids() {
    return List.copyOf(pues.keySet());
  }

  /**
   * One row.
   *
   * @throws CatalogError for an unknown id, naming the nearest ones
   */
  public Pue of(String id) {
    Pue pue = pues.get(id);
    if (pue == null) {
      throw new CatalogError(
          "PUE '%s' is unknown; the nearest are %s, or give a number"
              .formatted(id, NearestNames.of(id, pues.keySet(), SUGGESTIONS)));
    }
    return pue;
  }

  /** What is assumed of a facility that is not known: the newest survey's average. */
  public Pue unknownFacility() {
    return of(DEFAULT);
  }
}
