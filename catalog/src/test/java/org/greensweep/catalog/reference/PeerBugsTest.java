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
import org.greensweep.catalog.carbon.EnergyMethod;
import org.greensweep.catalog.carbon.Equivalent;
import org.greensweep.catalog.carbon.Footprint;
import org.greensweep.catalog.carbon.Footprints;
import org.greensweep.catalog.carbon.GridIntensity;
import org.greensweep.catalog.carbon.Joules;
import org.greensweep.catalog.carbon.Pue;
import org.greensweep.catalog.carbon.Watts;
import org.junit.jupiter.api.Test;

/** Bugs that were found in other carbon tools, each with the test that would catch it here. */
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
}
