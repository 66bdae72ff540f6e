package org.greensweep.catalog.carbon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.greensweep.catalog.CatalogError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostEnergyTest {
  private static final Device CPU = new Device("epyc", "AMD EPYC", "cpu", new Watts(280));
  private static final Device GIGABYTE = new Device("gb", "1 GB", "memory", new Watts(0.3725));

  @Test
  void countersSayWhichZones() {
    assertThat(HostEnergy.counted(new Joules(5), List.of("a", "b")))
        .isEqualTo(new HostEnergy(new Joules(5), "counter", "RAPL of a, b"));
  }

  @Test
  void ratedPowerIsSharedLoadedAndHasItsMemory() {
    HostEnergy energy = HostEnergy.rated(CPU, 1 / 64.0, 0.8, 24, GIGABYTE, 2);
    // 280 / 64 x 0.8 = 3.5 W; 24 x 0.3725 = 8.94 W.
    assertThat(energy.energy().value()).isCloseTo(12.44 * 2 * 3600, within(1e-6));
    assertThat(energy.method()).isEqualTo("model");
    assertThat(energy.explanation())
        .isEqualTo("280 W (epyc) x share 0.0156 x load 0.8 + 24 GB x 0.373 W (gb)");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.1, Double.NaN})
  void aShareIsAShare(double share) {
    assertThatThrownBy(() -> HostEnergy.rated(CPU, share, 1, 1, GIGABYTE, 1))
        .isInstanceOf(CatalogError.class)
        .hasMessageContaining("above 0 and at most 1");
  }

  @Test
  void aWholeProcessorWithoutMemoryIsAllowedAndNegativeMemoryIsNot() {
    assertThat(HostEnergy.rated(CPU, 1, 1, 0, GIGABYTE, 1).energy().value()).isEqualTo(280 * 3600);
    assertThatThrownBy(() -> HostEnergy.rated(CPU, 1, 1, -1, GIGABYTE, 1))
        .hasMessageContaining("Memory is -1.0 GB");
  }
}
