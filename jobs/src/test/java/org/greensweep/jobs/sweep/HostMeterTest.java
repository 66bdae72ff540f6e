package org.greensweep.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.greensweep.catalog.carbon.HostEnergy;
import org.greensweep.jobs.sweep.HostMeter.Elsewhere;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostMeterTest {
  @TempDir private Path powercap;

  private void counter(String zone, String name, long microjoules) throws IOException {
    Path folder = Files.createDirectories(powercap.resolve(zone));
    Files.writeString(folder.resolve("name"), name + "\n");
    Files.writeString(folder.resolve("energy_uj"), microjoules + "\n");
    Files.writeString(folder.resolve("max_energy_range_uj"), "262143328850\n");
  }

  /** Two packages and a memory count; a core within its package does not; one counter runs over. */
  @Test
  void countersAreReadWhereThereAreAny() throws IOException {
    counter("intel-rapl:0", "package-0", 262_143_328_850L - 1_000_000);
    counter("intel-rapl:1", "package-1", 5_000_000);
    counter("intel-rapl:0:0", "core", 1_000_000);
    counter("intel-rapl:0:1", "dram", 7_000_000);
    try (HostMeter meter = HostMeter.start(powercap)) {
      counter("intel-rapl:0", "package-0", 2_000_000);
      counter("intel-rapl:1", "package-1", 9_000_000);
      counter("intel-rapl:0:0", "core", 3_000_000);
      counter("intel-rapl:0:1", "dram", 7_500_000);
      HostEnergy energy = meter.energy("any", 2, Optional.empty());
      assertThat(energy.method()).isEqualTo("counter");
      assertThat(energy.energy().value()).isCloseTo(3 + 4 + 0.5, within(1e-9));
      assertThat(energy.explanation()).contains("intel-rapl:0, intel-rapl:0:1, intel-rapl:1");

      // This machine's counters know nothing of other machines.
      HostEnergy cluster = meter.energy("any", 2, Optional.of(Elsewhere.nothing()));
      assertThat(cluster.method()).isEqualTo("model");
      assertThat(cluster.explanation()).endsWith("counters of several machines are not read");

      Files.writeString(powercap.resolve("intel-rapl:0/energy_uj"), "");
      Files.delete(powercap.resolve("intel-rapl:1/energy_uj"));
      HostEnergy rated = meter.energy("any", 2, Optional.empty());
      assertThat(rated.method()).isEqualTo("model");
      assertThat(rated.explanation()).contains("counters cannot be read here", "intel-rapl:0");
    }
  }

  /** On most systems the counters are there, but for root alone. */
  @Test
  void countersThatMayNotBeReadAreSaidToBeThere() throws IOException {
    counter("intel-rapl:0", "package-0", 1);
    Files.delete(powercap.resolve("intel-rapl:0/energy_uj"));
    try (HostMeter meter = HostMeter.start(powercap)) {
      HostEnergy energy = meter.energy("any", 2, Optional.empty());
      assertThat(energy.method()).isEqualTo("model");
      assertThat(energy.explanation())
          .contains("the energy counters cannot be read here (NoSuchFileException: ")
          .contains("energy_uj");
    }
  }

  @Test
  void ratedPowerByProcessorTimeWhereThereAreNone() {
    try (HostMeter meter = HostMeter.start(powercap)) {
      HostEnergy here = meter.energy("AMD EPYC 7763 64-Core Processor", 2, Optional.empty());
      HostEnergy.Estimate run = here.estimate().orElseThrow();
      assertThat(here.method()).isEqualTo("model");
      assertThat(here.explanation()).endsWith("; no energy counters in " + powercap);
      assertThat(run.processor().id()).isEqualTo("epyc-7763");
      assertThat(run.logicalProcessors()).isEqualTo(128);
      assertThat(run.memoryGigabytes()).isPositive();

      HostEnergy cluster =
          meter.energy("AMD EPYC 7763 64-Core Processor", 2, Optional.of(new Elsewhere(1000, 8)));
      HostEnergy.Estimate all = cluster.estimate().orElseThrow();
      assertThat(all.processorSeconds()).isGreaterThanOrEqualTo(1000 + run.processorSeconds());
      assertThat(all.memoryGigabytes()).isCloseTo(run.memoryGigabytes() + 8, within(1e-9));
    }
  }

  @Test
  void processorTimeIsThatOfTheProcessAndItsFinishedChildren() {
    String before = "42 (a (b) c) S 1 42 42 0 -1 4194304 100 0 0 0 ";
    assertThat(ProcessorTime.seconds(before + "150 50 30 20 20 0 5 0 12345"))
        .isCloseTo(2.5, within(1e-9));
    double first = ProcessorTime.ofThisProcess();
    assertThat(first).isPositive();
    assertThat(ProcessorTime.ofThisProcess()).isGreaterThanOrEqualTo(first);
  }
}
