package org.greensweep.catalog.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.greensweep.catalog.CatalogError;
import org.greensweep.catalog.carbon.Boundary;
import org.greensweep.catalog.carbon.EquivalentCount;
import org.greensweep.catalog.carbon.Grams;
import org.greensweep.catalog.carbon.GramsPerKilowattHour;
import org.greensweep.catalog.carbon.GridIntensity;
import org.greensweep.catalog.carbon.Interval;
import org.junit.jupiter.api.Test;

class ReferenceDataTest {
  private static final GridIntensities GRID = GridIntensities.load();

  private static GridFactor factor(String id, double grams, int year, String source) {
    return new GridFactor(
        id,
        "XX",
        "Somewhere",
        "Somewhere",
        new GramsPerKilowattHour(grams),
        Boundary.LIFECYCLE,
        Averaging.AVERAGE,
        Accounting.LOCATION,
        year,
        source,
        "CC0");
  }

  @Test
  void atLeastThirtyRegionsAndEachHasAnIntensity() {
    assertThat(GRID.regions())
        .hasSizeGreaterThan(270)
        .contains("WORLD", "DK", "US-CA", "gcp:us-central1");
    for (String region : GRID.regions()) {
      GridIntensity intensity = GRID.of(region);
      assertThat(intensity.gramsPerKilowattHour().high()).as(region).isPositive();
      assertThat(GRID.factors(region))
          .extracting(GridFactor::id)
          .containsAll(intensity.factorIds());
    }
  }

  @Test
  void denmarkSpansItsThreeLifecycleSourcesAndNoDirectOne() {
    GridIntensity denmark = GRID.of("DK");
    assertThat(denmark.gramsPerKilowattHour()).isEqualTo(new Interval(123.59, 143.30, 151.65));
    assertThat(denmark.boundary()).isEqualTo(Boundary.LIFECYCLE);
    assertThat(denmark.year()).isEqualTo(2024);
    assertThat(denmark.factorIds())
        .containsExactly("ember-2024-DK", "em-2024-DK-lifecycle", "owid-2023-DK");
  }

  @Test
  void aYearIsTheNearestThereIs() {
    assertThat(GRID.of("DK", Boundary.LIFECYCLE, OptionalInt.of(1995)).year()).isEqualTo(2023);
    assertThat(GRID.of("US", Boundary.DIRECT, OptionalInt.of(2016)).central().value())
        .isCloseTo(452.9, within(1e-9));
    assertThat(GRID.of("DK-DK2", Boundary.DIRECT, OptionalInt.of(2022)).factorIds())
        .as("other years of one source are no other opinion")
        .containsExactly("em-2022-DK-DK2-direct", "em-2024-DK-DK2-direct");
  }

  @Test
  void lifecycleIsTheDefaultUnlessItIsYearsBehind() {
    assertThat(GRID.of("gcp:us-central1").factorIds())
        .as("its lifecycle factors end in 2020")
        .containsExactly("gcp-2024-us-central1");
    assertThat(GRID.of("gcp:us-central1", Boundary.LIFECYCLE, OptionalInt.empty()).year())
        .isEqualTo(2020);
    assertThat(GRID.of("US-CA").boundary()).isEqualTo(Boundary.DIRECT);
    assertThat(GRID.of("KE").boundary()).isEqualTo(Boundary.LIFECYCLE);
  }

  @Test
  void aSingleSourceIsAsUncertainAsSourcesTypicallyDisagree() {
    double spread = GRID.typicalSpread();
    assertThat(spread).isBetween(1.1, 1.6);
    Interval iowa = GRID.of("gcp:us-central1").gramsPerKilowattHour();
    assertThat(iowa.spread()).isCloseTo(spread, within(1e-9));
    assertThat(iowa.central()).isEqualTo(412.72);
  }

  @Test
  void oldVintagesAndSecondYearsOfASourceStayOutOfTheInterval() {
    GridIntensities grid =
        GridIntensities.of(
            List.of(
                factor("new", 100, 2024, "a"),
                factor("same-source", 500, 2023, "a"),
                factor("old", 900, 2021, "b"),
                factor("near", 130, 2022, "c")));
    assertThat(grid.of("XX").factorIds()).containsExactly("new", "near");
    assertThat(grid.of("XX").gramsPerKilowattHour()).isEqualTo(new Interval(100, 100, 130));
    assertThat(grid.typicalSpread()).isEqualTo(1.3);
  }

  @Test
  void marginalFactorsAreKeptButNeverUsedUnasked() {
    assertThat(GRID.factors("DK"))
        .extracting(GridFactor::id)
        .contains("ifi-2021-DK-operating-margin");
    assertThat(GRID.of("DK", Boundary.DIRECT, OptionalInt.of(2021)).factorIds())
        .noneMatch(id -> id.startsWith("ifi"));
  }

  @Test
  void unknownRegionsNameTheNearest() {
    assertThatThrownBy(() -> GRID.of("DKK"))
        .isInstanceOf(CatalogError.class)
        .hasMessageContainingAll("'DKK' is unknown", "DK (Denmark)");
    assertThatThrownBy(() -> GRID.of("denmrk")).hasMessageContaining("DK (Denmark)");
    assertThatThrownBy(() -> GRID.of("UK")).hasMessageContaining("are GB (United Kingdom (UK))");
    assertThatThrownBy(() -> GRID.of("usa")).hasMessageContaining("are US (United States (USA))");
    assertThatThrownBy(() -> GRID.of("germ")).hasMessageContaining("are DE (Germany)");
    assertThatThrownBy(() -> GRID.of("")).hasMessageContaining("'' is unknown");
    assertThatThrownBy(() -> GRID.of("US-CA", Boundary.LIFECYCLE, OptionalInt.empty()))
        .isInstanceOf(CatalogError.class)
        .hasMessageContainingAll("US-CA", "no average lifecycle", "ga-2020-US-CA (direct)");
  }

  @Test
  void oneIdTwiceIsRefusedAcrossFiles() {
    GridFactor factor = factor("a", 1, 2024, "s");
    assertThatThrownBy(() -> GridIntensities.of(List.of(factor, factor)))
        .isInstanceOf(CatalogError.class)
        .hasMessageContaining("a is given twice");
  }

  @Test
  void shareAlikeDataStaysInItsOwnFiles() {
    List<GridFactor> main = new ArrayList<>();
    CsvFile.resource("grid-intensity.csv", GridFactor.COLUMNS)
        .forEach(r -> main.add(GridFactor.of(r)));
    assertThat(main)
        .hasSizeGreaterThan(30)
        .noneMatch(factor -> factor.licence().matches("(?i).*(ODbL|SA).*"));
  }

  @Test
  void theChartOf2019HasItsFiveRowsAndTheCorrections() {
    ReferenceFootprints references = ReferenceFootprints.load();
    assertThat(references.ofChart(ReferenceFootprints.MIT_TECHNOLOGY_REVIEW_2019))
        .extracting(row -> Math.round(row.mass().pounds()))
        .containsExactly(1984L, 11023L, 36156L, 126000L, 626155L);
    assertThat(references.correctionsOf("strubell-nas"))
        .extracting(row -> row.mass().tonnes())
        .containsExactly(3.2);
    assertThatThrownBy(() -> references.of("strubel-nas")).hasMessageContaining("strubell-nas");
  }

  @Test
  void aCorrectionOfNothingIsRefused() {
    String text =
        """
        id,label,mass,unit,energy_kwh,year,boundary,chart,corrects,verified,source,licence
        a,A,1,kg,,2020,b,,nothing,yes,s,l
        """;
    List<CsvRow> rows =
        CsvFile.read(
            "r.csv",
            new StringReader(text),
            List.of(text.lines().findFirst().orElseThrow().split(",")));
    assertThatThrownBy(() -> ReferenceFootprints.of(rows))
        .isInstanceOf(CatalogError.class)
        .hasMessageContainingAll("r.csv:2", "'corrects'", "'nothing'", "id of no row");
  }

  @Test
  void puesCarryTheirInterval() {
    Pues pues = Pues.load();
    assertThat(pues.unknownFacility().value()).isEqualTo(new Interval(1.1, 1.54, 1.67));
    assertThat(pues.of("google-2021").value()).isEqualTo(Interval.exactly(1.1));
    assertThat(pues.ids()).contains("uptime-2007", "none");
    assertThatThrownBy(() -> pues.of("uptime-20"))
        .isInstanceOf(CatalogError.class)
        .hasMessageContainingAll("'uptime-20'", "uptime-2020");
  }

  @Test
  void energyMethodsEncloseOne() {
    EnergyMethods methods = EnergyMethods.load();
    assertThat(methods.modelled().lowFactor()).isEqualTo(0.5);
    assertThat(methods.counted().highFactor()).isEqualTo(1.1);
    assertThatThrownBy(() -> methods.of("guess")).hasMessageContainingAll("guess", "model");
  }

  @Test
  void equivalentsReadWell() {
    Equivalents equivalents = Equivalents.load();
    assertThat(equivalents.mostReadable(Grams.ofTonnes(2.79)).map(EquivalentCount::text))
        .contains("3.1 NY-SF round trips");
    assertThat(equivalents.mostReadable(new Grams(50)).map(EquivalentCount::text))
        .contains("4 smartphone charges");
    assertThat(equivalents.mostReadable(new Grams(1.66)).map(EquivalentCount::text))
        .contains("15 m by car");
    assertThat(equivalents.all()).extracting(e -> e.id()).doesNotHaveDuplicates();
  }
}
