package org.greensweep.jobs.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.greensweep.catalog.carbon.Footprint;
import org.greensweep.catalog.carbon.SignificantDigits;
import org.greensweep.catalog.carbon.Statements;
import org.greensweep.catalog.reference.Equivalents;

/** A footprint for papers and reports: one paragraph, and the forms that readers expect. */
final class FootprintForms {
  private static final String TREE_MONTH = "ga-tree-month";
  private static final String CAR_KILOMETRE = "eea-car-km-2020";
  private static final int DIGITS = 4;

  private FootprintForms() {}

  /** Each under its name. */
  static String text(FootprintAccount account) {
    return of(account).entrySet().stream()
        .map(form -> form.getKey() + ":\n" + form.getValue())
        .collect(Collectors.joining("\n\n"));
  }

  /** The forms by name. */
  static Map<String, String> of(FootprintAccount account) {
    Footprint footprint = account.footprint();
    Equivalents equivalents = Equivalents.load();
    String hardware = hardware(account);
    Map<String, String> forms = new LinkedHashMap<>();
    forms.put(
        "Statement",
        Statements.full(
                hardware,
                "computing hardware",
                footprint,
                account.embodied(),
                equivalents.mostReadable(footprint.central()))
            + account.yearNote().map(note -> " " + note + ".").orElse(""));
    forms.put(
        "ISO/IEC 21031 (SCI)",
        Statements.sci(account.score(), boundary(account), footprint.grid()));
    Optional<String> run = account.time().map(time -> digits(time.hours()) + " h on " + hardware);
    forms.put(
        "Green Algorithms",
        Statements.greenAlgorithms("This computation", run, footprint, equivalents.of(TREE_MONTH)));
    forms.put("CarbonTracker", Statements.carbonTracker(footprint, equivalents.of(CAR_KILOMETRE)));
    account
        .time()
        .map(
            time ->
                Statements.mlCo2(
                    "own hardware", time.count() * time.hours(), hardware, time.power(), footprint))
        .ifPresent(form -> forms.put("ML CO2 Impact", form));
    return forms;
  }

  private static String boundary(FootprintAccount account) {
    return "computing hardware and facility; manufacture "
        + account
            .manufacture()
            .map(kept -> "of " + kept.device().id())
            .orElse("is missing, which the standard asks for: --embodied");
  }

  private static String hardware(FootprintAccount account) {
    double count = account.time().map(time -> time.count()).orElse(1.0);
    return account
        .hardware()
        .map(device -> "%s x %s".formatted(digits(count), device.name()))
        .orElse("The computation");
  }

  private static String digits(double value) {
    return SignificantDigits.plain(value, DIGITS);
  }
}
