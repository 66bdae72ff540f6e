package org.greensweep.catalog.reference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.greensweep.catalog.CatalogError;
import org.greensweep.catalog.carbon.Conversions;
import org.greensweep.catalog.carbon.Embodied;
import org.greensweep.catalog.carbon.Interval;

/** What making a device emits, with a range and a lifetime. */
public final class EmbodiedDevices {
  private static final double LONGEST_LIFE_YEARS = 30;
  private static final int SUGGESTIONS = 5;
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "name",
          "low",
          "mass",
          "high",
          "unit",
          "lifetime_years",
          "year",
          "boundary",
          "verified",
          "source",
          "licence");

  private final Map<String, Embodied> devices;

  private EmbodiedDevices(Map<String, Embodied> devices) {
    this.devices = devices;
  }

  /** The data that ships with this module. */
  public static EmbodiedDevices load() {
    return of(CsvFile.resource("embodied.csv", COLUMNS));
  }

  static EmbodiedDevices of(List<CsvRow> rows) {
    Map<String, Embodied> devices = new LinkedHashMap<>();
    for (CsvRow row : rows) {
      row.text("name");
      row.text("boundary");
      row.yes("verified");
      row.year();
      row.source();
      row.text("licence");
      devices.put(row.text("id"), new Embodied(row.text("id"), total(row), lifetimeHours(row)));
    }
    return new EmbodiedDevices(devices);
  }

  private static Interval total(CsvRow row) {
    double low = CarbonUnits.mass(row, "low", "unit").value();
    double central = CarbonUnits.mass(row, "mass", "unit").value();
    double high = CarbonUnits.mass(row, "high", "unit").value();
    if (low > central || central > high) {
      throw row.error("mass", "is not between 'low' and 'high'; order the three");
    }
    return new Interval(low, central, high);
  }

  private static double lifetimeHours(CsvRow row) {
    double years = row.number("lifetime_years", 1, LONGEST_LIFE_YEARS);
    return years * Conversions.HOURS_PER_YEAR;
  }

  /** The ids of all devices, in file order. */
  public List<String> ids() {
    return List.copyOf(devices.keySet());
  }

  /**
   * One device.
   *
   * @throws CatalogError for an unknown id, naming the nearest ones
   */
  public Embodied of(String id) {
    Embodied device = devices.get(id);
    if (device == null) {
      throw new CatalogError(
          "No embodied carbon of device '%s' is known; the nearest are %s"
              .formatted(id, NearestNames.of(id, devices.keySet(), SUGGESTIONS)));
    }
    return device;
  }
}
