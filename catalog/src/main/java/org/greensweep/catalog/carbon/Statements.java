package org.greensweep.catalog.carbon;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The paragraphs that papers and sustainability reports need, with every factor by its id. */
public final class Statements {
  private static final int DIGITS = 3;
  private static final double PERCENT = 100;
  private static final String CLOSING =
      " Offsets and certificates are not counted. Grid zone and vintage change such figures more"
          + " than most optimisations.";

  private Statements() {}

  /**
   * The whole account of a footprint: scope, energy, overhead, grid, result, comparison, and what
   * is left out.
   *
   * @param subject what ran: '1,000,000 inferences of resnet18 at int8'
   * @param scope what uses the energy: 'modelled accelerator'
   * @param embodied the devices' share of manufacture in grams, where it is counted
   */
  public static String full(
      String subject,
      String scope,
      Footprint footprint,
      Optional<Interval> embodied,
      Optional<EquivalentCount> equivalent) {
    return energy(subject, scope, footprint)
        + " "
        + grid(footprint.grid())
        + " This emits "
        + Readable.mass(footprint.grams())
        + " CO2e (central value and 90 % interval, combined in log space)"
        + equivalent.map(Statements::comparison).orElse("")
        + ". "
        + manufacture(footprint.grams(), embodied)
        + CLOSING;
  }

  /** The account of a campaign: its parts, its factors, the share of development. */
  public static String campaign(Campaign campaign, Optional<EquivalentCount> equivalent) {
    List<CampaignJob> jobs = campaign.jobs();
    Interval embodied = campaign.embodied();
    return "%s (%s) drew %s of IT energy, %s with the overhead of its facilities (PUE %s)."
            .formatted(
                campaign.name(),
                jobs.size() == 1 ? "1 job" : jobs.size() + " jobs",
                Readable.energy(campaign.energyIt()),
                Readable.energy(campaign.energyFacility()),
                each(jobs, job -> digits(job.pue().value().central()) + " " + job.pue().id()))
        + " Energy method: %s. Electricity: %s, average, location-based."
            .formatted(
                each(jobs, job -> method(job.method())), each(jobs, job -> intensity(job.grid())))
        + " This emits %s CO2e (central value and 90 %% interval; errors that the jobs share add)%s."
            .formatted(
                Readable.mass(campaign.grams()), equivalent.map(Statements::comparison).orElse(""))
        + " Development took %s %% of it, the final runs %s %%. "
            .formatted(
                percent(campaign.developmentShare()), percent(1 - campaign.developmentShare()))
        + manufacture(
            campaign.grams(), embodied.high() == 0 ? Optional.empty() : Optional.of(embodied))
        + CLOSING;
  }

  /** What is different among the jobs, each once. */
  private static String each(List<CampaignJob> jobs, Function<CampaignJob, String> text) {
    return jobs.stream().map(text).distinct().collect(Collectors.joining("; "));
  }

  private static String manufacture(Interval operational, Optional<Interval> embodied) {
    return embodied
        .map(
            grams ->
                "The devices' manufacture adds %s CO2e for the time that they were kept, together %s."
                    .formatted(Readable.mass(grams), Readable.mass(operational.plus(grams))))
        .orElse("Operation only: embodied carbon is not in this figure.");
  }

  /**
   * What ISO/IEC 21031 asks to disclose: score, boundary, functional unit and method.
   *
   * @param boundary what is inside: 'accelerator, host and facility'
   */
  public static String sci(SoftwareCarbonIntensity sci, String boundary, GridIntensity grid) {
    return "SCI score: %s CO2e per %s (ISO/IEC 21031:2024). Software boundary: %s. Method: (E x I + M)"
            .formatted(Readable.mass(sci.score()), sci.unit().name(), boundary)
        + " / R with operational emissions %s and embodied emissions %s per unit; I is the %s, "
            .formatted(
                Readable.mass(sci.operationalPerUnit()),
                Readable.mass(sci.embodiedPerUnit()),
                intensity(grid))
        + "average and location-based; offsets, certificates and power purchase agreements are not"
        + " counted.";
  }

  /**
   * The sentence of Green Algorithms, without its claim to have been calculated there.
   *
   * @param run how long it ran on what, where that is known: '3 h on 2 cores'
   */
  public static String greenAlgorithms(
      String algorithm, Optional<String> run, Footprint footprint, Equivalent treeMonth) {
    EquivalentCount trees = treeMonth.in(footprint.central());
    return "%s %sdraws %s. Based in %s, this has a carbon footprint of %s CO2e,"
            .formatted(
                algorithm,
                run.map(where -> "runs in " + where + ", and ").orElse(""),
                Readable.energy(footprint.energyFacility()),
                footprint.grid().regionName(),
                Readable.mass(footprint.central()))
        + " which is equivalent to %s.".formatted(trees.text());
  }

  /** The sentence of CarbonTracker. */
  public static String carbonTracker(Footprint footprint, Equivalent carKilometre) {
    EquivalentCount distance = carKilometre.in(footprint.central());
    return "The training of models in this work is estimated to use %s kWh of electricity"
            .formatted(digits(footprint.energyFacility().kilowattHours()))
        + " contributing to %s kg of CO2eq. This is equivalent to %s travelled by car."
            .formatted(
                digits(footprint.central().kilograms()),
                SignificantDigits.plain(distance.count(), DIGITS) + " km");
  }

  /** The sentence of the ML CO2 Impact calculator. */
  public static String mlCo2(
      String provider, double hours, String hardware, Watts power, Footprint footprint) {
    GridIntensity grid = footprint.grid();
    return "Experiments were conducted using %s in region %s, which has a carbon efficiency of %s"
            .formatted(
                provider,
                grid.region(),
                digits(grid.central().value() / Conversions.GRAMS_PER_KILOGRAM))
        + " kgCO2eq/kWh. A cumulative of %s hours of computation was performed on hardware of type"
            .formatted(digits(hours))
        + " %s (average power of %s W). Total emissions are estimated to be %s kgCO2eq, of which 0"
            .formatted(hardware, digits(power.value()), digits(footprint.central().kilograms()))
        + " percent were directly offset.";
  }

  private static String energy(String subject, String scope, Footprint footprint) {
    Pue pue = footprint.pue();
    return "%s (scope: %s; energy method %s): %s (%s J) of IT energy, %s with a"
            .formatted(
                subject,
                scope,
                method(footprint.method()),
                Readable.energy(footprint.energyIt()),
                digits(footprint.energyIt().value()),
                Readable.energy(footprint.energyFacility()))
        + " PUE of %s (%s, %s to %s)."
            .formatted(
                digits(pue.value().central()),
                pue.id(),
                digits(pue.value().low()),
                digits(pue.value().high()));
  }

  private static String method(EnergyMethod method) {
    return method.lowFactor() == method.highFactor()
        ? "'%s'".formatted(method.id())
        : "'%s', %s to %s times"
            .formatted(method.id(), digits(method.lowFactor()), digits(method.highFactor()));
  }

  private static String grid(GridIntensity grid) {
    return "Electricity: " + intensity(grid) + ", average, location-based.";
  }

  private static String intensity(GridIntensity grid) {
    Interval grams = grid.gramsPerKilowattHour();
    String range =
        grams.low() == grams.high()
            ? ""
            : "%s to %s; ".formatted(digits(grams.low()), digits(grams.high()));
    return "%s intensity of %s in %d, %s g CO2e/kWh (%sfactors %s)"
        .formatted(
            grid.boundary().word(),
            grid.regionName(),
            grid.year(),
            digits(grams.central()),
            range,
            String.join(", ", grid.factorIds()));
  }

  private static String comparison(EquivalentCount equivalent) {
    return ", like %s (%s)".formatted(equivalent.text(), equivalent.equivalent().id());
  }

  /** A share in percent; a few of a hundred thousand do not disappear. */
  private static String percent(double share) {
    return SignificantDigits.plain(share * PERCENT, 4);
  }

  private static String digits(double value) {
    return SignificantDigits.plain(value, DIGITS);
  }
}
