package org.greensweep.jobs.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max_by;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.greensweep.catalog.Tables;
import org.greensweep.catalog.carbon.ServiceFootprint;
import org.greensweep.jobs.sweep.Sweep;
import org.greensweep.jobs.sweep.SweepFootprints;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a sweep back from the catalogue, for a person. */
final class SweepResults {
  private SweepResults() {}

  /**
   * The first {@code limit} points in the order of the grid, with the footprint in the sweep's
   * first region, for its first functional unit.
   */
  static List<SweepResult> read(DeltaTables tables, Dataset<Row> points, Sweep sweep, int limit) {
    Dataset<Row> evaluations =
        tables.read(Tables.EVALUATIONS).dropDuplicates("evaluation_key").drop("workload_key");
    Dataset<Row> measurements =
        tables
            .read(Tables.MEASUREMENTS)
            .filter(col("status").equalTo("ok").and(col("threads").equalTo(sweep.threads())))
            .groupBy(col("workload_key"), col("runtime"))
            .agg(
                max_by(col("latency_median_s"), col("measured_at")).as("host_median_s"),
                max_by(col("latency_low_s"), col("measured_at")).as("host_low_s"),
                max_by(col("latency_high_s"), col("measured_at")).as("host_high_s"));
    SweepFootprints footprints = new SweepFootprints(sweep);
    return points
        .orderBy(col("index"))
        .limit(limit)
        .drop("precision")
        .join(evaluations, Columns.named("evaluation_key"), "inner")
        .join(measurements, Columns.named("workload_key", "runtime"), "left")
        .orderBy(col("index"))
        .select(
            col("network"),
            col("precision"),
            col("dataflow"),
            col("resolution"),
            col("accelerator"),
            col("batch"),
            col("input_zero_fraction"),
            col("weight_zero_fraction"),
            col("failure"),
            col("macs"),
            col("energy_j"),
            col("latency_s"),
            col("host_median_s"),
            col("host_low_s"),
            col("host_high_s"))
        .collectAsList()
        .stream()
        .map(row -> result(row, footprints))
        .toList();
  }

  private static SweepResult result(Row row, SweepFootprints footprints) {
    Double energyJ = real(row, 10);
    Double latencyS = real(row, 11);
    ServiceFootprint footprint =
        energyJ == null || latencyS == null ? null : footprints.first(energyJ, latencyS);
    return new SweepResult(
        row.getString(0),
        row.getString(1),
        row.getString(2),
        row.getLong(3),
        row.getString(4),
        row.getLong(5),
        row.getDouble(6),
        row.isNullAt(7) ? 0 : row.getDouble(7),
        row.getString(8),
        row.isNullAt(9) ? null : row.getLong(9),
        energyJ,
        latencyS,
        real(row, 12),
        real(row, 13),
        real(row, 14),
        footprint == null ? null : footprint.operational().grams().central(),
        footprint == null ? null : footprints.equivalent(footprint));
  }

  private static @Nullable Double real(Row row, int column) {
    return row.isNullAt(column) ? null : row.getDouble(column);
  }
}
