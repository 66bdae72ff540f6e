package org.greensweep.jobs.spark;

import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.greensweep.jobs.sweep.Preparation;
import org.greensweep.jobs.sweep.Prepared;
import org.greensweep.jobs.sweep.SweepSource;

/**
 * Decodes the grid on the executors: an index in, a point's keys out. The driver never holds the
 * grid.
 */
final class PlanStage {
  private static final long POINTS_PER_TASK = 2_000;
  private static final int MOST_TASKS = 100_000;

  private PlanStage() {}

  /** Every point of the sweep with its keys. */
  static Dataset<Row> points(SparkSession spark, Broadcast<SweepSource> source) {
    long size = source.value().sweep().size();
    long wanted = Math.max(size / POINTS_PER_TASK + 1, spark.sparkContext().defaultParallelism());
    int tasks = (int) Math.min(wanted, MOST_TASKS);
    return spark
        .range(0, size, 1, tasks)
        .mapPartitions(new Decode(source), Encoders.row(WorkSchemas.PLANNED));
  }

  private record Decode(Broadcast<SweepSource> source) implements MapPartitionsFunction<Long, Row> {
    @Override
    public Iterator<Row> call(Iterator<Long> indices) {
      Preparation preparation = new Preparation(source.value().sweep());
      return Iterators.map(
          indices,
          index -> {
            Prepared prepared = preparation.prepare(index);
            return RowFactory.create(
                index,
                prepared.evaluationKey(),
                prepared.workloadKey(),
                prepared.configuration().runtime(),
                prepared.configuration().precision());
          });
    }
  }
}
