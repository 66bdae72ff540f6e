package org.greensweep.jobs.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.greensweep.catalog.Row;
import org.greensweep.inference.Host;
import org.greensweep.jobs.sweep.SweepFiles;
import org.greensweep.jobs.sweep.SweepSource;
import org.junit.jupiter.api.Test;

class MeasuringProcessTest {
  private static SweepSource source() {
    return new SweepSource(
        SweepFiles.find(
            "two.yaml",
            """
        name: two
        networks: [alexnet]
        precisions: [binary]
        resolutions: [64, 96]
        dataflows: [row-stationary]
        measurement-seconds: 0.02
        """,
            Path.of("..")));
  }

  @Test
  void oneProcessMeasuresOnePointAfterAnother() throws IOException {
    try (MeasuringProcess process = MeasuringProcess.start()) {
      for (long index = 0; index < 2; index++) {
        double before = process.processorSeconds();
        Row row = process.take(new Workload(source(), "some-sweep", index));
        assertThat(process.processorSeconds()).isGreaterThan(before);
        assertThat(row.value("status")).isEqualTo("ok");
        assertThat(row.value("resolution")).isEqualTo(index == 0 ? 64L : 96L);
        assertThat((Double) row.value("latency_median_s")).isPositive();
        assertThat(row.value("java_version")).isEqualTo(Host.describe().jvm());
        assertThat(row.value("vector_bits"))
            .as("kernels as in this JVM")
            .isEqualTo((long) Host.describe().vectorBits());
      }
    }
  }

  @Test
  void aProcessThatEndedIsAnErrorAndNotAHang() throws IOException {
    MeasuringProcess process = MeasuringProcess.start();
    process.close();
    assertThatThrownBy(() -> process.take(new Workload(source(), "some-sweep", 0)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the JVM that measures ended");
  }
}
