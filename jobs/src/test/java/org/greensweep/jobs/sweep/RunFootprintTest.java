package org.greensweep.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.greensweep.catalog.carbon.Device;
import org.greensweep.catalog.carbon.HostEnergy;
import org.greensweep.catalog.carbon.Joules;
import org.greensweep.catalog.carbon.Watts;
import org.greensweep.catalog.reference.GridIntensities;
import org.junit.jupiter.api.Test;

class RunFootprintTest {
  private static final HostEnergy COUNTED =
      HostEnergy.counted(new Joules(3.6e6), List.of("intel-rapl:0", "intel-rapl:1"));

  private static final HostEnergy RATED =
      HostEnergy.rated(
          new HostEnergy.Estimate(
              1600,
              new Device("epyc", "AMD EPYC", "cpu", new Watts(280), OptionalInt.of(128)),
              128,
              24,
              new Device("gb", "1 GB", "memory", new Watts(0.3725), OptionalInt.empty()),
              1000),
          "no energy counters in /sys/class/powercap");

  private static Sweep sweep(String more) {
    String text =
        """
        name: tiny
        networks: [alexnet]
        precisions: [fp32]
        resolutions: [64]
        regions: [FR, DK]
        """;
    return SweepFiles.find("tiny.yaml", text + more, Path.of("..")).sweep();
  }

  /** One kilowatt-hour in Denmark: 143.30 g, and a tenth more with the facility. */
  @Test
  void energyTimesPueTimesTheGridOfTheHost() {
    RunFootprint run = RunFootprint.of(sweep("pue: 1.1\nhost-region: DK\n"), COUNTED);
    assertThat(run.operational().grams().central()).isCloseTo(1.1 * 143.30, within(1e-9));
    assertThat(run.operational().energyFacility().kilowattHours()).isCloseTo(1.1, within(1e-12));
    assertThat(run.line())
        .startsWith("This run itself drew 1 kWh on its host (counted: RAPL of intel-rapl:0, intel")
        .endsWith("CO2e in Denmark with its facility.");
  }

  @Test
  void theHostIsInTheFirstRegionUnlessTheFileSaysWhere() {
    RunFootprint run = RunFootprint.of(sweep(""), COUNTED);
    assertThat(run.operational().grid()).isEqualTo(GridIntensities.load().of("FR"));
    assertThat(run.operational().pue().id()).isEqualTo("uptime-2025");
  }

  /** 1600 s x 280 W / 128 and 24 GB x 0.3725 W for 1000 s. */
  @Test
  void aModelledEnergySaysSoAndIsLessCertain() {
    RunFootprint rated = RunFootprint.of(sweep(""), RATED);
    RunFootprint counted = RunFootprint.of(sweep(""), COUNTED);
    assertThat(rated.energy().energy().value()).isCloseTo(3500 + 8940, within(1e-9));
    assertThat(rated.line())
        .contains("(modelled: 1,600 processor-seconds x 280 W (epyc) / 128 logical processors")
        .contains("; no energy counters in /sys/class/powercap)");
    assertThat(rated.operational().grams().spread())
        .isGreaterThan(counted.operational().grams().spread());
  }

  @Test
  void theStatementSaysThatItIsAboutTheHost() {
    assertThat(RunFootprint.of(sweep(""), RATED).statement("tiny"))
        .startsWith("The run of the sweep 'tiny' (scope: host of the run, not the modelled")
        .contains("energy method 'model'", "France", "90 % interval");
  }
}
