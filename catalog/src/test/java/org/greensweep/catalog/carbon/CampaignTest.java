package org.greensweep.catalog.carbon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.greensweep.catalog.CatalogError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CampaignTest {
  private static final EnergyMethod MODEL = new EnergyMethod("model", 0.5, 2);

  private static CampaignJob job(double development, double count, double hours, double watts) {
    GridIntensity grid =
        new GridIntensity("XX", "X", Interval.exactly(500), Boundary.LIFECYCLE, 2024, List.of("f"));
    DeviceTime time = new DeviceTime(count, hours, new Watts(watts));
    return new CampaignJob(
        "job",
        development,
        time.energy(),
        MODEL,
        Optional.of(time),
        Pue.given(1.5),
        grid,
        Interval.ofFactors(1000 * hours, 0.5, 2));
  }

  @Test
  void jobsAddUpAndDevelopmentHasItsShare() {
    Campaign campaign = new Campaign("study", List.of(job(1, 8, 30, 250), job(0, 2, 100, 100)));
    assertThat(campaign.energyIt().kilowattHours()).isCloseTo(80, within(1e-9));
    assertThat(campaign.energyFacility().kilowattHours()).isCloseTo(120, within(1e-9));
    assertThat(campaign.grams().central()).isCloseTo(60_000, within(1e-6));
    assertThat(campaign.grams().high()).as("shared errors add").isCloseTo(120_000, within(1e-6));
    assertThat(campaign.grams().low()).isCloseTo(30_000, within(1e-6));
    assertThat(campaign.developmentShare()).isCloseTo(0.75, within(1e-12));
    assertThat(campaign.embodied()).isEqualTo(new Interval(65_000, 130_000, 260_000));
    assertThat(new Campaign("half", List.of(job(0.5, 1, 1, 100))).developmentShare())
        .isEqualTo(0.5);
  }

  @Test
  void aCampaignThatDrawsNothingEmitsNothing() {
    Campaign idle = new Campaign("idle", List.of(job(1, 1, 0, 100)));
    assertThat(idle.grams()).isEqualTo(Interval.exactly(0));
    assertThat(idle.developmentShare()).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void countsMustBeCounts(double count) {
    assertThatThrownBy(() -> job(0, count, 1, 1))
        .isInstanceOf(CatalogError.class)
        .hasMessageContaining("count is " + count);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void aShareOfDevelopmentIsAFraction(double share) {
    assertThatThrownBy(() -> job(share, 1, 1, 1))
        .isInstanceOf(CatalogError.class)
        .hasMessageContaining("development share of " + share);
  }

  @Test
  void timeIsNotNegative() {
    assertThatThrownBy(() -> job(0, 1, -1, 1)).hasMessageContaining("Duration is -1.0 h");
  }

  @Test
  void aCampaignWithoutJobsIsRefused() {
    assertThatThrownBy(() -> new Campaign("empty", List.of())).hasMessageContaining("no jobs");
  }

  @Test
  void devicePowerFollowsUtilizationAndACurve() {
    Device gpu = new Device("g", "G", "gpu", new Watts(300), OptionalInt.empty());
    assertThat(gpu.at(0.5)).isEqualTo(new Watts(150));
    assertThat(gpu.at(0)).isEqualTo(new Watts(0));
    assertThat(gpu.at(1)).isEqualTo(new Watts(300));
    CpuPowerCurve curve = new CpuPowerCurve("c", 100, 0.5, 2, 3);
    assertThat(curve.at(0).value()).as("100 ln 1 + 3").isEqualTo(3);
    assertThat(curve.at(1).value()).isCloseTo(100 * Math.log(51) + 3, within(1e-9));
    for (double load : new double[] {-0.01, 1.01, Double.NaN}) {
      assertThatThrownBy(() -> gpu.at(load)).hasMessageContaining("fraction from 0 to 1");
      assertThatThrownBy(() -> curve.at(load)).hasMessageContaining("fraction from 0 to 1");
    }
  }
}
