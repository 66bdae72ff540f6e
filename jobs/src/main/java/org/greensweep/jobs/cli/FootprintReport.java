package org.greensweep.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import org.greensweep.catalog.carbon.DeviceTime;
import org.greensweep.catalog.carbon.Footprint;
import org.greensweep.catalog.carbon.GridIntensity;
import org.greensweep.catalog.carbon.Manufacture;
import org.greensweep.catalog.carbon.Readable;
import org.greensweep.catalog.carbon.SignificantDigits;
import org.greensweep.catalog.reference.GridFactor;

/** A footprint for people: the figure, how it comes about, its factors, what it is like. */
final class FootprintReport {
  private static final int DIGITS = 4;

  private FootprintReport() {}

  static String text(FootprintAccount account) {
    Footprint footprint = account.footprint();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s in %s: %s CO2e, operational, location-based."
            .formatted(
                Readable.energy(footprint.energyIt()),
                footprint.grid().regionName(),
                Readable.mass(footprint.grams())));
    account.yearNote().ifPresent(lines::add);
    lines.add("");
    lines.add(product(account));
    account.manufacture().map(kept -> embodied(account, kept)).ifPresent(lines::add);
    if (account.manufacture().isPresent() || account.inferences() > 1) {
      lines.add(score(account));
    }
    lines.add("");
    lines.add(factors(account.gridFactors()).toString());
    lines.add("");
    lines.add(Comparisons.equal(footprint.central()));
    lines.addAll(Comparisons.published(footprint));
    return String.join("\n", lines);
  }

  private static String product(FootprintAccount account) {
    Footprint footprint = account.footprint();
    GridIntensity grid = footprint.grid();
    boolean modelled = footprint.method().id().equals("model");
    return "= %s kWh%s x PUE %s (%s) x %s g/kWh (%s, %d)"
        .formatted(
            digits(footprint.energyIt().kilowattHours()),
            modelled ? account.time().map(FootprintReport::supply).orElse("") : "",
            digits(footprint.pue().value().central()),
            footprint.pue().id(),
            digits(grid.central().value()),
            grid.boundary().word(),
            grid.year());
  }

  private static String supply(DeviceTime time) {
    return " (%s devices x %s h x %s W)"
        .formatted(digits(time.count()), digits(time.hours()), digits(time.power().value()));
  }

  private static String embodied(FootprintAccount account, Manufacture kept) {
    return "+ embodied %s = %s (%s) x %s device-hours / %s h x share %s"
        .formatted(
            Readable.mass(account.embodied().orElseThrow()),
            Readable.mass(kept.device().total()),
            kept.device().id(),
            digits(account.deviceHours()),
            digits(kept.device().lifetimeHours()),
            digits(kept.share()));
  }

  private static String score(FootprintAccount account) {
    return "Together %s CO2e per %s%s."
        .formatted(
            Readable.mass(account.score().score()),
            account.unit().name(),
            account.manufacture().isPresent() ? " (ISO/IEC 21031)" : ", without manufacture");
  }

  private static TextTable factors(List<GridFactor> factors) {
    TextTable table = new TextTable("grid factor", "g/kWh", "boundary", "year", "source");
    for (GridFactor factor : factors) {
      table.add(
          factor.id(),
          digits(factor.intensity().value()),
          factor.boundary().word(),
          "" + factor.year(),
          factor.source());
    }
    return table;
  }

  private static String digits(double value) {
    return SignificantDigits.plain(value, DIGITS);
  }
}
