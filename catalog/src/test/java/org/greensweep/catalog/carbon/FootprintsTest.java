package org.greensweep.catalog.carbon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
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
        Footprints.of(new Joules(7.2e6), grid(400, 500, 700), Pue.given(1.5), EnergyMethod.GIVEN);
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
      Footprint twice = Footprints.of(energy.times(2), grid, Pue.given(pue), MODEL);
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
  void noFactorsAndOddMethodsAreRefused() {
    assertThatThrownBy(
            () ->
                new GridIntensity("XX", "X", Interval.exactly(1), Boundary.DIRECT, 2024, List.of()))
        .hasMessageContaining("names no factor");
    assertThatThrownBy(() -> new EnergyMethod("m", 1.1, 2)).hasMessageContaining("enclose 1");
    assertThatThrownBy(() -> new EnergyMethod("m", 0, 2)).hasMessageContaining("enclose 1");
    assertThatThrownBy(() -> new EnergyMethod("m", 0.5, 0.9)).hasMessageContaining("enclose 1");
    assertThatThrownBy(() -> new EnergyMethod("m", 0.5, 1 / 0.0)).hasMessageContaining("enclose 1");
  }
}
