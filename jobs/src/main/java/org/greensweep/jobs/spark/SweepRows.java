package org.greensweep.jobs.spark;

import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.greensweep.catalog.Tables;
import org.greensweep.inference.Host;
import org.greensweep.jobs.conf.Version;
import org.greensweep.jobs.sweep.SweepSource;

/** The record of a run in table {@code sweeps}. */
final class SweepRows {
  private SweepRows() {}

  static Dataset<Row> dataset(
      SparkSession spark, SweepSource source, SweepSummary summary, Instant started) {
    Host host = Host.describe();
    org.greensweep.catalog.Row.Builder row =
        org.greensweep.catalog.Row.of(Tables.SWEEPS)
            .set("sweep_id", source.id())
            .set("sweep_name", source.sweep().name())
            .set("sweep_file_sha256", source.fileHash())
            .set("started_at", started)
            .set("finished_at", Instant.now())
            .set("configurations_total", summary.total())
            .set("configurations_reused", summary.reused())
            .set("configurations_evaluated", summary.evaluated())
            .set("configurations_failed", summary.failed())
            .set("workloads_measured", summary.measured())
            .set("plan_s", summary.planSeconds())
            .set("model_s", summary.modelSeconds())
            .set("measure_s", summary.measureSeconds())
            .set("footprint_s", summary.footprintSeconds())
            .set("total_s", summary.totalSeconds())
            .set("greensweep_version", Version.text())
            .set("spark_version", spark.version())
            .set("java_version", host.jvm())
            .set("spark_master", spark.sparkContext().master())
            .set("cpu_model", host.cpuModel())
            .set("logical_processors", host.logicalProcessors())
            .set("operating_system", host.operatingSystem())
            .set("seed", source.sweep().seed());
    summary.run().set(row);
    return spark.createDataFrame(List.of(Schemas.sparkRow(row.build())), Schemas.of(Tables.SWEEPS));
  }
}
