package org.greensweep.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.greensweep.catalog.Catalogue;
import org.greensweep.catalog.Table;
import org.greensweep.catalog.TableSummary;
import org.greensweep.catalog.Tables;
import org.greensweep.jobs.TinyOnnx;
import org.greensweep.jobs.conf.AcceleratorFiles;
import org.greensweep.jobs.conf.DataflowFiles;
import org.greensweep.jobs.sweep.SweepFiles;
import org.greensweep.jobs.sweep.SweepSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole path, once, on a small sweep: rows of every table, their sums, and a second run that
 * does nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SweepJobTest {
  static final String SMALL =
      """
      name: small
      networks: [alexnet]
      precisions: [fp32, binary]
      dataflows: [row-stationary, output-stationary]
      resolutions: [64]
      regions: [DK, FR]
      functional-units: [sweep, year@2]
      host-watts: 12
      idle-watts: 3
      embodied: {device: server-sci, share: 0.1}
      measurement-seconds: 0.05
      """;

  @TempDir private static Path output;
  private static SweepJob job;
  private static SweepSummary first;

  @BeforeAll
  static void runOnce() {
    job = SweepJob.start("local[2]", null, output.toString(), new Silent());
    first = job.run(source(SMALL));
  }

  @AfterAll
  static void stop() {
    job.close();
  }

  @Test
  void everyTableHasItsRows() {
    assertThat(first.total()).isEqualTo(4);
    assertThat(first.evaluated()).isEqualTo(4);
    assertThat(first.failed()).isZero();
    assertThat(first.measured()).isEqualTo(2);
    assertThat(first.footprints()).isEqualTo(16);
    assertThat(footprintsOfFirstRegions()).isEqualTo(16);
    assertThat(
            reals(
                "select count(*) from evaluations where network = 'alexnet' and accelerator = 'isca16-256'"))
        .containsExactly(List.of(4.0));
    assertThat(
            reals(
                "select count(*) from measurements where network = 'alexnet' and precision <> 'int8' and samples >= 10"))
        .containsExactly(List.of(2.0));
    assertThat(counts(output).get("sweeps")).isPositive();
    assertThat(counts(output).get("layers")).isGreaterThan(4 * 8);
  }

  /** On a cluster no other process tells the driver: two workloads were measured, each in a JVM. */
  @Test
  void theJvmsThatMeasureReportTheirProcessorTime() {
    double measuring = job.taskTime().measuringSeconds().value();
    assertThat(measuring).as("two JVMs started and ran kernels").isPositive();
    assertThat(job.taskTime().processorSeconds()).isGreaterThan(measuring);
  }

  @Test
  void aSecondRunDoesNothingAndWritesNothing() {
    Map<String, Long> before = counts(output);

    SweepSummary second = job.run(source(SMALL));

    assertThat(second.nothingToDo()).isTrue();
    assertThat(second.reused()).isEqualTo(4);
    assertThat(counts(output)).isEqualTo(before);
  }

  @Test
  void anotherRegionAddsFootprintsOnly() {
    long before = footprintsOfFirstRegions();

    SweepSummary more = job.run(source(SMALL.replace("[DK, FR]", "[DK, FR, US]")));

    assertThat(more.evaluated()).isZero();
    assertThat(more.measured()).isZero();
    assertThat(more.footprints()).isEqualTo(8);
    assertThat(footprintsOfFirstRegions()).isEqualTo(before);
  }

  /** Null in the rows that are there, filled in those that come; layers that lack a figure anew. */
  @Test
  void aCatalogueOfFewerColumnsIsReadAndContinued(@TempDir Path older) {
    Map<Table, String> lacking =
        Map.of(
            Tables.EVALUATIONS, "utilization",
            Tables.LAYERS, "energy_static_j",
            Tables.MEASUREMENTS, "kernels_version",
            Tables.FOOTPRINTS, "pue_id",
            Tables.SWEEPS, "host_energy_note");
    SparkSession spark = SparkSession.active();
    lacking.forEach(
        (table, column) ->
            new DeltaTables(spark, output.toString())
                .read(table)
                .drop(column)
                .write()
                .format("delta")
                .save(older + "/catalogue/" + table.name()));
    SweepJob later = SweepJob.start("local[2]", null, older.toString(), new Silent());

    SweepSummary summary =
        later.run(source(SMALL.replace("output-stationary", "weight-stationary")));

    assertThat(summary.evaluated()).isEqualTo(2);
    assertThat(summary.reused()).isEqualTo(2);
    lacking.forEach(
        (table, column) -> {
          String filled =
              "select count(*) - count(%1$s), count(%1$s) from %2$s"
                  .formatted(column, table.name());
          List<Double> counts = reals(older, filled).get(0);
          assertThat(counts.get(0)).as("old rows of %s", table.name()).isPositive();
          assertThat(counts.get(1) > 0)
              .as("new rows of %s", table.name())
              .isEqualTo(table != Tables.MEASUREMENTS);
        });
    assertThat(
            reals(
                older,
                "select count(*) from evaluations where dataflow = 'weight-stationary' and status = 'ok'"))
        .containsExactly(List.of(2.0));
  }

  private static long footprintsOfFirstRegions() {
    return reals("select count(*) from footprints where region in ('DK', 'FR')")
        .get(0)
        .get(0)
        .longValue();
  }

  @Test
  void layersAddUpToTheirEvaluation() {
    List<List<Double>> sums =
        reals(
            """
            select e.energy_j, sum(l.energy_j),
                   e.energy_dram_j, sum(l.energy_dram_weights_j + l.energy_dram_inputs_j + l.energy_dram_outputs_j),
                   e.energy_j, e.energy_compute_j + e.energy_static_j + e.energy_dram_j + e.energy_buffer_j
                               + e.energy_network_j + e.energy_register_file_j,
                   e.energy_j, e.energy_compute_j + e.energy_static_j + e.energy_weights_j + e.energy_inputs_j
                               + e.energy_outputs_j
            from evaluations e join layers l using (evaluation_key) group by all
            """);

    assertThat(sums).hasSizeGreaterThanOrEqualTo(4);
    for (List<Double> row : sums) {
      for (int pair = 0; pair < row.size(); pair += 2) {
        assertThat(row.get(pair)).isCloseTo(row.get(pair + 1), within(1e-12 * row.get(pair)));
      }
    }
  }

  @Test
  void aFootprintFollowsFromTheColumnsOfItsRow() {
    List<List<Double>> rows =
        reals(
            """
            select footprint_g, energy_facility_j / 3.6e6 * intensity_g_per_kwh,
                   energy_accelerator_j, e.energy_j * inferences,
                   energy_it_j, energy_accelerator_j + host_w * busy_h * 3600 + idle_w * idle_h * 3600,
                   busy_h, inferences * e.latency_s / 3600,
                   energy_facility_j, energy_it_j + energy_overhead_j,
                   embodied_g, embodied_device_g * (busy_h + idle_h) / embodied_lifetime_h * embodied_share,
                   sci_g, footprint_g + embodied_g
            from footprints join evaluations e using (evaluation_key)
            """);

    assertThat(rows).hasSizeGreaterThanOrEqualTo(16);
    for (List<Double> row : rows) {
      for (int pair = 0; pair < row.size(); pair += 2) {
        assertThat(row.get(pair)).isCloseTo(row.get(pair + 1), within(1e-9 * row.get(pair)));
      }
    }
  }

  @Test
  void theRunsOwnFootprintFollowsFromTheColumnsOfItsRow() {
    List<List<Double>> rows =
        reals(
            """
            select host_footprint_g, host_energy_j * host_pue / 3.6e6 * host_intensity_g_per_kwh,
                   host_footprint_high_g / host_footprint_g,
                   exp(sqrt(pow(ln(host_energy_high_factor), 2) + pow(ln(host_pue_high / host_pue), 2)
                       + pow(ln(host_intensity_high_g_per_kwh / host_intensity_g_per_kwh), 2))),
                   host_footprint_g / host_footprint_low_g,
                   exp(sqrt(pow(ln(host_energy_low_factor), 2) + pow(ln(host_pue_low / host_pue), 2)
                       + pow(ln(host_intensity_low_g_per_kwh / host_intensity_g_per_kwh), 2))),
                   host_energy_j,
                   coalesce(host_processor_s * host_processor_w + host_memory_gb * host_memory_w_per_gb * host_wall_s,
                       host_energy_j)
            from sweeps where host_region = 'DK'
            """);

    assertThat(rows).isNotEmpty();
    for (List<Double> row : rows) {
      for (int pair = 0; pair < row.size(); pair += 2) {
        assertThat(row.get(pair)).isPositive();
        assertThat(row.get(pair)).isCloseTo(row.get(pair + 1), within(1e-9 * row.get(pair)));
      }
    }
  }

  /** Register files of 8 bytes hold three int8 words but not three fp32 words. */
  @Test
  void aConfigurationThatFailsIsARowWithItsReasonAndTheRestCompletes() {
    String yaml = AcceleratorFiles.text("small.yaml", "isca16-256", Path.of(".."));
    SweepSource source =
        new SweepSource(
            new SweepFiles(
                "failing.yaml",
                SMALL
                        .replace("name: small", "name: failing")
                        .replace("[fp32, binary]", "[fp32, int8]")
                        .replace("[row-stationary, output-stationary]", "[row-stationary]")
                    + "accelerators: [tiny]\n",
                Map.of("tiny", yaml.replaceFirst("capacity-bytes: 512", "capacity-bytes: 8")),
                Map.of(
                    "row-stationary",
                    DataflowFiles.text("failing.yaml", "row-stationary", Path.of(".."))),
                Map.of()));

    SweepSummary summary = job.run(source);

    assertThat(summary.evaluated()).isEqualTo(2);
    assertThat(summary.failed()).isEqualTo(1);
    assertThat(job.results(source, 10))
        .satisfiesExactly(
            failed ->
                assertThat(failed.failure()).contains("layer features.0", "RegFile (8 bytes)"),
            succeeded -> assertThat(succeeded.energyJ()).isPositive());
  }

  @Test
  void aNetworkOfAFileIsSweptLikeOneOfTheZoo() throws IOException {
    TinyOnnx.write(output.resolve("tiny.onnx"), "Relu");
    String text =
        SMALL
            .replace("name: small", "name: file")
            .replace("[DK, FR]", "[PL]")
            .replace("[alexnet]", "[mlp, tiny.onnx]")
            .replace("[row-stationary, output-stationary]", "[row-stationary]")
            .replace("[64]", "[64, 80]")
            .replace("[fp32, binary]", "[fp32]");
    SweepSource source =
        new SweepSource(
            SweepFiles.find(output.resolve("file.yaml").toString(), text, Path.of("..")));

    SweepSummary summary = job.run(source);

    assertThat(summary.total()).isEqualTo(4);
    assertThat(summary.failed()).isZero();
    assertThat(job.results(source, 10))
        .extracting(SweepResult::network)
        .containsExactly("mlp", "mlp", "tiny.onnx", "tiny.onnx");
    assertThat(
            reals(
                "select resolution, macs from evaluations where network = 'tiny.onnx' order by 1"))
        .containsExactly(
            List.of(64.0, 8.0 * 27 * 32 * 32 + 80), List.of(80.0, 8.0 * 27 * 40 * 40 + 80));
    assertThat(reals("select count(*) from measurements where network = 'tiny.onnx'"))
        .containsExactly(List.of(2.0));
  }

  @Test
  void resultsComeInTheOrderOfTheGrid() {
    List<SweepResult> results = job.results(source(SMALL), 10);

    assertThat(results)
        .extracting(result -> result.precision() + " " + result.dataflow())
        .containsExactly(
            "fp32 row-stationary",
            "fp32 output-stationary",
            "binary row-stationary",
            "binary output-stationary");
    assertThat(results).allSatisfy(result -> assertThat(result.hostMedianS()).isPositive());
    assertThat(results).allSatisfy(result -> assertThat(result.footprintG()).isPositive());
  }

  static SweepSource source(String text) {
    return new SweepSource(SweepFiles.find("small.yaml", text, Path.of("..")));
  }

  static Map<String, Long> counts(Path directory) {
    try (Catalogue catalogue =
        Catalogue.open(Files.createDirectories(directory.resolve("catalogue")))) {
      return catalogue.tables().stream()
          .collect(
              java.util.stream.Collectors.toMap(
                  summary -> summary.table().name(), TableSummary::rows));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<List<Double>> reals(String sql) {
    return reals(output, sql);
  }

  private static List<List<Double>> reals(Path directory, String sql) {
    try (Catalogue catalogue = Catalogue.open(directory.resolve("catalogue"));
        Statement statement = catalogue.connection().createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<List<Double>> values = new ArrayList<>();
      while (rows.next()) {
        List<Double> row = new ArrayList<>();
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
          row.add(rows.getDouble(column));
        }
        values.add(row);
      }
      return values;
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Nobody watches. */
  record Silent() implements Progress {
    @Override
    public void begin(String name, String unit, long total) {}

    @Override
    public void done(long count) {}

    @Override
    public void end(String outcome) {}
  }
}
