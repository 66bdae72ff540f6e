package org.greensweep.jobs.cli;

import java.util.List;
import java.util.function.Consumer;
import org.greensweep.catalog.carbon.Conversions;
import org.greensweep.catalog.carbon.Embodied;
import org.greensweep.catalog.carbon.GridIntensity;
import org.greensweep.catalog.carbon.Interval;
import org.greensweep.catalog.carbon.Readable;
import org.greensweep.catalog.carbon.SignificantDigits;
import org.greensweep.catalog.reference.Devices;
import org.greensweep.catalog.reference.EmbodiedDevices;
import org.greensweep.catalog.reference.Equivalents;
import org.greensweep.catalog.reference.GridIntensities;
import org.greensweep.catalog.reference.Pues;
import org.greensweep.catalog.reference.ReferenceFootprints;

/** What can be named on the command line and in files, as it is used by default. */
enum FactorList {
  /** Grid regions. */
  REGIONS(
      List.of("region", "name", "g/kWh", "low", "high", "boundary", "year"), FactorList::regions),
  /** Devices with a rated or measured power. */
  DEVICES(List.of("device", "name", "kind", "W"), FactorList::devices),
  /** Overheads of facilities. */
  PUES(List.of("pue", "central", "low", "high"), FactorList::pues),
  /** Devices whose manufacture is known. */
  EMBODIED(List.of("device", "making it", "lifetime years"), FactorList::embodied),
  /** What a mass can be said to equal. */
  EQUIVALENTS(List.of("equivalent", "one is", "emits"), FactorList::equivalents),
  /** Published footprints. */
  FOOTPRINTS(List.of("footprint", "label", "mass", "corrects", "source"), FactorList::footprints);

  private static final int DIGITS = 4;

  private final List<String> headers;
  private final Consumer<TextTable> rows;

  FactorList(List<String> headers, Consumer<TextTable> rows) {
    this.headers = headers;
    this.rows = rows;
  }

  TextTable table() {
    TextTable table = new TextTable(headers);
    rows.accept(table);
    return table;
  }

  private static void regions(TextTable table) {
    GridIntensities grids = GridIntensities.load();
    for (String region : grids.regions()) {
      GridIntensity grid = grids.of(region);
      Interval grams = grid.gramsPerKilowattHour();
      table.add(
          region,
          grid.regionName(),
          digits(grams.central()),
          digits(grams.low()),
          digits(grams.high()),
          grid.boundary().word(),
          "" + grid.year());
    }
  }

  private static void devices(TextTable table) {
    Devices.load()
        .all()
        .forEach(
            device ->
                table.add(
                    device.id(), device.name(), device.kind(), digits(device.rated().value())));
  }

  private static void pues(TextTable table) {
    Pues pues = Pues.load();
    for (String id : pues.ids()) {
      Interval pue = pues.of(id).value();
      table.add(id, digits(pue.central()), digits(pue.low()), digits(pue.high()));
    }
  }

  private static void embodied(TextTable table) {
    EmbodiedDevices devices = EmbodiedDevices.load();
    for (String id : devices.ids()) {
      Embodied device = devices.of(id);
      table.add(
          id,
          Readable.mass(device.total()),
          digits(device.lifetimeHours() / Conversions.HOURS_PER_YEAR));
    }
  }

  private static void equivalents(TextTable table) {
    Equivalents.load()
        .all()
        .forEach(one -> table.add(one.id(), one.singular(), Readable.mass(one.unit())));
  }

  private static void footprints(TextTable table) {
    ReferenceFootprints.load()
        .all()
        .forEach(
            row ->
                table.add(
                    row.id(),
                    row.label(),
                    Readable.mass(row.mass()),
                    row.corrects().orElse("-"),
                    row.source()));
  }

  private static String digits(double value) {
    return SignificantDigits.plain(value, DIGITS);
  }
}
