package org.greensweep.catalog.carbon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.greensweep.catalog.CatalogError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DimensionTest {
  @ParameterizedTest
  @CsvSource({
    "ENERGY, 25.0 kWh, 9e7",
    "ENERGY, 2 MWh, 7.2e9",
    "ENERGY, 3 Wh, 10800",
    "ENERGY, 5e-3 J, 0.005",
    "POWER, 1415.78 W, 1415.78",
    "POWER, 1.5 kW, 1500",
    "POWER, 0 W, 0",
    "POWER, 2 MW, 2e6",
    "TIME, 6.8 d, 163.2",
    "TIME, 90 min, 1.5",
    "TIME, 7200 s, 2",
    "TIME, 12 h, 12",
    "TIME, 2 years, 17532",
    "MASS, 26 lb, 11793.40162",
    "MASS, 4.7 kg, 4700",
    "MASS, 3.2 t, 3.2e6",
    "MASS, 7 g, 7",
    "INTENSITY, 0.954 lb/kWh, 432.72712098",
    "INTENSITY, 954 lb/MWh, 432.72712098",
    "INTENSITY, 0.429 kg/kWh, 429",
    "INTENSITY, 143.3 kg/MWh, 143.3",
    "INTENSITY, 143.3 g/kWh, 143.3",
    "INTENSITY, 0.0000088 t/kWh, 8.8",
  })
  void figuresAreConvertedFromTheUnitOfTheirSource(Dimension dimension, String text, double base) {
    assertThat(dimension.parse("x", text)).isCloseTo(base, within(1e-12 * base));
    assertThat(dimension.parse("x", " " + text.replace(" ", "   ") + " "))
        .isCloseTo(base, within(1e-12 * base));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "250", "250W", "250 w", "250 kWh", "W", "", "NaN W", "-250 W", "1e999 W", "1,415 W",
        "250 W W"
      })
  void anythingElseIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> Dimension.POWER.parse("job 'a': power", text))
        .isInstanceOf(CatalogError.class)
        .hasMessageContaining("job 'a': power is '" + text + "'")
        .hasMessageContaining("write it like '250 W' (units: W, kW, MW)");
  }
}
