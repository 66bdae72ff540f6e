package org.greensweep.catalog.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.greensweep.catalog.carbon.EnergyMethod;
import org.greensweep.catalog.carbon.Footprint;
import org.greensweep.catalog.carbon.Footprints;
import org.greensweep.catalog.carbon.Joules;
import org.greensweep.catalog.carbon.Pue;
import org.junit.jupiter.api.Test;

class PublishedComparisonTest {
  private static final ReferenceFootprints REFERENCES = ReferenceFootprints.load();

  private static Footprint inDenmark(double kilowattHours, Pue pue) {
    return Footprints.of(
        Joules.ofKilowattHours(kilowattHours),
        GridIntensities.load().of("DK"),
        pue,
        EnergyMethod.GIVEN);
  }

  @Test
  void twentyFiveKilowattHoursInDenmarkAreNot4Point7KilogramsAndItSaysWhy() {
    List<PublishedComparison> comparisons =
        PublishedComparison.of(inDenmark(25.0, Pue.none()), REFERENCES);
    assertThat(comparisons).hasSize(1);
    PublishedComparison comparison = comparisons.get(0);
    assertThat(comparison.impliedGramsPerKilowattHour()).isCloseTo(188, within(1e-9));
    assertThat(comparison.ratio()).isCloseTo(143.30 / 188, within(1e-9));
    assertThat(comparison.text())
        .isEqualTo(
            "Medical-imaging study, all training: 4.7 kg for the same 25 kWh, which is 188 g/kWh"
                + " (electricity as reported; consistent with a live Danish intensity of March 2023;"
                + " Selvan 2023 (arXiv 2303.10181)). This figure is 3.58 kg, 23.8 % less: 143 g/kWh (ember-2024-DK, 2024) is 0.762 times"
                + " that intensity, and no facility overhead is added.");
  }

  @Test
  void overheadCanTurnLessIntoMore() {
    assertThat(PublishedComparison.of(inDenmark(25.0, Pue.given(1.54)), REFERENCES).get(0).text())
        .contains(
            "5.52 kg, 17.4 % more", "0.762 times that intensity", "a PUE of 1.54", "1.17 times");
  }

  @Test
  void otherEnergiesHaveNoPublishedTwin() {
    assertThat(PublishedComparison.of(inDenmark(26, Pue.none()), REFERENCES)).isEmpty();
    assertThat(PublishedComparison.of(inDenmark(0, Pue.none()), REFERENCES)).isEmpty();
  }

  @Test
  void processorsAreFoundByTheNameThatTheSystemGives() {
    Devices devices = Devices.load();
    assertThat(devices.processor("AMD EPYC 7763 64-Core Processor").id()).isEqualTo("epyc-7763");
    assertThat(devices.processor("NVIDIA A100 SXM").id()).isEqualTo("cpu-unknown");
    assertThat(devices.processor("").id()).isEqualTo("cpu-unknown");
  }
}
