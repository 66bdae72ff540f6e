package org.greensweep.catalog.reference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.greensweep.catalog.CatalogError;
import org.greensweep.catalog.carbon.CpuPowerCurve;
import org.greensweep.catalog.carbon.Device;
import org.greensweep.catalog.carbon.Watts;

/** Power of devices: rated, averaged over real training runs, and by load. */
public final class Devices {
  private static final double MOST_WATTS = 2000;
  private static final double MOST_LOGICAL_PROCESSORS = 1024;
  private static final double LARGEST_COEFFICIENT = 1000;
  private static final int SUGGESTIONS = 5;
  private static final List<String> POWER_COLUMNS =
      List.of(
          "id",
          "name",
          "kind",
          "basis",
          "power",
          "unit",
          "logical_processors",
          "year",
          "source",
          "licence");
  private static final List<String> CURVE_COLUMNS =
      List.of("id", "name", "a", "b", "c", "d", "year", "source", "licence");

  private final Map<String, Device> devices;
  private final Map<String, CpuPowerCurve> curves;

  private Devices(Map<String, Device> devices, Map<String, CpuPowerCurve> curves) {
    this.devices = devices;
    this.curves = curves;
  }

  /** The data that ships with this module. */
  public static Devices load() {
    return of(
        CsvFile.resource("device-power.csv", POWER_COLUMNS),
        CsvFile.resource("cpu-power-curves.csv", CURVE_COLUMNS));
  }

  static Devices of(List<CsvRow> powerRows, List<CsvRow> curveRows) {
    Map<String, Device> devices = new LinkedHashMap<>();
    for (CsvRow row : powerRows) {
      checkCommon(row);
      row.text("basis");
      if (!row.text("unit").equals("W")) {
        throw row.error("unit", "is unknown; give watts, 'W'");
      }
      Watts power = new Watts(row.number("power", Double.MIN_VALUE, MOST_WATTS));
      devices.put(
          row.text("id"),
          new Device(
              row.text("id"), row.text("name"), row.text("kind"), power, logicalProcessors(row)));
    }
    Map<String, CpuPowerCurve> curves = new LinkedHashMap<>();
    for (CsvRow row : curveRows) {
      checkCommon(row);
      curves.put(
          row.text("id"),
          new CpuPowerCurve(
              row.text("id"),
              row.number("a", 0, LARGEST_COEFFICIENT),
              row.number("b", 0, LARGEST_COEFFICIENT),
              row.number("c", 0, LARGEST_COEFFICIENT),
              row.number("d", -LARGEST_COEFFICIENT, LARGEST_COEFFICIENT)));
    }
    return new Devices(devices, curves);
  }

  private static OptionalInt logicalProcessors(CsvRow row) {
    return row.optionalNumber("logical_processors", 1, MOST_LOGICAL_PROCESSORS).stream()
        .mapToInt(Double::intValue)
        .findFirst();
  }

  private static void checkCommon(CsvRow row) {
    row.text("name");
    row.year();
    row.source();
    row.text("licence");
  }

  /** All devices, in file order. */
  public List<Device> all() {
    return List.copyOf(devices.values());
  }

  /** All curves, in file order. */
  public List<CpuPowerCurve> curves() {
    return List.copyOf(curves.values());
  }

  /**
   * One device.
   *
   * @throws CatalogError for an unknown id, naming the nearest ones
   */
  public Device of(String id) {
    Device device = devices.get(id);
    if (device == null) {
      throw new CatalogError(
          "Device '%s' is unknown; the nearest are %s, or give its power in watts"
              .formatted(id, NearestNames.of(id, devices.keySet(), SUGGESTIONS)));
    }
    return device;
  }

  /**
   * The processor that an operating system names, like 'AMD EPYC 7763 64-Core Processor'; the row
   * 'cpu-unknown' where the table has none.
   */
  public Device processor(String cpuModel) {
    return devices.values().stream()
        .filter(device -> device.kind().equals("cpu") && cpuModel.contains(device.name()))
        .findFirst()
        .orElseGet(() -> of("cpu-unknown"));
  }
}
