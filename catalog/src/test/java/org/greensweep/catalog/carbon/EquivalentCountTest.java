package org.greensweep.catalog.carbon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.greensweep.catalog.CatalogError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EquivalentCountTest {
  private static final Equivalent FLIGHT =
      new Equivalent(
          "flight", "flight", "NY-SF round trip", "NY-SF round trips", new Grams(900_000), true);
  private static final Equivalent PHONE =
      new Equivalent(
          "phone", "phone", "smartphone charge", "smartphone charges", new Grams(12.4), true);
  private static final Equivalent TREE =
      new Equivalent("tree", "tree", "tree-month", "tree-months", new Grams(917), false);

  @ParameterizedTest
  @CsvSource({
    "2790000, 3.1 NY-SF round trips",
    "900000, 1 NY-SF round trip",
    "899999, 1 NY-SF round trip",
    "300000, 0.33 NY-SF round trips",
    "12000, 970 smartphone charges",
    "12.4, 1 smartphone charge",
    "0.25, 0.02 smartphone charges",
    "1.08e9, '1,200 NY-SF round trips'",
  })
  void theCountIsReadableWhereItCanBe(double grams, String text) {
    assertThat(EquivalentCount.mostReadable(new Grams(grams), List.of(PHONE, TREE, FLIGHT)))
        .map(EquivalentCount::text)
        .contains(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.999, false",
    "1, true",
    "1000, true",
    "1000.1, false",
  })
  void oneToAThousandAreReadable(double count, boolean readable) {
    assertThat(new EquivalentCount(TREE, count).isReadable()).isEqualTo(readable);
  }

  @Test
  void theChoiceDoesNotDependOnTheOrder() {
    for (double grams = 1e-3; grams < 1e10; grams *= 1.7) {
      Grams mass = new Grams(grams);
      assertThat(EquivalentCount.mostReadable(mass, List.of(PHONE, FLIGHT)))
          .isEqualTo(EquivalentCount.mostReadable(mass, List.of(FLIGHT, PHONE)));
    }
  }

  @Test
  void farFromReadableTheNearerWinsAndAmongEqualsTheFirstId() {
    Equivalent tiny = new Equivalent("tiny", "t", "crumb", "crumbs", new Grams(0.5), true);
    Equivalent huge = new Equivalent("huge", "h", "ship", "ships", new Grams(10_000), true);
    assertThat(EquivalentCount.mostReadable(new Grams(1000), List.of(huge, tiny)))
        .as("2,000 crumbs are nearer to readable than a tenth of a ship")
        .map(EquivalentCount::text)
        .contains("2,000 crumbs");
    Equivalent twin = new Equivalent("a-twin", "t", "bit", "bits", new Grams(0.5), true);
    for (List<Equivalent> order : List.of(List.of(twin, tiny), List.of(tiny, twin))) {
      assertThat(EquivalentCount.mostReadable(new Grams(1), order))
          .map(EquivalentCount::text)
          .contains("2 bits");
    }
  }

  @Test
  void nothingEqualsNothing() {
    assertThat(EquivalentCount.mostReadable(new Grams(0), List.of(PHONE))).isEmpty();
    assertThat(EquivalentCount.mostReadable(new Grams(5), List.of(TREE)))
        .as("only headline equivalents are chosen")
        .isEmpty();
  }

  @Test
  void anEquivalentThatEmitsNothingIsRefused() {
    assertThatThrownBy(() -> new Equivalent("x", "x", "x", "x", new Grams(0), true))
        .isInstanceOf(CatalogError.class)
        .hasMessageContaining("emits 0 g");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2, 0",
    "0.0199999, 2, 0.02",
    "0.0123, 2, 0.012",
    "3.14159, 3, 3.14",
    "99.6, 2, 100",
    "2.5, 1, 3",
    "626155, 3, '626,000'",
    "1e-9, 2, 0.000000001",
  })
  void numbersForPeople(double value, int digits, String text) {
    assertThat(SignificantDigits.plain(value, digits)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "100, 100, 100, 4",
    "90, 100, 110, 3",
    "28, 44, 60, 2",
    "28, 44, 127, 2",
    "10, 44, 300, 1",
    "474.9, 475, 475.1, 4",
    "1, 400, 90000, 1",
  })
  void digitsFollowTheInterval(double low, double central, double high, int digits) {
    assertThat(SignificantDigits.of(new Interval(low, central, high))).isEqualTo(digits);
  }
}
