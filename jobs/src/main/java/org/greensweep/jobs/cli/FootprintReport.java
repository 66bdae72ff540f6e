package org.greensweep.jobs.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.greensweep.catalog.carbon.Equivalent;
import org.greensweep.catalog.carbon.EquivalentCount;
import org.greensweep.catalog.carbon.Footprint;
import org.greensweep.catalog.carbon.Grams;
import org.greensweep.catalog.carbon.GridIntensity;
import org.greensweep.catalog.carbon.Interval;
import org.greensweep.catalog.carbon.Readable;
import org.greensweep.catalog.carbon.SignificantDigits;
import org.greensweep.catalog.carbon.Statements;
import org.greensweep.catalog.reference.Equivalents;
import org.greensweep.catalog.reference.GridFactor;
import org.greensweep.catalog.reference.GridIntensities;
import org.greensweep.catalog.reference.PublishedComparison;
import org.greensweep.catalog.reference.ReferenceFootprints;
import org.jspecify.annotations.Nullable;

/** A footprint for people, for programs and for papers. */
final class FootprintReport {
  private static final String TREE_MONTH = "ga-tree-month";
  private static final String CAR_KILOMETRE = "eea-car-km-2020";

  private static final double FEWEST = 0.01;
  private static final double MOST = 1e6;

  private final FootprintAccount account;
  private final Footprint footprint;
  private final Equivalents equivalents = Equivalents.load();
  private final List<GridFactor> gridFactors;

  FootprintReport(FootprintAccount account) {
    this.account = account;
    this.footprint = account.footprint();
    GridIntensity grid = footprint.grid();
    this.gridFactors =
        GridIntensities.load().factors(grid.region()).stream()
            .filter(factor -> grid.factorIds().contains(factor.id()))
            .toList();
  }

  /** What {@code --json} prints. */
  record Answer(
      Range grams,
      double energyItJ,
      double energyFacilityJ,
      List<Factor> factors,
      List<Equal> equivalents,
      @Nullable Range embodiedGrams,
      Range sciGrams,
      String functionalUnit,
      List<String> notes,
      Map<String, String> statements) {}

  /** Grams of CO2e. */
  record Range(double low, double central, double high) {
    static Range of(Interval grams) {
      return new Range(grams.low(), grams.central(), grams.high());
    }
  }

  /** A factor and where it comes from. */
  record Factor(String id, double value, String unit, String source) {}

  /** The central footprint as a number of things people know. */
  record Equal(String id, double count, String text) {
    static Equal of(EquivalentCount count) {
      return new Equal(count.equivalent().id(), count.count(), count.text());
    }
  }

  Answer answer() {
    List<Factor> factors = new ArrayList<>();
    for (GridFactor factor : gridFactors) {
      factors.add(
          new Factor(factor.id(), factor.intensity().value(), "g CO2e/kWh", factor.source()));
    }
    factors.add(
        new Factor(
            footprint.pue().id(),
            footprint.pue().value().central(),
            "PUE",
            "catalog pue.csv, or given"));
    account
        .manufacture()
        .ifPresent(
            device ->
                factors.add(
                    new Factor(
                        device.device().id(),
                        device.device().total().central(),
                        "g CO2e/device",
                        "catalog embodied.csv")));
    return new Answer(
        Range.of(footprint.grams()),
        footprint.energyIt().value(),
        footprint.energyFacility().value(),
        factors,
        headlines(equivalents, footprint.central()).stream().map(Equal::of).toList(),
        account.embodied().map(Range::of).orElse(null),
        Range.of(account.score().score()),
        account.unit().name(),
        notes(),
        forms());
  }

  String text() {
    GridIntensity grid = footprint.grid();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s in %s: %s CO2e, operational, location-based."
            .formatted(
                Readable.energy(footprint.energyIt()),
                grid.regionName(),
                Readable.mass(footprint.grams())));
    account.yearNote().ifPresent(lines::add);
    lines.add("");
    lines.add(
        "= %s kWh%s x PUE %s (%s) x %s g/kWh (%s, %d)"
            .formatted(
                digits(footprint.energyIt().kilowattHours()),
                supply(),
                digits(footprint.pue().value().central()),
                footprint.pue().id(),
                digits(grid.central().value()),
                grid.boundary().word(),
                grid.year()));
    lines.addAll(manufacture());
    lines.add("");
    TextTable table = new TextTable("grid factor", "g/kWh", "boundary", "year", "source");
    for (GridFactor factor : gridFactors) {
      table.add(
          factor.id(),
          digits(factor.intensity().value()),
          factor.boundary().word(),
          "" + factor.year(),
          factor.source());
    }
    lines.add(table.toString());
    lines.add("");
    lines.add(equals(equivalents, footprint.central()));
    lines.addAll(comparisons(footprint));
    return String.join("\n", lines);
  }

  private String supply() {
    return footprint.energyIt().value() == 0 || !footprint.method().id().equals("model")
        ? ""
        : account
            .time()
            .map(
                time ->
                    " (%s devices x %s h x %s W)"
                        .formatted(
                            digits(time.count()),
                            digits(time.hours()),
                            digits(time.power().value())))
            .orElse("");
  }

  private List<String> manufacture() {
    return account
        .manufacture()
        .map(
            kept ->
                List.of(
                    "+ embodied %s = %s (%s) x %s device-hours / %s h x share %s"
                        .formatted(
                            Readable.mass(account.embodied().orElseThrow()),
                            Readable.mass(kept.device().total()),
                            kept.device().id(),
                            digits(account.deviceHours()),
                            digits(kept.device().lifetimeHours()),
                            digits(kept.share())),
                    "Together %s CO2e per %s (ISO/IEC 21031)."
                        .formatted(Readable.mass(account.score().score()), account.unit().name())))
        .orElseGet(
            () ->
                account.inferences() == 1
                    ? List.of()
                    : List.of(
                        "Per %s: %s CO2e, without manufacture."
                            .formatted(
                                account.unit().name(), Readable.mass(account.score().score()))));
  }

  /** The paragraph and the forms, each under its name. */
  String statements() {
    return forms().entrySet().stream()
        .map(form -> form.getKey() + ":\n" + form.getValue())
        .collect(Collectors.joining("\n\n"));
  }

  private Map<String, String> forms() {
    Map<String, String> forms = new LinkedHashMap<>();
    forms.put(
        "Statement",
        Statements.full(
                hardware(),
                "computing hardware",
                footprint,
                account.embodied(),
                equivalents.mostReadable(footprint.central()))
            + account.yearNote().map(note -> " " + note + ".").orElse(""));
    forms.put(
        "ISO/IEC 21031 (SCI)",
        Statements.sci(
            account.score(),
            "computing hardware and facility"
                + account
                    .manufacture()
                    .map(kept -> "; manufacture of " + kept.device().id())
                    .orElse("; manufacture is missing, which the standard asks for: --embodied"),
            footprint.grid()));
    Equivalent tree = equivalents.of(TREE_MONTH);
    Optional<String> run = account.time().map(time -> digits(time.hours()) + " h on " + hardware());
    forms.put(
        "Green Algorithms", Statements.greenAlgorithms("This computation", run, footprint, tree));
    forms.put("CarbonTracker", Statements.carbonTracker(footprint, equivalents.of(CAR_KILOMETRE)));
    account
        .time()
        .ifPresent(
            time ->
                forms.put(
                    "ML CO2 Impact",
                    Statements.mlCo2(
                        "own hardware",
                        time.count() * time.hours(),
                        hardware(),
                        time.power(),
                        footprint)));
    return forms;
  }

  private String hardware() {
    return account
        .hardware()
        .map(device -> "%s x %s".formatted(count(), device.name()))
        .orElse("The computation");
  }

  private String count() {
    return digits(account.time().map(time -> time.count()).orElse(1.0));
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    account.yearNote().ifPresent(notes::add);
    notes.addAll(comparisons(footprint));
    return notes;
  }

  /** How far it is from published footprints of the same energy, and why. */
  static List<String> comparisons(Footprint footprint) {
    return PublishedComparison.of(footprint, ReferenceFootprints.load()).stream()
        .map(comparison -> "Published: " + comparison.text())
        .toList();
  }

  /** The headline equivalents whose counts a person can imagine. */
  static String equals(Equivalents equivalents, Grams mass) {
    List<String> counts =
        headlines(equivalents, mass).stream()
            .filter(count -> count.count() >= FEWEST && count.count() <= MOST)
            .map(EquivalentCount::text)
            .toList();
    return counts.isEmpty()
        ? equivalents
            .mostReadable(mass)
            .map(count -> "That equals " + count.text() + ".")
            .orElse("That equals nothing.")
        : "That equals " + String.join("; ", counts) + ".";
  }

  static List<EquivalentCount> headlines(Equivalents equivalents, Grams mass) {
    return equivalents.all().stream()
        .filter(Equivalent::headline)
        .map(equivalent -> equivalent.in(mass))
        .toList();
  }

  private static String digits(double value) {
    return SignificantDigits.plain(value, 4);
  }
}
