package org.greensweep.jobs.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.greensweep.inference.Host;
import org.greensweep.inference.HostLatency.Latency;
import org.greensweep.jobs.host.HostRuntime;
import org.greensweep.network.Network;
import org.greensweep.network.PrecisionPlan;
import org.greensweep.network.PrecisionPlans;
import org.greensweep.network.zoo.Zoo;
import org.junit.jupiter.api.Test;

class MeasuringProcessTest {
  private static Workload workload(int resolution) {
    Network network = Zoo.network("alexnet", resolution);
    return workload(network, PrecisionPlans.of("binary", network));
  }

  private static Workload workload(Network network, PrecisionPlan plan) {
    return new Workload(network, plan, HostRuntime.JAVA, 1, 1, 0, 0.02);
  }

  private record Describe() implements Measurement<String> {
    @Override
    public String take() {
      return Host.describe().toString();
    }
  }

  @Test
  void oneProcessMeasuresOneWorkloadAfterAnother() throws IOException {
    try (MeasuringProcess process = MeasuringProcess.start()) {
      for (int resolution : new int[] {64, 96}) {
        double before = process.processorSeconds();
        Workload.Timing timing = process.take(workload(resolution));
        assertThat(process.processorSeconds()).isGreaterThan(before);
        assertThat(timing.failure()).isNull();
        assertThat(timing.latency())
            .extracting(Latency::medianSeconds)
            .asInstanceOf(InstanceOfAssertFactories.DOUBLE)
            .isPositive();
      }
    }
  }

  /** Rows name the host as the JVM that asks sees it. */
  @Test
  void itRunsTheKernelsOfThisJvm() throws IOException {
    try (MeasuringProcess process = MeasuringProcess.start()) {
      assertThat(process.take(new Describe())).isEqualTo(Host.describe().toString());
    }
  }

  @Test
  void aWorkloadThatCannotRunSaysWhyAndTheProcessGoesOn() throws IOException {
    Network network = Zoo.network("alexnet", 64);
    PrecisionPlan ofAnother = PrecisionPlans.of("fp32", Zoo.network("resnet-18", 64));
    try (MeasuringProcess process = MeasuringProcess.start()) {
      Workload.Timing timing = process.take(workload(network, ofAnother));
      assertThat(timing.latency()).isNull();
      assertThat(timing.failure()).contains("has 71 layers but network alexnet has 22");
      assertThat(process.take(new Describe())).isNotEmpty();
    }
  }

  @Test
  void aProcessThatEndedIsAnErrorAndNotAHang() throws IOException {
    MeasuringProcess process = MeasuringProcess.start();
    process.close();
    assertThatThrownBy(() -> process.take(workload(64)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the JVM that measures ended");
  }
}
