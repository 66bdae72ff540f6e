package org.greensweep.catalog.carbon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.greensweep.catalog.CatalogError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftwareCarbonIntensityTest {
  private static final Embodied SERVER =
      new Embodied("server", Interval.ofFactors(1e6, 0.5, 2), 4 * Conversions.HOURS_PER_YEAR);

  @Test
  void theStandardsExampleIsAround28Grams() {
    // ISO/IEC 21031: a server of 1000 kg and 4 years, reserved for an hour.
    assertThat(SERVER.share(1).central()).isCloseTo(28.54, within(0.005));
    assertThat(new Manufacture(SERVER, 0.25).of(1).high()).isCloseTo(28.54 / 4 * 2, within(0.005));
    assertThat(SERVER.share(4 * 8760)).isEqualTo(SERVER.total());
    assertThat(SERVER.share(0)).isEqualTo(Interval.exactly(0));
  }

  @Test
  void scoreIsOperationalPlusEmbodiedPerUnit() {
    SoftwareCarbonIntensity sci =
        new SoftwareCarbonIntensity(
            Interval.ofFactors(300, 0.5, 2),
            Interval.ofFactors(100, 0.5, 2),
            2000,
            FunctionalUnit.thousandInferences());
    assertThat(sci.score().central()).isEqualTo(200);
    assertThat(sci.operationalPerUnit().central()).isEqualTo(150);
    assertThat(sci.embodiedPerUnit().central()).isEqualTo(50);
    // Shares 3/4 and 1/4 of ln 2 in quadrature.
    double up = Math.exp(Math.hypot(0.75, 0.25) * Math.log(2));
    assertThat(sci.score().high()).isCloseTo(200 * up, within(1e-9));
    assertThat(sci.score().low()).isCloseTo(200 / up, within(1e-9));
  }

  @Test
  void functionalUnits() {
    assertThat(FunctionalUnit.inference().inferences()).isEqualTo(1);
    assertThat(FunctionalUnit.thousandInferences().inferences()).isEqualTo(1000);
    assertThat(FunctionalUnit.yearAt(2))
        .isEqualTo(new FunctionalUnit("year at 2 inferences/s", 2 * 31_536_000.0, 8760));
    assertThat(FunctionalUnit.sweep(120)).isEqualTo(new FunctionalUnit("120 inferences", 120, 0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void aUnitOfNothingAndALifeOfNoneAreRefused(double value) {
    assertThatThrownBy(() -> new FunctionalUnit("none", value, 0))
        .isInstanceOf(CatalogError.class)
        .hasMessageContaining("more than none");
    assertThatThrownBy(() -> new Embodied("e", Interval.exactly(1), value))
        .isInstanceOf(CatalogError.class)
        .hasMessageContaining("lifetime");
    assertThatThrownBy(
            () ->
                new SoftwareCarbonIntensity(
                    Interval.exactly(1), Interval.exactly(1), value, FunctionalUnit.inference()))
        .isInstanceOf(CatalogError.class);
    assertThatThrownBy(() -> new Manufacture(SERVER, value))
        .isInstanceOf(CatalogError.class)
        .hasMessageContaining("above 0 and at most 1");
  }

  @Test
  void functionalUnitsAreReadFromTheirWords() {
    assertThat(FunctionalUnit.parse("inference", 7)).isEqualTo(FunctionalUnit.inference());
    assertThat(FunctionalUnit.parse("1000-inferences", 7))
        .isEqualTo(FunctionalUnit.thousandInferences());
    assertThat(FunctionalUnit.parse("sweep", 7)).isEqualTo(FunctionalUnit.sweep(7));
    assertThat(FunctionalUnit.parse("year@2.5", 7)).isEqualTo(FunctionalUnit.yearAt(2.5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"day", "year", "year@", "year@-1", "year@NaN", "Inference", ""})
  void anotherFunctionalUnitIsRefusedWithTheWordsThatThereAre(String word) {
    assertThatThrownBy(() -> FunctionalUnit.parse(word, 7))
        .isInstanceOf(CatalogError.class)
        .hasMessageContaining("'" + word + "' is unknown; use inference, 1000-inferences");
  }

  @Test
  void aRateOfLessThanOneAYearIsRefused() {
    // The shortest decimal that times 31,536,000 is 1 exactly.
    assertThat(FunctionalUnit.parse("year@0.000000031709791983764586", 7).inferences())
        .isEqualTo(1);
    assertThatThrownBy(() -> FunctionalUnit.parse("year@0", 7))
        .hasMessageContaining("more than none");
    assertThatThrownBy(() -> FunctionalUnit.parse("year@0.00000003", 7))
        .hasMessageContaining("less than one inference a year");
    assertThat(FunctionalUnit.parse("year@0.00000004", 7).inferences()).isGreaterThan(1);
  }

  @Test
  void shareAndTimeStayWithinLimits() {
    assertThatThrownBy(() -> new Manufacture(SERVER, 1.01)).hasMessageContaining("1.01");
    assertThatThrownBy(() -> SERVER.share(-1)).hasMessageContaining("Time reserved is -1.0 h");
  }

  @Test
  void partsOfAMedianPromptAddUpToThePublishedTotal() {
    // Google 2025, median text prompt: accelerator 0.14, host 0.06, idle 0.02, facility 0.02 Wh.
    EnergyParts prompt =
        new EnergyParts(
            Joules.ofKilowattHours(0.14e-3),
            Joules.ofKilowattHours(0.06e-3),
            Joules.ofKilowattHours(0.02e-3));
    Pue pue = Pue.given(1.09);
    assertThat(prompt.it().kilowattHours()).isCloseTo(0.22e-3, within(1e-12));
    assertThat(prompt.facilityOverhead(pue).kilowattHours()).isCloseTo(0.02e-3, within(0.5e-6));
    assertThat(prompt.facility(pue).kilowattHours()).isCloseTo(0.24e-3, within(0.5e-6));
    assertThat(prompt.it().plus(prompt.facilityOverhead(pue)).value())
        .isCloseTo(prompt.facility(pue).value(), within(1e-9));
  }
}
