package org.greensweep.catalog.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaplMeterTest {
  @TempDir Path powercap;

  private void zone(String folder, String name, long microjoules) throws IOException {
    Path zone = Files.createDirectories(powercap.resolve(folder));
    Files.writeString(zone.resolve("name"), name + "\n");
    Files.writeString(zone.resolve("energy_uj"), microjoules + "\n");
    Files.writeString(zone.resolve("max_energy_range_uj"), "262143328850\n");
  }

  @BeforeEach
  void twoPackagesWithTheirParts() throws IOException {
    Files.createDirectories(powercap.resolve("intel-rapl"));
    zone("intel-rapl:0", "package-0", 100);
    zone("intel-rapl:0:0", "core", 50);
    zone("intel-rapl:0:1", "uncore", 50);
    zone("intel-rapl:0:2", "dram", 10);
    zone("intel-rapl:1", "package-1", 1_000);
    zone("intel-rapl:2", "psys", 5_000);
    zone("intel-rapl-mmio:0", "package-0", 100);
  }

  @Test
  void packagesAndMemoryCountOnceEach() throws IOException {
    RaplMeter meter = RaplMeter.start(powercap).orElseThrow();
    assertThat(meter.zoneNames()).containsExactly("intel-rapl:0", "intel-rapl:0:2", "intel-rapl:1");
    assertThat(meter.sample().value()).isZero();
    zone("intel-rapl:0", "package-0", 1_000_100);
    zone("intel-rapl:0:0", "core", 900_000);
    zone("intel-rapl:0:2", "dram", 500_010);
    zone("intel-rapl:1", "package-1", 2_001_000);
    zone("intel-rapl:2", "psys", 9_000_000);
    assertThat(meter.sample().value()).isEqualTo(3.5);
    assertThat(meter.sample().value()).as("nothing moved since").isEqualTo(3.5);
  }

  /** A tool reported 137 W for a processor of two dies that drew 68 W. */
  @Test
  void diesThatShowOneCounterCountOnce() throws IOException {
    zone("intel-rapl:3", "package-3-die-0", 70_000_000_000L);
    zone("intel-rapl:4", "package-3-die-1", 70_000_000_900L);
    zone("intel-rapl:5", "package-4-die-0", 89_999_900_000L);
    zone("intel-rapl:6", "package-4-die-1", 90_000_000_000L);
    RaplMeter meter = RaplMeter.start(powercap).orElseThrow();
    assertThat(meter.zoneNames())
        .contains("intel-rapl:3", "intel-rapl:5", "intel-rapl:6")
        .doesNotContain("intel-rapl:4");
    zone("intel-rapl:3", "package-3-die-0", 70_068_000_000L);
    zone("intel-rapl:4", "package-3-die-1", 70_068_000_900L);
    assertThat(meter.sample().value()).isEqualTo(68);
  }

  @Test
  void aCounterThatRanOverIsContinued() throws IOException {
    zone("intel-rapl:1", "package-1", 262_143_328_000L);
    RaplMeter meter = RaplMeter.start(powercap).orElseThrow();
    zone("intel-rapl:1", "package-1", 999_150);
    assertThat(meter.sample().value()).isEqualTo(1.0);
  }

  @Test
  void aMachineWithoutCountersHasNoMeter() throws IOException {
    assertThat(RaplMeter.start(powercap.resolve("none"))).isEmpty();
    assertThat(RaplMeter.start(Files.createDirectory(powercap.resolve("empty")))).isEmpty();
  }

  /** Not even where the other counters may be read: a part of the machine is no figure. */
  @Test
  void aCounterThatMayNotBeReadIsAnErrorThatNamesIt() throws IOException {
    Path counter = powercap.resolve("intel-rapl:1").resolve("energy_uj");
    Files.delete(counter);
    assertThatThrownBy(() -> RaplMeter.start(powercap))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(counter.toString());
    Files.writeString(counter, "n/a");
    assertThatThrownBy(() -> RaplMeter.start(powercap))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is 'n/a', no number");
  }

  @Test
  void aCounterThatVanishesIsAnError() throws IOException {
    RaplMeter meter = RaplMeter.start(powercap).orElseThrow();
    Files.delete(powercap.resolve("intel-rapl:1").resolve("energy_uj"));
    assertThatThrownBy(meter::sample).isInstanceOf(IOException.class);
  }
}
