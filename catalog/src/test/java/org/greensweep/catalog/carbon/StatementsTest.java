package org.greensweep.catalog.carbon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementsTest {
  private static final GridIntensity DENMARK =
      new GridIntensity(
          "DK",
          "Denmark",
          new Interval(123.59, 143.3, 151.65),
          Boundary.LIFECYCLE,
          2024,
          List.of("ember-2024-DK", "owid-2023-DK"));
  private static final Pue PUE = new Pue("uptime-2025", new Interval(1.1, 1.54, 1.67));
  private static final Equivalent CAR =
      new Equivalent("car", "car", "km by car", "km by car", new Grams(107.5), true);
  private static final Equivalent TREE =
      new Equivalent("tree", "tree", "tree-month", "tree-months", new Grams(917), false);
  private static final Footprint FOOTPRINT =
      Footprints.of(
          Joules.ofKilowattHours(25), DENMARK, PUE, new EnergyMethod("counter", 0.9, 1.1));

  @Test
  void theFullAccountNamesEveryFactor() {
    String text =
        Statements.full(
            "All trainings",
            "host",
            FOOTPRINT,
            Optional.empty(),
            Optional.of(CAR.in(FOOTPRINT.central())));
    assertThat(text)
        .isEqualTo(
            "All trainings (scope: host; energy method 'counter', 0.9 to 1.1 times): 25 kWh"
                + " (90,000,000 J) of IT energy, 38.5 kWh with a PUE of 1.54 (uptime-2025, 1.1 to"
                + " 1.67). Electricity: lifecycle intensity of Denmark in 2024, 143 g CO2e/kWh (124"
                + " to 152; factors ember-2024-DK, owid-2023-DK), average, location-based. This"
                + " emits 5.5 kg (3.8 kg to 6.3 kg) CO2e (central value and 90 % interval, combined"
                + " in log space), like 51 km by car (car). Operation only: embodied carbon is not"
                + " in this figure. Offsets and certificates are not counted. Grid zone and vintage"
                + " change such figures more than most optimisations.");
  }

  @Test
  void manufactureIsAddedWhereItIsCounted() {
    assertThat(
            Statements.full(
                "A", "s", FOOTPRINT, Optional.of(Interval.exactly(1000)), Optional.empty()))
        .contains(
            "The devices' manufacture adds 1 kg CO2e for the time that they were kept, together"
                + " 6.5 kg (")
        .doesNotContain("Operation only");
  }

  @Test
  void aCampaignNamesEachFactorOnceAndTheShareOfDevelopment() {
    EnergyMethod given = EnergyMethod.GIVEN;
    GridIntensity own =
        new GridIntensity("X", "X", Interval.exactly(100), Boundary.DIRECT, 2020, List.of("given"));
    Joules energy = Joules.ofKilowattHours(30);
    Interval none = Interval.exactly(0);
    Campaign campaign =
        new Campaign(
            "Study",
            List.of(
                new CampaignJob("a", 1, energy, given, Optional.empty(), Pue.none(), own, none),
                new CampaignJob("b", 0, energy, given, Optional.empty(), Pue.none(), own, none)));
    assertThat(Statements.campaign(campaign, Optional.of(CAR.in(new Grams(6000)))))
        .isEqualTo(
            "Study (2 jobs) drew 60 kWh of IT energy, 60 kWh with the overhead of its facilities"
                + " (PUE 1 none). Energy method: 'given'. Electricity: direct intensity of X in"
                + " 2020, 100 g CO2e/kWh (factors given), average, location-based. This emits 6 kg"
                + " CO2e (central value and 90 % interval; errors that the jobs share add), like 56"
                + " km by car (car). Development took 50 % of it, the final runs 50 %. Operation"
                + " only: embodied carbon is not in this figure. Offsets and certificates are not"
                + " counted. Grid zone and vintage change such figures more than most"
                + " optimisations.");
    Campaign made =
        new Campaign(
            "One",
            List.of(
                new CampaignJob(
                    "a",
                    0,
                    energy,
                    given,
                    Optional.empty(),
                    Pue.none(),
                    own,
                    Interval.exactly(2000))));
    assertThat(Statements.campaign(made, Optional.empty()))
        .startsWith("One (1 job) drew")
        .contains("manufacture adds 2 kg", "together 5 kg", "final runs 100 %");
  }

  @Test
  void theStandardsDisclosureHasScoreBoundaryUnitAndMethod() {
    SoftwareCarbonIntensity sci =
        new SoftwareCarbonIntensity(
            Interval.exactly(300), Interval.exactly(100), 1000, FunctionalUnit.inference());
    assertThat(Statements.sci(sci, "accelerator", DENMARK))
        .startsWith("SCI score: 400 mg CO2e per inference (ISO/IEC 21031:2024)")
        .contains("Software boundary: accelerator", "operational emissions 300 mg")
        .contains("embodied emissions 100 mg", "ember-2024-DK", "location-based");
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    assertThat(Statements.greenAlgorithms("It", Optional.empty(), FOOTPRINT, TREE))
        .startsWith("It draws 38.5 kWh. Based in Denmark");
  }

  @Test
  void theCalculatorsSentences() {
    assertThat(
            Statements.greenAlgorithms(
                "This sweep", Optional.of("3 h on 2 cores"), FOOTPRINT, TREE))
        .isEqualTo(
            "This sweep runs in 3 h on 2 cores, and draws 38.5 kWh. Based in Denmark, this has a"
                + " carbon footprint of 5.52 kg CO2e, which is equivalent to 6 tree-months.");
    assertThat(Statements.carbonTracker(FOOTPRINT, CAR))
        .isEqualTo(
            "The training of models in this work is estimated to use 38.5 kWh of electricity"
                + " contributing to 5.52 kg of CO2eq. This is equivalent to 51.3 km travelled by"
                + " car.");
    assertThat(Statements.mlCo2("a workstation", 71.4, "RTX 3090", new Watts(350), FOOTPRINT))
        .isEqualTo(
            "Experiments were conducted using a workstation in region DK, which has a carbon"
                + " efficiency of 0.143 kgCO2eq/kWh. A cumulative of 71.4 hours of computation was"
                + " performed on hardware of type RTX 3090 (average power of 350 W). Total"
                + " emissions are estimated to be 5.52 kgCO2eq, of which 0 percent were directly"
                + " offset.");
  }

  @ParameterizedTest
  @CsvSource({
    "0.001, 278 nWh",
    "1e-9, 0.000278 nWh",
    "0.36, 100 uWh",
    "3600, 1 Wh",
    "3596.4, 999 mWh",
    "3.6e6, 1 kWh",
    "3.6e9, 1 MWh",
    "3.6e15, '1,000 GWh'",
    "0, 0 Wh",
  })
  void energiesGetTheUnitThatFits(double joules, String text) {
    assertThat(Readable.energy(new Joules(joules))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 500 mg",
    "0.00033e-3, 330 ng",
    "1e-6, 1 ug",
    "1e-12, 0.001 ng",
    "0, 0 g",
    "1, 1 g",
    "284019000, 284 t",
    "4700, 4.7 kg",
    "1e15, '1,000 Mt'",
  })
  void massesGetTheUnitThatFits(double grams, String text) {
    assertThat(Readable.mass(new Grams(grams))).isEqualTo(text);
  }

  @Test
  void anotherYearIsSaid() {
    assertThat(DENMARK.yearNote(2024)).isEmpty();
    assertThat(DENMARK.yearNote(2031))
        .contains(
            "Denmark has no lifecycle intensity of 2031; the nearest is of 2024 (ember-2024-DK)");
  }

  @Test
  void exactMassesHaveNoInterval() {
    assertThat(Readable.mass(Interval.exactly(4700))).isEqualTo("4.7 kg");
    assertThat(Readable.mass(new Interval(10, 44, 300))).isEqualTo("40 g (10 g to 300 g)");
  }
}
