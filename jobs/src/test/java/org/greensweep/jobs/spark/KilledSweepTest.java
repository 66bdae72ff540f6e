package org.greensweep.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.greensweep.jobs.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sweep killed with SIGKILL in the middle leaves a catalogue that reads, and the next run
 * finishes the rest.
 */
class KilledSweepTest {
  @TempDir private Path folder;

  /** Measuring begins after layers and evaluations are committed and before anything else is. */
  @Test
  void theNextRunFinishesTheRest() throws Exception {
    Path output = Files.createDirectories(folder.resolve("output"));
    Path file = Files.writeString(folder.resolve("small.yaml"), SweepJobTest.SMALL);
    killAt("measuring", start(file, output));
    // What a crash between writing files and committing them leaves behind.
    Path uncommitted = Files.createDirectories(output.resolve("catalogue/footprints"));
    Files.writeString(
        uncommitted.resolve("part-00000-leftover.snappy.parquet"), "not even Parquet");

    assertThat(SweepJobTest.counts(output))
        .containsEntry("evaluations", 4L)
        .containsEntry("measurements", 0L)
        .containsEntry("footprints", 0L)
        .containsEntry("sweeps", 0L);

    try (SweepJob job =
        SweepJob.start("local[2]", null, output.toString(), new SweepJobTest.Silent())) {
      SweepSummary summary = job.run(SweepJobTest.source(SweepJobTest.SMALL));
      assertThat(summary.reused()).isEqualTo(4);
      assertThat(summary.measured()).isEqualTo(2);
    }
    assertThat(SweepJobTest.counts(output))
        .containsEntry("evaluations", 4L)
        .containsEntry("measurements", 2L)
        .containsEntry("footprints", 16L)
        .containsEntry("sweeps", 1L);
  }

  private static void killAt(String stage, Process sweep) throws IOException, InterruptedException {
    List<String> seen = new ArrayList<>();
    try (BufferedReader err =
        new BufferedReader(new InputStreamReader(sweep.getInputStream(), StandardCharsets.UTF_8))) {
      String line = err.readLine();
      while (line != null && !line.startsWith(stage)) {
        seen.add(line);
        line = err.readLine();
      }
      assertThat(line).as("output before the kill:%n%s", String.join("\n", seen)).isNotNull();
      sweep.destroyForcibly().waitFor();
    }
  }

  private Process start(Path file, Path output) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--add") || flag.startsWith("-D"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Xmx2g",
            "-Dgreensweep.home=" + Path.of("..").toAbsolutePath().normalize(),
            "-Dgreensweep.logs=" + folder.resolve("logs"),
            "-Dlog4j2.configurationFile="
                + Path.of("../conf/log4j2.xml").toAbsolutePath().normalize(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Main.class.getName(),
            "sweep",
            file.toString(),
            "--output",
            output.toString(),
            "--master",
            "local[2]"));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
