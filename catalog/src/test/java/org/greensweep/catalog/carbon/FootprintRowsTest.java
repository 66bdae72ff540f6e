package org.greensweep.catalog.carbon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.greensweep.catalog.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every figure of a row of footprints, recomputed by hand from its other columns. */
class FootprintRowsTest {
  private static final EnergyMethod MODEL = new EnergyMethod("model", 0.5, 1.6);
  private static final Pue PUE = new Pue("uptime", new Interval(1.1, 1.5, 1.7));
  private static final Embodied SERVER =
      new Embodied("server", new Interval(4e5, 1e6, 3e6), 4 * 8760);
  private static final Equivalent PHONE =
      new Equivalent("p", "phone", "charge", "charges", new Grams(12.4), true);

  private static GridIntensity grid(double central) {
    return new GridIntensity(
        "XX",
        "Somewhere",
        new Interval(central * 0.7, central, central * 1.1),
        Boundary.LIFECYCLE,
        2024,
        List.of("a", "b"));
  }

  private static ServiceFootprint footprint(
      FunctionalUnit unit, Service service, double joules, double seconds) {
    return ServiceFootprint.of(unit, service, new Joules(joules), seconds, grid(143), PUE, MODEL);
  }

  private static Row row(ServiceFootprint footprint) {
    return FootprintRows.of(
        "e1", "s1", footprint, Optional.of(PHONE.in(footprint.operational().central())));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyFigureFollowsFromTheOtherColumns(long seed) {
    Random random = new Random(seed);
    List<FunctionalUnit> units =
        List.of(
            FunctionalUnit.inference(),
            FunctionalUnit.thousandInferences(),
            FunctionalUnit.sweep(1 + random.nextInt(1_000_000)),
            FunctionalUnit.yearAt(1 + random.nextInt(100)));
    for (FunctionalUnit unit : units) {
      Service service =
          new Service(
              new Watts(100 * random.nextDouble()),
              new Watts(30 * random.nextDouble()),
              Optional.of(new Manufacture(SERVER, 0.01 + 0.99 * random.nextDouble())));
      Row row = row(footprint(unit, service, random.nextDouble(), random.nextDouble()));
      String as = "seed " + seed + ", " + unit.name();
      checkEnergies(as, row);
      checkGrams(as, row);
      checkManufacture(as, row);
    }
  }

  private static void checkEnergies(String as, Row row) {
    double inferences = (Long) Objects.requireNonNull(row.value("inferences"));
    double accelerator = inferences * number(row, "energy_per_inference_j");
    equal(as, row, "energy_accelerator_j", accelerator);
    equal(as, row, "busy_h", inferences * number(row, "latency_s") / 3600);
    double host = number(row, "host_w") * number(row, "busy_h") * 3600;
    equal(as, row, "energy_host_j", host);
    double idle = number(row, "idle_w") * number(row, "idle_h") * 3600;
    equal(as, row, "energy_idle_j", idle);
    equal(as, row, "energy_it_j", accelerator + host + idle);
    equal(as, row, "energy_overhead_j", number(row, "energy_it_j") * (number(row, "pue") - 1));
    equal(as, row, "energy_facility_j", number(row, "energy_it_j") * number(row, "pue"));
  }

  private static void checkGrams(String as, Row row) {
    double grams = number(row, "energy_facility_j") / 3.6e6 * number(row, "intensity_g_per_kwh");
    equal(as, row, "footprint_g", grams);
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
    equal(as, row, "footprint_high_g", grams * up);
    equal(as, row, "footprint_low_g", grams / down);
    equal(as, row, "equivalent_count", grams / number(row, "equivalent_unit_g"));
  }

  private static void checkManufacture(String as, Row row) {
    double share =
        (number(row, "busy_h") + number(row, "idle_h"))
            / number(row, "embodied_lifetime_h")
            * number(row, "embodied_share");
    for (String end : List.of("_low_g", "_g", "_high_g")) {
      equal(as, row, "embodied" + end, number(row, "embodied_device" + end) * share);
    }
    double both = number(row, "footprint_g") + number(row, "embodied_g");
    equal(as, row, "sci_g", both);
    equal(as, row, "sci_high_g", both * weighted(row, both, "_high_g"));
    equal(as, row, "sci_low_g", both / weighted(row, both, "_low_g"));
  }

  /** Independent errors of a sum, to first order: each counts by its part in the sum. */
  private static double weighted(Row row, double sum, String end) {
    double operational = number(row, "footprint_g");
    double embodied = number(row, "embodied_g");
    return Math.exp(
        Math.hypot(
            operational / sum * Math.log(number(row, "footprint" + end) / operational),
            embodied / sum * Math.log(number(row, "embodied" + end) / embodied)));
  }

  @Test
  void anAcceleratorAloneHasNoHostNoIdleAndNoScore() {
    Row row = row(footprint(FunctionalUnit.sweep(1_000_000), Service.acceleratorAlone(), 0.01, 2));
    assertThat(row.value("functional_unit")).isEqualTo("1000000 inferences");
    assertThat(row.value("scope")).isEqualTo("modelled accelerator");
    assertThat(row.value("grid_factor_ids")).isEqualTo("a b");
    assertThat(row.value("grid_year")).isEqualTo(2024L);
    assertThat(number(row, "energy_it_j")).isEqualTo(10_000);
    assertThat(number(row, "energy_host_j") + number(row, "energy_idle_j")).isZero();
    assertThat(row.value("embodied_g")).isNull();
    assertThat(row.value("sci_g")).isNull();
  }

  @Test
  void aYearOfServiceKeepsAsManyMachinesAsItNeeds() {
    Service service = new Service(new Watts(10), new Watts(4), Optional.empty());
    // Half a second each: one machine is busy half of the year at one a second ...
    Row half = row(footprint(FunctionalUnit.yearAt(1), service, 1, 0.5));
    assertThat(number(half, "busy_h")).isCloseTo(4380, within(1e-9));
    assertThat(number(half, "idle_h")).isCloseTo(4380, within(1e-9));
    assertThat(half.value("scope")).isEqualTo("modelled accelerator, stated host and idle power");
    // ... and three a second take a machine and a half, so two are kept.
    Row two = row(footprint(FunctionalUnit.yearAt(3), service, 1, 0.5));
    assertThat(number(two, "busy_h")).isCloseTo(13_140, within(1e-9));
    assertThat(number(two, "idle_h")).isCloseTo(2 * 8760 - 13_140, within(1e-9));
    // One inference keeps nothing waiting.
    assertThat(number(row(footprint(FunctionalUnit.inference(), service, 1, 0.5)), "idle_h"))
        .isZero();
  }

  @Test
  void theKeyOfARowIsTheHashOfItsInputs() {
    Service alone = Service.acceleratorAlone();
    ServiceFootprint footprint = footprint(FunctionalUnit.inference(), alone, 1, 1);
    Object key = row(footprint).value("footprint_key");
    assertThat(String.valueOf(key)).matches("[0-9a-f]{64}");
    assertThat(FootprintRows.of("e1", "s2", footprint, Optional.empty()).value("footprint_key"))
        .as("another run of the same gives the same key")
        .isEqualTo(key);
    assertThat(FootprintRows.of("e2", "s1", footprint, Optional.empty()).value("footprint_key"))
        .isNotEqualTo(key);
    Service hosted = new Service(new Watts(1), new Watts(0), Optional.empty());
    for (ServiceFootprint other :
        List.of(
            footprint(FunctionalUnit.thousandInferences(), alone, 1, 1),
            footprint(FunctionalUnit.inference(), hosted, 1, 1),
            footprint(FunctionalUnit.inference(), alone, 2, 1),
            footprint(FunctionalUnit.inference(), alone, 1, 2),
            ServiceFootprint.of(
                FunctionalUnit.inference(), alone, new Joules(1), 1, grid(144), PUE, MODEL))) {
      assertThat(row(other).value("footprint_key")).isNotEqualTo(key);
    }
  }

  private static void equal(String as, Row row, String column, double expected) {
    assertThat(number(row, column))
        .as("%s, %s", as, column)
        .isCloseTo(expected, within(1e-9 * Math.abs(expected) + 1e-12));
  }

  private static double quadrature(double... factors) {
    double sum = 0;
    for (double factor : factors) {
      sum += Math.pow(Math.log(factor), 2);
    }
    return Math.exp(Math.sqrt(sum));
  }

  private static double number(Row row, String column) {
    return (Double) Objects.requireNonNull(row.value(column), column);
  }
}
