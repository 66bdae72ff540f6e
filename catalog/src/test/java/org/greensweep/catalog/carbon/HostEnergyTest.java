package org.greensweep.catalog.carbon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalInt;
import org.greensweep.catalog.CatalogError;
import org.greensweep.catalog.carbon.HostEnergy.Estimate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostEnergyTest {
  private static final Device CPU =
      new Device("epyc", "AMD EPYC", "cpu", new Watts(280), OptionalInt.of(128));
  private static final Device GIGABYTE =
      new Device("gb", "1 GB", "memory", new Watts(0.3725), OptionalInt.empty());

  @Test
  void countersSayWhichZones() {
    HostEnergy energy = HostEnergy.counted(new Joules(5), List.of("a", "b"));
    assertThat(energy.energy()).isEqualTo(new Joules(5));
    assertThat(energy.method()).isEqualTo("counter");
    assertThat(energy.explanation()).startsWith("RAPL of a, b:");
    assertThat(energy.estimate()).isEmpty();
  }

  @Test
  void ratedPowerIsThatOfTheProcessorsUsedAndOfTheMemory() {
    Estimate run = new Estimate(1600, CPU, 128, 24, GIGABYTE, 1000);
    HostEnergy energy = HostEnergy.rated(run, "no counters");
    // 280 / 128 = 2.1875 W for 1600 s; 24 x 0.3725 = 8.94 W for 1000 s.
    assertThat(energy.energy().value()).isCloseTo(2.1875 * 1600 + 8.94 * 1000, within(1e-6));
    assertThat(energy.method()).isEqualTo("model");
    assertThat(energy.estimate()).contains(run);
    assertThat(energy.explanation())
        .isEqualTo(
            "1,600 processor-seconds x 280 W (epyc) / 128 logical processors + 24 GB x 0.3725 W"
                + " (gb) x 1,000 s; no counters");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void timesAndMemoryAreNotNegative(double odd) {
    assertThatThrownBy(() -> new Estimate(odd, CPU, 1, 1, GIGABYTE, 1))
        .isInstanceOf(CatalogError.class)
        .hasMessageContaining("Processor time is " + odd);
    assertThatThrownBy(() -> new Estimate(1, CPU, 1, odd, GIGABYTE, 1))
        .hasMessageContaining("Memory is " + odd);
    assertThatThrownBy(() -> new Estimate(1, CPU, 1, 1, GIGABYTE, odd))
        .hasMessageContaining("Wall time is " + odd);
  }

  @Test
  void aRunOfNothingDrawsNothingAndAProcessorHasThreads() {
    assertThat(HostEnergy.rated(new Estimate(0, CPU, 1, 0, GIGABYTE, 0), "").energy().value())
        .isZero();
    assertThatThrownBy(() -> new Estimate(1, CPU, 0, 1, GIGABYTE, 1))
        .isInstanceOf(CatalogError.class)
        .hasMessageContaining("0 logical processors");
  }
}
