package org.greensweep.catalog.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.greensweep.catalog.CatalogError;
import org.greensweep.catalog.carbon.Boundary;
import org.greensweep.catalog.carbon.Dimension;
import org.greensweep.catalog.carbon.EnergyMethod;
import org.greensweep.catalog.carbon.Equivalent;
import org.greensweep.catalog.carbon.Footprint;
import org.greensweep.catalog.carbon.Footprints;
import org.greensweep.catalog.carbon.Grams;
import org.greensweep.catalog.carbon.GridIntensity;
import org.greensweep.catalog.carbon.Joules;
import org.greensweep.catalog.carbon.Pue;
import org.greensweep.catalog.carbon.Watts;
import org.junit.jupiter.api.Test;

/**
 * Bugs that were found in other carbon tools, each with the test that would catch it here. Those of
 * energy counters (nested zones counted twice, dies counted twice, memory left out) are in {@code
 * RaplMeterTest}; memory that a framework reserves is no second memory: {@code TrainingTest}.
 */
class PeerBugsTest {
  private static final GridIntensities GRID = GridIntensities.load();

  /** A television's 138 Wh a day were multiplied by 24 once more. */
  @Test
  void anEnergyPerDayIsNotAPower() {
    Joules day = new Watts(187_000 / 8760.0).forHours(6.5);
    assertThat(day.kilowattHours()).isCloseTo(0.138, within(0.001));
  }

  /** A page printed a mix of 731.59 kg/MWh as kg/kWh. */
  @Test
  void aThousandfoldIntensityIsRefused() {
    String row = "a,XX,X,X,731.59,%s,lifecycle,average,location,2024,s,l";
    assertThat(factor(row.formatted("kg/MWh")).intensity().value()).isCloseTo(731.59, within(1e-9));
    assertThatThrownBy(() -> factor(row.formatted("kg/kWh")))
        .isInstanceOf(CatalogError.class)
        .hasMessageContaining("731.59");
  }

  private static GridFactor factor(String row) {
    String text = String.join(",", GridFactor.COLUMNS) + "\n" + row + "\n";
    return GridFactor.of(CsvFile.read("g.csv", new StringReader(text), GridFactor.COLUMNS).get(0));
  }

  /** One project used three factors for a kilometre by car in its three user interfaces. */
  @Test
  void aFamilyHasOneHeadlineAndTheOthersSayWhoseTheyAre() {
    Map<String, List<Equivalent>> families =
        Equivalents.load().all().stream().collect(Collectors.groupingBy(Equivalent::family));
    families.forEach(
        (family, members) -> {
          assertThat(members.stream().filter(Equivalent::headline).count())
              .as(family)
              .isLessThanOrEqualTo(1);
          assertThat(members.stream().map(Equivalent::singular)).as(family).doesNotHaveDuplicates();
        });
    assertThat(families.get("car")).hasSizeGreaterThanOrEqualTo(3);
  }

  /** Every price zone of two countries carried the same placeholder of 18.0 g. */
  @Test
  void noSourceGivesManyRegionsOfACountryOneAndTheSameFigure() {
    GRID.factors().stream()
        .collect(
            Collectors.groupingBy(
                f -> List.of(f.source(), f.year(), f.boundary(), f.intensity(), f.country())))
        .forEach((key, same) -> assertThat(same).as("%s", key).hasSizeLessThanOrEqualTo(2));
  }

  /** A region was spelt me-cenrtal1, was never found, and fell back to its country. */
  @Test
  void cloudRegionsAreSpeltAsTheirProvidersSpellThem() {
    assertThat(GRID.regions())
        .filteredOn(region -> region.contains(":"))
        .isNotEmpty()
        .allMatch(
            region ->
                region.matches(
                    "(aws|gcp):(us|eu|ap|af|me|asia|africa|australia|europe|northamerica|southamerica)"
                        + "-(north|south|east|west|central|northeast|southeast|southwest)-?\\d{1,2}"));
    assertThatThrownBy(() -> GRID.of("gcp:us-cenrtal1"))
        .isInstanceOf(CatalogError.class)
        .hasMessageContaining("gcp:us-central1");
  }

  /** A card of 55 W was listed with 250 W, and the two forms of another were exchanged. */
  @Test
  void aSlotCardIsRatedNoHigherThanItsSocketedForm() {
    Devices devices = Devices.load();
    assertThat(devices.of("a100-pcie-80").rated().value())
        .isLessThan(devices.of("a100-sxm").rated().value());
    assertThat(devices.of("a100-pcie-40").rated().value())
        .isLessThan(devices.of("a100-pcie-80").rated().value());
  }

  /** 481 g/kWh were printed as the world's value of 2019, and came from a later page. */
  @Test
  void theYearInAnIdIsTheYearOfTheRow() {
    for (GridFactor factor : GRID.factors()) {
      if (factor.id().matches("(owid|ember|em|gcp|egrid|ga|ccf|ifi|iea|carbontracker)-.*")) {
        assertThat(factor.id()).contains("-" + factor.year() + "-");
      }
    }
  }

  /** The survey's value of 2019 was still every cluster's PUE in 2025. */
  @Test
  void theDefaultPueIsTheNewestSurvey() {
    Pues pues = Pues.load();
    String newest =
        pues.ids().stream()
            .filter(id -> id.startsWith("uptime-"))
            .max(Comparator.naturalOrder())
            .orElseThrow();
    assertThat(pues.unknownFacility().id()).isEqualTo(newest);
  }

  /** Direct and lifecycle factors were mixed: for France, 16 to 105 g/kWh. */
  @Test
  void oneIntensityRestsOnOneBoundary() {
    Map<String, GridFactor> byId =
        GRID.factors().stream().collect(Collectors.toMap(GridFactor::id, f -> f));
    for (String region : GRID.regions()) {
      GridIntensity intensity = GRID.of(region);
      assertThat(intensity.factorIds())
          .as(region)
          .allMatch(id -> byId.get(id).boundary() == intensity.boundary());
    }
    GridIntensity direct = GRID.of("FR", Boundary.DIRECT, OptionalInt.empty());
    assertThat(direct.gramsPerKilowattHour().high())
        .isLessThan(GRID.of("FR").gramsPerKilowattHour().low());
  }

  /** A PUE was applied to the energy of a row but not to its power. */
  @Test
  void itEnergyTimesPueIsFacilityEnergyEverywhere() {
    Watts power = new Watts(325);
    Footprint footprint =
        Footprints.of(power.forHours(7), GRID.of("US"), Pue.given(1.58), EnergyMethod.GIVEN);
    assertThat(footprint.energyIt()).isEqualTo(power.forHours(7));
    assertThat(footprint.energyFacility().value())
        .isCloseTo(power.times(1.58).forHours(7).value(), within(1e-6));
  }

  /** One footprint of 4.7 kg is 27 to 44 km, by whose car it is. */
  @Test
  void theSpreadOfEquivalentsIsKnown() {
    List<Double> kilometres =
        Equivalents.load().all().stream()
            .filter(e -> e.family().equals("car") && e.singular().startsWith("km"))
            .map(e -> 4700 / e.unit().value())
            .sorted()
            .toList();
    assertThat(kilometres.get(0)).isCloseTo(26.9, within(0.1));
    assertThat(kilometres.get(kilometres.size() - 1)).isCloseTo(43.7, within(0.1));
  }

  /** A page said that 1 kWh is 8.33 km by car: it divided a kilowatt-hour by kilograms per km. */
  @Test
  void anEnergyHasNoEquivalentBeforeItHasAGrid() {
    Footprint hour =
        Footprints.of(Joules.ofKilowattHours(1), GRID.of("DK"), Pue.none(), EnergyMethod.GIVEN);
    double kilometres = Equivalents.load().of("eea-car-km-2020").in(hour.central()).count();
    assertThat(kilometres).isCloseTo(143.30 / 107.5, within(1e-9));
  }

  /** Power in kilowatts was labelled watts, and power was called 'kilowatt-hours'. */
  @Test
  void ratedPowersArePowersOfDevicesInWatts() {
    assertThat(Devices.load().all())
        .filteredOn(device -> !device.kind().equals("memory"))
        .allSatisfy(device -> assertThat(device.rated().value()).isBetween(20.0, 800.0));
    assertThatThrownBy(() -> Dimension.POWER.parse("power", "85 kWh"))
        .isInstanceOf(CatalogError.class)
        .hasMessageContaining("units: W, kW, MW");
    assertThat(Dimension.POWER.parse("power", "0.085 kW")).isCloseTo(85, within(1e-9));
  }

  /** States were on data of 2016 years after newer ones came out; so were whole files. */
  @Test
  void theNewestYearOfASourceIsUsed() {
    assertThat(GRID.of("US-CA").year()).isGreaterThan(2016);
    for (String region : List.of("DK", "DE", "FR", "GB", "US", "CN", "IN", "WORLD")) {
      assertThat(GRID.of(region).year()).as(region).isGreaterThanOrEqualTo(2024);
    }
  }

  /** Germany was 385, 381 or 420 and the United Kingdom 268 or 212 by whom one asked. */
  @Test
  void sourcesThatDisagreeStandSideBySide() {
    assertThat(GRID.of("DE").factorIds()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(GRID.of("DE").gramsPerKilowattHour().high()).isCloseTo(380.95, within(0.01));
    assertThat(GRID.of("GB").gramsPerKilowattHour().low()).isLessThan(212);
    assertThat(GRID.of("GB").gramsPerKilowattHour().high()).isGreaterThan(212);
  }

  /** Sweden's code was mistaken, and a price zone was described as another city's. */
  @Test
  void countriesHaveTheirIsoCodes() {
    Map<String, String> names =
        Map.of("SE", "Sweden", "CH", "Switzerland", "DK", "Denmark", "EE", "Estonia");
    names.forEach(
        (code, name) ->
            assertThat(GRID.factors(code)).allMatch(factor -> factor.regionName().equals(name)));
    assertThatThrownBy(() -> GRID.of("SW")).isInstanceOf(CatalogError.class);
    assertThat(GRID.regions()).noneMatch(region -> region.matches("(SE|NO)\\d"));
  }

  /**
   * An equivalence of avoided electricity is marginal; a direct sibling of an average was mixed in.
   */
  @Test
  void onlyLocationBasedAveragesAreAccountedWith() {
    Map<String, GridFactor> byId =
        GRID.factors().stream().collect(Collectors.toMap(GridFactor::id, f -> f));
    for (String region : GRID.regions()) {
      assertThat(GRID.of(region).factorIds())
          .as(region)
          .allMatch(id -> byId.get(id).averaging() == Averaging.AVERAGE)
          .allMatch(id -> byId.get(id).accounting() == Accounting.LOCATION);
    }
    assertThat(GRID.factors("DK")).anyMatch(f -> f.averaging() == Averaging.MARGINAL);
  }

  /** 60 kg in ten years were read as 60 kg a year; a grown tree takes up 11 kg a year. */
  @Test
  void treesSayForHowLong() {
    Equivalents all = Equivalents.load();
    assertThat(all.of("epa-tree-10y").unit().kilograms()).isEqualTo(60);
    assertThat(all.of("epa-tree-10y").singular()).contains("10 years");
    assertThat(all.of("ga-tree-month").unit().kilograms() * 12).isCloseTo(11, within(0.01));
  }

  /** A flight was one way or return, of a passenger or of a plane, without saying which. */
  @Test
  void flightsSayWhetherTheyReturn() {
    assertThat(Equivalents.load().all())
        .filteredOn(e -> e.family().equals("flight"))
        .hasSizeGreaterThanOrEqualTo(4)
        .allMatch(e -> e.singular().matches(".*(round trip|flight).*"));
    double passengers =
        Equivalents.load().of("patterson-plane-nysf-rt").unit().value()
            / Equivalents.load().of("strubell-flight-nysf-rt").unit().value();
    assertThat(passengers).isBetween(150.0, 250.0);
  }

  /** A user interface was off by 1000 and showed minutes as days. */
  @Test
  void countsAreMassOverUnit() {
    assertThat(Equivalents.load().of("epa-phone-2024").in(new Grams(12_400)).text())
        .isEqualTo("1,000 smartphone charges");
    assertThat(Equivalents.load().of("strubell-human-year").in(Grams.ofTonnes(5)).text())
        .isEqualTo("1 year of an average human life");
  }

  /** A pre-print's figures, later corrected, are still quoted. */
  @Test
  void withdrawnFiguresAreNotCarried() {
    for (double pounds : new double[] {394_863, 33_486}) {
      assertThat(ReferenceFootprints.load().all())
          .noneMatch(row -> Math.abs(row.mass().pounds() / pounds - 1) < 0.01);
    }
  }

  /** A study's scripts called watt-hours kilowatt-hours, and sorted means before drawing them. */
  @Test
  void theStudysEnergiesAreWattHoursInPrintedOrder() {
    ImagingStudy study = ImagingStudy.load();
    assertThat(study.energyWattHours() * ImagingStudy.SEEDS / 1000).isBetween(5.0, 40.0);
    assertThat(study.rows(study.groups().get(0)).stream().map(TrainingResult::accuracy))
        .containsExactly(0.738, 0.740, 0.743, 0.745, 0.744);
  }
}
