package org.greensweep.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.greensweep.network.UserError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TechnologyTest {
  @Test
  void smallerProcessesTakeLess() {
    double before = 1;
    for (double node : new double[] {65, 45, 32, 28, 20, 16, 14, 10, 7}) {
      double ratio = Technology.energyRatio(65, node);
      assertThat(ratio).as("%s nm", node).isPositive().isLessThanOrEqualTo(before);
      assertThat(ratio * Technology.energyRatio(node, 65)).isCloseTo(1, within(1e-12));
      before = ratio;
    }
    // Stillmaker and Baas at 0.9 V: (1.103 * 0.81 - 0.362 * 0.9 + 0.2767) over that of 65 nm.
    assertThat(Technology.energyRatio(65, 45)).isCloseTo(0.84433 / 1.05835, within(1e-4));
    assertThatThrownBy(() -> Technology.energyRatio(65, 5))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("5.0 nm")
        .hasMessageContaining("7.0 to 130.0");
  }

  /** Horowitz, ISSCC 2014: 10, 20 and 100 pJ per 64 bits of 8 KiB, 32 KiB and 1 MiB at 45 nm. */
  @Test
  void theSizeLawGivesThePublishedEnergies() {
    assertThat(Technology.sramPicojoules(8192, 64, 45)).isCloseTo(10, within(1e-9));
    assertThat(Technology.sramPicojoules(32768, 64, 45)).isCloseTo(20, within(1e-9));
    assertThat(Technology.sramPicojoules(1 << 20, 64, 45)).isCloseTo(100, within(15.0));
    assertThat(Technology.sramPicojoules(8192, 16, 45)).isCloseTo(2.5, within(1e-9));
  }

  private static Accelerator accelerator(
      @Nullable Double node, @Nullable Double scaleTo, @Nullable String dramKind) {
    List<MemoryLevel> levels =
        List.of(
            new MemoryLevel(
                "DRAM",
                LevelKind.DRAM,
                0,
                null,
                null,
                16,
                dramKind == null ? 200.0 : null,
                null,
                null,
                null,
                dramKind,
                "test"),
            new MemoryLevel(
                "Buffer",
                LevelKind.BUFFER,
                32768,
                null,
                null,
                64,
                null,
                null,
                null,
                null,
                null,
                "test"),
            new MemoryLevel(
                "File",
                LevelKind.REGISTER_FILE,
                512,
                null,
                null,
                16,
                1.0,
                null,
                null,
                null,
                null,
                "test"));
    return new Accelerator(
        "sized",
        "",
        "test",
        4,
        4,
        levels,
        List.of(new OperationEnergy("int16", 1, "test")),
        new Clock(1e8, 2, 4, "test"),
        null,
        null,
        node,
        scaleTo,
        null,
        null,
        null);
  }

  @Test
  void memoriesWithoutEnergyTakeThatOfTheirSize() {
    Accelerator sized = accelerator(45.0, null, "hbm2");
    assertThat(sized.stores().get(0).read()).isCloseTo(3.9 * 16, within(1e-9));
    assertThat(sized.stores().get(0).write()).isCloseTo(3.9 * 16, within(1e-9));
    assertThat(sized.stores().get(1).read()).isCloseTo(20, within(1e-9));
    assertThatThrownBy(() -> accelerator(null, null, null))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("level Buffer: read-picojoules is missing")
        .hasMessageContaining("technology-nanometers");
    assertThatThrownBy(() -> accelerator(45.0, null, "ddr9"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'ddr9'")
        .hasMessageContaining("lpddr4");
  }

  @Test
  void scalingBringsEverythingOnChipAndNotDram() {
    Accelerator at45 = accelerator(45.0, null, null);
    Accelerator at7 = accelerator(45.0, 7.0, null);
    double ratio = Technology.energyRatio(45, 7);
    assertThat(at7.stores().get(0).read()).isEqualTo(200);
    assertThat(at7.stores().get(1).read())
        .isCloseTo(at45.stores().get(1).read() * ratio, within(1e-9));
    assertThat(at7.stores().get(2).read()).isCloseTo(ratio, within(1e-9));
    assertThat(at7.operations().get(0).picojoules()).isCloseTo(ratio, within(1e-9));
    assertThat(at7.clock().clockMilliwatts()).isCloseTo(4 * ratio, within(1e-9));
    assertThat(at7.technologyNanometers()).isEqualTo(7);
    assertThat(at7.stores().get(1).source()).contains("scaled from 45.0 to 7.0 nm");
    assertThatThrownBy(() -> accelerator(null, 7.0, null)).isInstanceOf(UserError.class);
  }
}
