package org.greensweep.jobs.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.greensweep.catalog.carbon.Boundary;
import org.greensweep.catalog.carbon.EnergyMethod;
import org.greensweep.catalog.carbon.Equivalent;
import org.greensweep.catalog.carbon.EquivalentCount;
import org.greensweep.catalog.carbon.Footprint;
import org.greensweep.catalog.carbon.Footprints;
import org.greensweep.catalog.carbon.GridIntensity;
import org.greensweep.catalog.carbon.Joules;
import org.greensweep.catalog.carbon.Pue;
import org.greensweep.catalog.carbon.Readable;
import org.greensweep.catalog.carbon.SignificantDigits;
import org.greensweep.catalog.carbon.Statements;
import org.greensweep.catalog.reference.Equivalents;
import org.greensweep.catalog.reference.GridFactor;
import org.greensweep.catalog.reference.GridIntensities;
import org.greensweep.catalog.reference.PublishedComparison;
import org.greensweep.catalog.reference.Pues;
import org.greensweep.catalog.reference.ReferenceFootprints;
import org.greensweep.network.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Turns an energy into CO2e with its range, its factors and what it equals. */
@Command(
    name = "footprint",
    description = {
      "Turns an energy into grams of CO2e: low, central and high, the factors behind them, and what it equals.",
      "The range is the spread of the sources for the grid and of the facility's overhead."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobs/greensweep footprint --kwh 25.0 --region DK --pue 1",
      "  jobs/greensweep footprint --kwh 1287000 --region US --year 2020 --statement"
    })
public final class FootprintCommand implements Callable<Integer> {
  @Option(
      names = "--kwh",
      required = true,
      paramLabel = "KWH",
      description = "Energy of the computers in kilowatt-hours.")
  private double kilowattHours;

  @Option(
      names = "--region",
      required = true,
      paramLabel = "ID",
      description =
          "Grid region: a country (DK), a US state (US-CA), a cloud region (gcp-europe-west1), or WORLD.")
  private String region = "";

  @Option(
      names = "--pue",
      paramLabel = "P",
      description =
          "Power usage effectiveness of the facility, 1 for none. Default: the current average of facilities.")
  private @Nullable Double pue;

  @Option(
      names = "--year",
      paramLabel = "YEAR",
      description = "Year of the grid's intensity; the nearest with data is taken and said.")
  private @Nullable Integer year;

  @Option(names = "--statement", description = "The paragraph that a paper or a report needs.")
  private boolean statement;

  @Option(names = "--json", description = "One JSON object for programs.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** What {@code --json} prints. */
  record Answer(Range grams, List<Factor> factors, List<Equal> equivalents) {}

  /** Grams of CO2e. */
  record Range(double low, double central, double high) {}

  /** A factor and where it comes from. */
  record Factor(String id, double value, String unit, String source) {}

  /** The central footprint as a number of things people know. */
  record Equal(String id, double count, String text) {}

  @Override
  public Integer call() {
    if (!(kilowattHours >= 0) || Double.isInfinite(kilowattHours)) {
      throw new UserError("--kwh " + kilowattHours + ": give an energy of 0 kWh or more");
    }
    GridIntensities grids = GridIntensities.load();
    GridIntensity grid =
        year == null
            ? grids.of(region)
            : grids.of(region, Boundary.LIFECYCLE, OptionalInt.of(year));
    Pue overhead = pue == null ? Pues.load().unknownFacility() : Pue.given(pue);
    Footprint footprint =
        Footprints.of(Joules.ofKilowattHours(kilowattHours), grid, overhead, EnergyMethod.GIVEN);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.of(answer(footprint, grids)));
    } else {
      out.println(statement ? statement(footprint) : text(footprint, grids));
    }
    out.flush();
    return 0;
  }

  private static Answer answer(Footprint footprint, GridIntensities grids) {
    List<Factor> factors = new ArrayList<>();
    for (GridFactor factor : factors(footprint, grids)) {
      factors.add(
          new Factor(factor.id(), factor.intensity().value(), "g CO2e/kWh", factor.source()));
    }
    factors.add(
        new Factor(
            footprint.pue().id(),
            footprint.pue().value().central(),
            "PUE",
            "catalog pue.csv, or given"));
    return new Answer(
        new Range(footprint.grams().low(), footprint.grams().central(), footprint.grams().high()),
        factors,
        equals(footprint).stream()
            .map(count -> new Equal(count.equivalent().id(), count.count(), count.text()))
            .toList());
  }

  private static List<GridFactor> factors(Footprint footprint, GridIntensities grids) {
    List<String> ids = footprint.grid().factorIds();
    return grids.factors(footprint.grid().region()).stream()
        .filter(factor -> ids.contains(factor.id()))
        .toList();
  }

  private static List<EquivalentCount> equals(Footprint footprint) {
    return Equivalents.load().all().stream()
        .filter(Equivalent::headline)
        .map(equivalent -> equivalent.in(footprint.central()))
        .toList();
  }

  private static String statement(Footprint footprint) {
    return Statements.full(
        "The computation",
        "computing hardware",
        footprint,
        Equivalents.load().mostReadable(footprint.central()));
  }

  private String text(Footprint footprint, GridIntensities grids) {
    GridIntensity grid = footprint.grid();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s in %s: %s CO2e, operational, location-based."
            .formatted(
                Readable.energy(footprint.energyIt()),
                grid.regionName(),
                Readable.mass(footprint.grams())));
    if (year != null) {
      grid.yearNote(year).ifPresent(lines::add);
    }
    lines.add("");
    lines.add(
        "= %s kWh x PUE %s (%s) x %s g/kWh (%s, %d)"
            .formatted(
                digits(footprint.energyIt().kilowattHours()),
                digits(footprint.pue().value().central()),
                footprint.pue().id(),
                digits(grid.central().value()),
                grid.boundary().word(),
                grid.year()));
    lines.add("");
    TextTable table = new TextTable("grid factor", "g/kWh", "boundary", "year", "source");
    for (GridFactor factor : factors(footprint, grids)) {
      table.add(
          factor.id(),
          digits(factor.intensity().value()),
          factor.boundary().word(),
          "" + factor.year(),
          factor.source());
    }
    lines.add(table.toString());
    lines.add("");
    lines.add(
        "That equals "
            + String.join("; ", equals(footprint).stream().map(EquivalentCount::text).toList())
            + ".");
    PublishedComparison.of(footprint, ReferenceFootprints.load())
        .forEach(published -> lines.add("Published: " + published.text()));
    return String.join("\n", lines);
  }

  private static String digits(double value) {
    return SignificantDigits.plain(value, 4);
  }
}
