package org.greensweep.catalog.carbon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.greensweep.catalog.CatalogError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
  @Test
  void aKilowattHourIsExactly3600000Joules() {
    assertThat(Joules.ofKilowattHours(1)).isEqualTo(new Joules(3_600_000));
    assertThat(new Joules(3_600_000).kilowattHours()).isEqualTo(1);
    assertThat(new Watts(1000).forHours(1)).isEqualTo(Joules.ofKilowattHours(1));
  }

  @Test
  void massesConvertBothWays() {
    assertThat(Grams.ofKilograms(2).value()).isEqualTo(2000);
    assertThat(Grams.ofTonnes(2).value()).isEqualTo(2e6);
    assertThat(Grams.ofPounds(1).value()).isEqualTo(453.59237);
    assertThat(new Grams(2500).kilograms()).isEqualTo(2.5);
    assertThat(new Grams(2.5e6).tonnes()).isEqualTo(2.5);
    assertThat(new Grams(907.18474).pounds()).isEqualTo(2);
  }

  @Test
  void quantitiesAddAndMultiply() {
    assertThat(new Joules(2).plus(new Joules(3)).times(2)).isEqualTo(new Joules(10));
    assertThat(new Grams(2).plus(new Grams(3)).times(2)).isEqualTo(new Grams(10));
    assertThat(new Watts(2).plus(new Watts(3)).times(2)).isEqualTo(new Watts(10));
  }

  @Test
  void intensityTimesEnergyIsMass() {
    assertThat(new GramsPerKilowattHour(250).of(Joules.ofKilowattHours(4)))
        .isEqualTo(new Grams(1000));
  }

  @Test
  void nothingIsAnAmount() {
    assertThat(new GramsPerKilowattHour(0).of(new Joules(0))).isEqualTo(new Grams(0));
    assertThat(new Watts(0).forHours(0)).isEqualTo(new Joules(0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, -Double.MIN_VALUE, Double.NaN, Double.POSITIVE_INFINITY, -1 / 0.0})
  void noQuantityIsNegativeOrNoNumber(double value) {
    assertThatThrownBy(() -> new Joules(value))
        .isInstanceOf(CatalogError.class)
        .hasMessageContainingAll("Energy is " + value, " J;", "not negative");
    assertThatThrownBy(() -> new Grams(value)).hasMessageContaining("Mass is " + value);
    assertThatThrownBy(() -> new Watts(value)).hasMessageContaining("Power is " + value);
    assertThatThrownBy(() -> new GramsPerKilowattHour(value)).hasMessageContaining("intensity");
    assertThatThrownBy(() -> new Watts(1).forHours(value)).hasMessageContaining("Duration");
    assertThatThrownBy(() -> Pue.given(value)).hasMessageContaining("PUE is " + value);
  }

  @Test
  void aPueLiesBetweenOneAndTen() {
    assertThat(Pue.given(1).value()).isEqualTo(Pue.none().value());
    assertThat(Pue.given(10).value()).isEqualTo(Interval.exactly(10));
    assertThatThrownBy(() -> Pue.given(0.99))
        .isInstanceOf(CatalogError.class)
        .hasMessageContainingAll("0.99", "from 1 to 10");
    assertThatThrownBy(() -> Pue.given(10.01)).hasMessageContaining("10.01");
    assertThatThrownBy(() -> new Pue("wide", new Interval(0.9, 1, 1))).hasMessageContaining("0.9");
    assertThatThrownBy(() -> new Pue("wide", new Interval(1, 2, 11))).hasMessageContaining("11");
  }

  @Test
  void powerTimesTimeIsTheEnergyOfTheSameRow() {
    // A peer applied the PUE to the energy and not to the power of one row.
    Watts power = new Watts(325);
    assertThat(power.forHours(7).value()).isCloseTo(325 * 7 * 3600.0, within(1e-6));
  }
}
