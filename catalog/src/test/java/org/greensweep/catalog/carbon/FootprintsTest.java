package org.greensweep.catalog.carbon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.greensweep.catalog.CatalogError;
import org.greensweep.catalog.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FootprintsTest {
  private static final EnergyMethod MODEL = new EnergyMethod("model", 0.5, 1.6);

  private static GridIntensity grid(double low, double central, double high) {
    return new GridIntensity(
        "XX",
        "Somewhere",
        new Interval(low, central, high),
        Boundary.LIFECYCLE,
        2024,
        List.of("a", "b"));
  }

  @Test
  void energyTimesPueTimesIntensity() {
    Footprint footprint =
        Footprints.of(
            new Joules(7.2), 1_000_000, grid(400, 500, 700), Pue.given(1.5), EnergyMethod.GIVEN);
    assertThat(footprint.energyIt().kilowattHours()).isEqualTo(2);
    assertThat(footprint.energyFacility().kilowattHours()).isEqualTo(3);
    assertThat(footprint.central().value()).isEqualTo(1500);
    assertThat(footprint.grams().low()).isCloseTo(1200, within(1e-9));
    assertThat(footprint.grams().high()).isCloseTo(2100, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void laws(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      Joules energy = new Joules(random.nextDouble() * 1e9);
      double pue = 1 + random.nextDouble();
      double central = 1 + random.nextDouble() * 900;
      GridIntensity grid = grid(central / (1 + random.nextDouble()), central, central * 1.3);
      Footprint footprint = Footprints.of(energy, grid, Pue.given(pue), MODEL);
      assertThat(footprint.grams().low())
          .as("seed %d", seed)
          .isLessThan(footprint.grams().central());
      assertThat(footprint.grams().central())
          .as("seed %d", seed)
          .isLessThan(footprint.grams().high());
      Footprint morePue = Footprints.of(energy, grid, Pue.given(pue + 0.1), MODEL);
      assertThat(morePue.grams().central())
          .as("seed %d: more PUE, more grams", seed)
          .isGreaterThan(footprint.grams().central());
      Footprint twice = Footprints.of(energy, 2, grid, Pue.given(pue), MODEL);
      assertThat(twice.grams().high())
          .as("seed %d: twice the work, twice the grams", seed)
          .isCloseTo(2 * footprint.grams().high(), within(1e-9 * twice.grams().high()));
      Footprint given = Footprints.of(energy, grid, Pue.given(pue), EnergyMethod.GIVEN);
      assertThat(given.grams().spread())
          .as("seed %d: a known energy narrows the interval", seed)
          .isLessThan(footprint.grams().spread());
    }
  }

  @Test
  void noEnergyEmitsNothing() {
    Footprint footprint =
        Footprints.of(new Joules(0), grid(1, 2, 3), Pue.given(1.5), EnergyMethod.GIVEN);
    assertThat(footprint.grams()).isEqualTo(Interval.exactly(0));
    assertThat(EquivalentCount.mostReadable(footprint.central(), List.of())).isEmpty();
  }

  @Test
  void noInferencesAndNoFactorsAndOddMethodsAreRefused() {
    assertThatThrownBy(
            () -> Footprints.of(new Joules(1), 0, grid(1, 2, 3), Pue.none(), EnergyMethod.GIVEN))
        .isInstanceOf(CatalogError.class)
        .hasMessageContaining("Inferences: 0");
    assertThatThrownBy(
            () ->
                new GridIntensity("XX", "X", Interval.exactly(1), Boundary.DIRECT, 2024, List.of()))
        .hasMessageContaining("names no factor");
    assertThatThrownBy(() -> new EnergyMethod("m", 1.1, 2)).hasMessageContaining("enclose 1");
    assertThatThrownBy(() -> new EnergyMethod("m", 0, 2)).hasMessageContaining("enclose 1");
    assertThatThrownBy(() -> new EnergyMethod("m", 0.5, 0.9)).hasMessageContaining("enclose 1");
    assertThatThrownBy(() -> new EnergyMethod("m", 0.5, 1 / 0.0)).hasMessageContaining("enclose 1");
  }

  @Test
  void everyFigureOfARowFollowsFromItsOtherColumns() {
    Pue pue = new Pue("uptime", new Interval(1.1, 1.5, 1.7));
    Equivalent phone = new Equivalent("p", "phone", "charge", "charges", new Grams(12.4), true);
    Footprint footprint =
        Footprints.of(new Joules(0.01), 1_000_000, grid(100, 143, 160), pue, MODEL);
    Row row = FootprintRows.of("e1", "s1", footprint, Optional.of(phone.in(footprint.central())));
    double facility = number(row, "energy_it_j") * number(row, "pue");
    assertThat(number(row, "energy_it_j")).isEqualTo(0.01 * 1_000_000);
    assertThat(number(row, "energy_facility_j")).isEqualTo(facility);
    double grams = facility / 3.6e6 * number(row, "intensity_g_per_kwh");
    assertThat(number(row, "footprint_g")).isEqualTo(grams);
    double up =
        quadrature(
            number(row, "energy_high_factor"),
            number(row, "pue_high") / number(row, "pue"),
            number(row, "intensity_high_g_per_kwh") / number(row, "intensity_g_per_kwh"));
    double down =
        quadrature(
            number(row, "energy_low_factor"),
            number(row, "pue_low") / number(row, "pue"),
            number(row, "intensity_low_g_per_kwh") / number(row, "intensity_g_per_kwh"));
    assertThat(number(row, "footprint_high_g")).isCloseTo(grams * up, within(1e-9));
    assertThat(number(row, "footprint_low_g")).isCloseTo(grams / down, within(1e-9));
    assertThat(number(row, "equivalent_count"))
        .isEqualTo(number(row, "footprint_g") / number(row, "equivalent_unit_g"));
    assertThat(row.value("functional_unit")).isEqualTo("1000000 inferences");
    assertThat(row.value("grid_factor_ids")).isEqualTo("a b");
  }

  @Test
  void theKeyOfARowIsTheHashOfItsInputs() {
    Footprint footprint =
        Footprints.of(new Joules(1), 10, grid(1, 2, 3), Pue.none(), EnergyMethod.GIVEN);
    Footprint otherGrid =
        Footprints.of(new Joules(1), 10, grid(1, 2, 4), Pue.none(), EnergyMethod.GIVEN);
    Object key = FootprintRows.of("e1", "s1", footprint, Optional.empty()).value("footprint_key");
    assertThat(FootprintRows.of("e1", "s2", footprint, Optional.empty()).value("footprint_key"))
        .as("another run of the same gives the same key")
        .isEqualTo(key);
    assertThat(FootprintRows.of("e2", "s1", footprint, Optional.empty()).value("footprint_key"))
        .isNotEqualTo(key);
    assertThat(FootprintRows.of("e1", "s1", otherGrid, Optional.empty()).value("footprint_key"))
        .isNotEqualTo(key);
    assertThat(String.valueOf(key)).matches("[0-9a-f]{64}");
  }

  private static double quadrature(double... factors) {
    double sum = 0;
    for (double factor : factors) {
      sum += Math.pow(Math.log(factor), 2);
    }
    return Math.exp(Math.sqrt(sum));
  }

  private static double number(Row row, String column) {
    return (Double) row.value(column);
  }
}
