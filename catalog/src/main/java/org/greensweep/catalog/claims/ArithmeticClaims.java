package org.greensweep.catalog.claims;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.greensweep.catalog.carbon.Conversions;
import org.greensweep.catalog.carbon.Equivalent;
import org.greensweep.catalog.carbon.EquivalentCount;
import org.greensweep.catalog.carbon.Grams;
import org.greensweep.catalog.carbon.GridIntensity;
import org.greensweep.catalog.carbon.Interval;
import org.greensweep.catalog.carbon.Joules;
import org.greensweep.catalog.carbon.SignificantDigits;
import org.greensweep.catalog.carbon.Watts;
import org.greensweep.catalog.reference.Equivalents;
import org.greensweep.catalog.reference.GridIntensities;
import org.greensweep.catalog.reference.ImagingStudy;
import org.greensweep.catalog.reference.PublishedCampaigns;
import org.greensweep.catalog.reference.ReferenceFootprint;
import org.greensweep.catalog.reference.ReferenceFootprints;

/**
 * The claims that need no kernels: carbon, patches and counting bits, recomputed from their inputs.
 */
public final class ArithmeticClaims {
  private static final int DIGITS = 3;
  private static final double WATT_HOURS_PER_KILOWATT_HOUR = 1000;

  private final ClaimInputs inputs = ClaimInputs.load();
  private final ReferenceFootprints references = ReferenceFootprints.load();
  private final PublishedCampaigns campaigns = PublishedCampaigns.load();
  private final GridIntensities grids = GridIntensities.load();

  private ArithmeticClaims() {}

  /** How to recompute each of them, by claim id. */
  public static Map<String, Supplier<Recomputation>> recomputations() {
    ArithmeticClaims claims = new ArithmeticClaims();
    Map<String, Supplier<Recomputation>> all = new LinkedHashMap<>();
    all.put("nas-lb", claims::searchAsEstimated);
    all.put("nas-corrected", claims::searchAsMeasured);
    all.put("american-years-nas", claims::americanYearsOfTheSearch);
    all.put("american-years-rnd", claims::americanYearsOfTheCaseStudy);
    all.put("five-cars", claims::fiveCars);
    all.put("flight", () -> claims.reference("flight-nysf-rt"));
    all.put("human-year", () -> claims.reference("human-year"));
    all.put("american-year", () -> claims.reference("american-year"));
    all.put("sram-dram-energy", claims::memoryReads);
    all.put("two-bit-levels", claims::twoBitLevels);
    all.put("bnn-compression", claims::bitsPerBinaryWeight);
    all.put("selvan-footprint", claims::imagingIntensity);
    all.put("selvan-radar", ArithmeticClaims::imagingRadar);
    all.put("compute-doubling", claims::computeDoubling);
    all.put("car-compute", claims::carCompute);
    all.putAll(new PatchClaims(claims.inputs).recomputations());
    return all;
  }

  private Recomputation searchAsEstimated() {
    double pounds = grams("strubell-nas").pounds();
    return Recomputation.of(
        "An estimate of a search that ran on a smaller proxy task; as measured it was %s t, %s times"
                .formatted(
                    digits(grams("patterson-nas").tonnes()),
                    digits(grams("strubell-nas").value() / grams("patterson-nas").value()))
            + " less. Training the network itself once: %s lb."
                .formatted(digits(grams("strubell-transformer-big").pounds())),
        pounds);
  }

  private Recomputation searchAsMeasured() {
    return Recomputation.of(
        "A search is run once per kind of task, not once per network.",
        grams("patterson-nas").tonnes());
  }

  private Recomputation americanYearsOfTheSearch() {
    double years = grams("strubell-nas").value() / mass("american-year").value();
    double corrected = grams("patterson-nas").value() / mass("american-year").value();
    return Recomputation.of(
        "626 thousand pounds, not 626; as measured the search equals %s years."
            .formatted(digits(corrected)),
        years);
  }

  private Recomputation americanYearsOfTheCaseStudy() {
    return Recomputation.of(
        "4,789 jobs of one project; its final network alone is %s lb."
            .formatted(digits(grams("strubell-pipeline").pounds())),
        mass("strubell-tuning").value() / mass("american-year").value());
  }

  private Recomputation fiveCars() {
    double cars = grams("strubell-nas").value() / mass("car-lifetime").value();
    double corrected = grams("patterson-nas").value() / mass("car-lifetime").value();
    return Recomputation.of(
        "The estimated search is %s car lifetimes, the measured one %s."
            .formatted(digits(cars), digits(corrected)),
        mass("car-lifetime").pounds());
  }

  private Recomputation reference(String id) {
    ReferenceFootprint row = references.of(id);
    String corrections =
        references.correctionsOf(id).isEmpty()
            ? ""
            : "; another source: %s kg (%s)"
                .formatted(
                    digits(references.correctionsOf(id).get(0).mass().kilograms()),
                    references.correctionsOf(id).get(0).source());
    return Recomputation.of(row.boundary() + corrections, row.mass().pounds());
  }

  private Recomputation memoryReads() {
    double sram = inputs.of("sram-8kb-read");
    double dram = inputs.of("dram-read");
    return Recomputation.of(
        "DRAM costs %s times the SRAM; both at 45 nm, and a part of what a system draws."
            .formatted(digits(dram / sram)),
        sram,
        dram);
  }

  private Recomputation twoBitLevels() {
    return Recomputation.of(
        "Inner over outer level of the best 2-bit quantiser of a normal variable.",
        GaussianQuantizer.innerToOuterOfFour());
  }

  private Recomputation bitsPerBinaryWeight() {
    return Recomputation.of(
        "Of the binary weights alone; whole networks keep real first and last layers.",
        inputs.of("real-weight-bits") / inputs.of("binary-weight-bits"));
  }

  private Recomputation imagingIntensity() {
    ReferenceFootprint study = references.of("selvan-2023");
    double kilowattHours = study.energyKilowattHours().orElseThrow();
    double intensity = study.mass().value() / kilowattHours;
    GridIntensity denmark = grids.of("DK");
    double printed = ImagingStudy.load().energyWattHours() * ImagingStudy.SEEDS;
    Interval grams = denmark.gramsPerKilowattHour();
    return Recomputation.of(
        "Denmark's lifecycle average of %d is %s g/kWh (%s to %s), %s kg; a live intensity as of March"
                .formatted(
                    denmark.year(),
                    digits(grams.central()),
                    digits(grams.low()),
                    digits(grams.high()),
                    digits(denmark.central().of(Joules.ofKilowattHours(kilowattHours)).kilograms()))
            + " 2023 (mean %s) explains the printed mass. The energies of the printed tables add up to %s"
                .formatted(
                    SignificantDigits.plain(inputs.of("denmark-march-2023"), DIGITS + 1),
                    digits(printed / WATT_HOURS_PER_KILOWATT_HOUR))
            + " kWh over three seeds.",
        intensity);
  }

  private static Recomputation imagingRadar() {
    ImagingStudy study = ImagingStudy.load();
    boolean complete =
        study.groups().stream().allMatch(group -> study.radar(group).size() == group.settings());
    return Recomputation.judged(
        complete,
        "%d rows: %d pairs of network and data set in five settings; doubts about the print: %s"
            .formatted(
                study.rows().size(), study.groups().size(), String.join("; ", study.doubts())),
        study.rows().size());
  }

  private Recomputation computeDoubling() {
    double months = inputs.of("compute-doubling");
    double doublings = Math.log(inputs.of("compute-growth")) / Math.log(2);
    double everyTwoYears = Math.pow(2, doublings * months / 24);
    return Recomputation.of(
        "%s doublings are %s months; doubling every two years gives a factor of %s in that time."
            .formatted(digits(doublings), digits(doublings * months), digits(everyTwoYears)),
        months);
  }

  private Recomputation carCompute() {
    Watts power = new Watts(inputs.of("car-compute"));
    GridIntensity us = grids.of("US");
    Grams hour = us.central().of(power.forHours(1));
    Equivalent kilometre =
        Equivalents.load().all().stream()
            .filter(equivalent -> equivalent.family().equals("car") && equivalent.headline())
            .findFirst()
            .orElseThrow();
    EquivalentCount count = kilometre.in(hour);
    return Recomputation.of(
        "An hour at that power is %s g CO2e on the US grid of %d, like %s."
            .formatted(digits(hour.value()), us.year(), count.text()),
        power.value());
  }

  private Grams grams(String campaign) {
    return new Grams(campaigns.of(campaign).recomputed().central());
  }

  private Grams mass(String reference) {
    return references.of(reference).mass();
  }

  private static String digits(double value) {
    return SignificantDigits.plain(value, DIGITS);
  }

  /** Weeks in a span of years. */
  static double weeks(double years) {
    return years * Conversions.DAYS_PER_YEAR / Conversions.DAYS_PER_WEEK;
  }
}
