package org.greensweep.jobs.spark;

import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.util.DoubleAccumulator;
import org.apache.spark.util.LongAccumulator;
import org.greensweep.catalog.Tables;
import org.greensweep.inference.Host;
import org.greensweep.jobs.measure.QuietMeasurements;
import org.greensweep.jobs.sweep.Measurements;
import org.greensweep.jobs.sweep.Sweep;
import org.greensweep.jobs.sweep.SweepSource;

/**
 * Times workloads on the executors' hosts, one at a time on each; nothing else of the sweep runs
 * meanwhile.
 */
final class MeasureStage {
  private final SparkSession spark;
  private final Broadcast<SweepSource> source;
  private final String sweepId;
  private final DoubleAccumulator processorSeconds;

  /**
   * @param processorSeconds adds up the processor time of the JVMs that measure, which no task
   *     reports
   */
  MeasureStage(
      SparkSession spark,
      Broadcast<SweepSource> source,
      String sweepId,
      DoubleAccumulator processorSeconds) {
    this.spark = spark;
    this.source = source;
    this.sweepId = sweepId;
    this.processorSeconds = processorSeconds;
  }

  /** Keys of measurements that exist for these points on a host like one of the executors'. */
  Dataset<Row> missing(Dataset<Row> points, Dataset<Row> measurements) {
    Dataset<Row> workloads = points.dropDuplicates("workload_key", "runtime").persist();
    List<String> hosts = hosts();
    Dataset<Row> candidates =
        workloads
            .mapPartitions(new Candidates(source, hosts), Encoders.row(WorkSchemas.CANDIDATES))
            .join(measurements.select(col("measurement_key")), "measurement_key")
            .select(col("workload_key"), col("runtime"));
    return workloads
        .join(candidates, Columns.named("workload_key", "runtime"), "left_anti")
        .select(
            Arrays.stream(WorkSchemas.PLANNED.fieldNames())
                .map(functions::col)
                .toArray(Column[]::new));
  }

  /** The kinds of host that the executors run on, found by asking a few tasks on each. */
  private List<String> hosts() {
    int tasks = Math.max(2, 2 * spark.sparkContext().defaultParallelism());
    return spark
        .range(0, tasks, 1, tasks)
        .mapPartitions(new Describe(), Encoders.STRING())
        .distinct()
        .collectAsList();
  }

  /**
   * Measures every workload, one task each. Points lie in the order of precision, so that one
   * measuring JVM serves many of them in turn.
   */
  Dataset<Row> measure(Dataset<Row> workloads, long count, LongAccumulator done) {
    return workloads
        .repartitionByRange((int) Math.max(1, count), col("precision"), col("index"))
        .mapPartitions(
            new Measure(source, sweepId, done, processorSeconds),
            Schemas.encoder(Tables.MEASUREMENTS));
  }

  private record Describe() implements MapPartitionsFunction<Long, String> {
    @Override
    public Iterator<String> call(Iterator<Long> ignored) {
      return List.of(Measurements.hostKey(Host.describe())).iterator();
    }
  }

  private record Candidates(Broadcast<SweepSource> source, List<String> hosts)
      implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> points) {
      Sweep sweep = source.value().sweep();
      return Iterators.stream(points)
          .flatMap(
              point ->
                  hosts.stream()
                      .map(
                          host ->
                              RowFactory.create(
                                  Measurements.key(
                                      point.getString(2), point.getString(3), sweep, host),
                                  point.getString(2),
                                  point.getString(3))))
          .iterator();
    }
  }

  private record Measure(
      Broadcast<SweepSource> source,
      String sweepId,
      LongAccumulator done,
      DoubleAccumulator processorSeconds)
      implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> points) {
      return Iterators.map(
          points,
          point -> {
            done.add(1);
            QuietMeasurements.Measured measured =
                QuietMeasurements.measure(source.value(), sweepId, point.getLong(0));
            processorSeconds.add(measured.processorSeconds());
            return Schemas.sparkRow(measured.row());
          });
    }
  }
}
