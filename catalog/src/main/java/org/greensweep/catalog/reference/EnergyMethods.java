package org.greensweep.catalog.reference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.greensweep.catalog.CatalogError;
import org.greensweep.catalog.carbon.EnergyMethod;

/** How far off energies are, by the way they were found. */
public final class EnergyMethods {
  private static final double WIDEST = 100;
  private static final List<String> COLUMNS =
      List.of("id", "meaning", "low_factor", "high_factor", "year", "source", "licence");

  private final Map<String, EnergyMethod> methods;

  private EnergyMethods(Map<String, EnergyMethod> methods) {
    this.methods = methods;
  }

  /** The data that ships with this module. */
  public static EnergyMethods load() {
    return of(CsvFile.resource("energy-methods.csv", COLUMNS));
  }

  static EnergyMethods of(List<CsvRow> rows) {
    Map<String, EnergyMethod> methods = new LinkedHashMap<>();
    for (CsvRow row : rows) {
      row.text("meaning");
      row.year();
      row.source();
      row.text("licence");
      methods.put(
          row.text("id"),
          new EnergyMethod(
              row.text("id"),
              row.number("low_factor", 1 / WIDEST, 1),
              row.number("high_factor", 1, WIDEST)));
    }
    return new EnergyMethods(methods);
  }

  /** Energies from a model of the hardware, or from rated power and utilisation. */
  public EnergyMethod modelled() {
    return of("model");
  }

  /** Energies read from a counter of the machine. */
  public EnergyMethod counted() {
    return of("counter");
  }

  /**
   * One row.
   *
   * @throws CatalogError for an unknown id
   */
  public EnergyMethod of(String id) {
    EnergyMethod method = methods.get(id);
    if (method == null) {
      throw new CatalogError(
          "Energy method '%s' is unknown; use one of %s".formatted(id, methods.keySet()));
    }
    return method;
  }
}
