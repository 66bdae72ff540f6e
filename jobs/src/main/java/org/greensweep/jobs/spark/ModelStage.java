package org.greensweep.jobs.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapGroupsFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.util.LongAccumulator;
import org.greensweep.catalog.Tables;
import org.greensweep.hardware.Problem;
import org.greensweep.jobs.sweep.LayerFigures;
import org.greensweep.jobs.sweep.Preparation;
import org.greensweep.jobs.sweep.Prepared;
import org.greensweep.jobs.sweep.Rows;
import org.greensweep.jobs.sweep.SweepSource;

/**
 * Models configurations on their accelerators. Layers repeat within and across networks, so the
 * search runs over distinct layer problems, takes what earlier sweeps found from table {@code
 * layers}, and joins the costs back.
 */
final class ModelStage {
  /**
   * Small enough for a moving progress display and an even load, large enough to hide a task's
   * start.
   */
  private static final int PROBLEMS_PER_TASK = 16;

  private static final int MOST_TASKS = 100_000;

  private final Broadcast<SweepSource> source;
  private final String sweepId;

  ModelStage(Broadcast<SweepSource> source, String sweepId) {
    this.source = source;
    this.sweepId = sweepId;
  }

  /** Every layer problem of these points. */
  Dataset<Row> problems(Dataset<Row> points) {
    return points
        .select(col("index"))
        .as(Encoders.LONG())
        .mapPartitions(new ListProblems(source), Encoders.row(WorkSchemas.PROBLEMS));
  }

  /**
   * The costs of those problems that an earlier sweep wrote to table {@code layers}. A row of an
   * older version that lacks a figure is none.
   */
  Dataset<Row> known(Dataset<Row> problems, Dataset<Row> layers) {
    Dataset<Row> keys = problems.select(col("problem_key")).distinct();
    return layers
        .withColumn("failure", lit(null).cast("string"))
        .select(costColumns())
        .join(keys, "problem_key")
        .select(costColumns())
        .na()
        .drop(WorkSchemas.figureColumns())
        .dropDuplicates("problem_key");
  }

  /** One representative of each distinct problem that is not known. */
  Dataset<Row> unknown(Dataset<Row> problems, Dataset<Row> known) {
    return problems
        .join(known.select(col("problem_key")), Columns.named("problem_key"), "left_anti")
        .groupBy(col("problem_key"))
        .agg(min_by(col("at"), col("index")).as("at"), min(col("index")).as("index"))
        .select(col("problem_key"), col("index"), col("at"));
  }

  /** Searches the best mapping of each problem, spread over all executors. */
  Dataset<Row> search(Dataset<Row> unknown, long count, LongAccumulator done) {
    int tasks = (int) Math.min(MOST_TASKS, count / PROBLEMS_PER_TASK + 1);
    return unknown
        .repartition(tasks)
        .mapPartitions(new Search(source, done), Encoders.row(WorkSchemas.COSTS));
  }

  /** A row of table {@code evaluations} for each point. */
  Dataset<Row> evaluations(Dataset<Row> problems, Dataset<Row> costs) {
    return withCosts(problems, costs)
        .groupByKey((MapFunction<Row, Long>) ModelStage::index, Encoders.LONG())
        .mapGroups(new Evaluate(source, sweepId), Schemas.encoder(Tables.EVALUATIONS));
  }

  /** The rows of table {@code layers} of those points whose evaluation succeeded. */
  Dataset<Row> layers(Dataset<Row> problems, Dataset<Row> costs, Dataset<Row> evaluations) {
    Dataset<Row> rows =
        withCosts(problems, costs)
            .mapPartitions(new Layers(source, sweepId), Schemas.encoder(Tables.LAYERS));
    Dataset<Row> succeeded =
        evaluations.filter(col("status").equalTo("ok")).select(col("evaluation_key"));
    return rows.join(succeeded, Columns.named("evaluation_key"), "left_semi");
  }

  /** Costs first, then which layer of which point they are for. */
  private Dataset<Row> withCosts(Dataset<Row> problems, Dataset<Row> costs) {
    List<Column> columns = new ArrayList<>(List.of(costColumns()));
    columns.add(col("index"));
    columns.add(col("at"));
    return problems.join(costs, "problem_key").select(columns.toArray(Column[]::new));
  }

  private static Column[] costColumns() {
    return Arrays.stream(WorkSchemas.COSTS.fieldNames()).map(functions::col).toArray(Column[]::new);
  }

  private static Long index(Row row) {
    return row.getLong(WorkSchemas.COSTS.size());
  }

  private static int at(Row row) {
    return row.getInt(WorkSchemas.COSTS.size() + 1);
  }

  private record ListProblems(Broadcast<SweepSource> source)
      implements MapPartitionsFunction<Long, Row> {
    @Override
    public Iterator<Row> call(Iterator<Long> indices) {
      Preparation preparation = new Preparation(source.value().sweep());
      return Iterators.stream(indices)
          .flatMap(
              index -> {
                Prepared prepared = preparation.prepare(index);
                return IntStream.range(0, prepared.problems().size())
                    .mapToObj(
                        at ->
                            RowFactory.create(
                                prepared.problemKey(prepared.problems().get(at).problem()),
                                index,
                                at));
              })
          .iterator();
    }
  }

  private record Search(Broadcast<SweepSource> source, LongAccumulator done)
      implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
      Preparation preparation = new Preparation(source.value().sweep());
      return Iterators.map(
          rows,
          row -> {
            Prepared prepared = preparation.prepare(row.getLong(1));
            Problem problem = prepared.problems().get(row.getInt(2)).problem();
            done.add(1);
            return WorkSchemas.cost(
                row.getString(0),
                LayerFigures.of(
                    problem,
                    prepared.configuration().batch(),
                    prepared.accelerator(),
                    prepared.dataflow()));
          });
    }
  }

  private record Evaluate(Broadcast<SweepSource> source, String sweepId)
      implements MapGroupsFunction<Long, Row, Row> {
    @Override
    public Row call(Long index, Iterator<Row> rows) {
      List<Row> inOrder =
          Iterators.stream(rows).sorted(Comparator.comparingInt(ModelStage::at)).toList();
      Prepared prepared = new Preparation(source.value().sweep()).prepare(index);
      return Schemas.sparkRow(
          Rows.evaluation(sweepId, prepared, inOrder.stream().map(WorkSchemas::figures).toList()));
    }
  }

  private record Layers(Broadcast<SweepSource> source, String sweepId)
      implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
      Preparation preparation = new Preparation(source.value().sweep());
      return Iterators.stream(rows)
          .filter(row -> row.isNullAt(1))
          .map(
              row ->
                  Schemas.sparkRow(
                      Rows.layer(
                          sweepId,
                          preparation.prepare(index(row)),
                          at(row),
                          WorkSchemas.figures(row))))
          .iterator();
    }
  }
}
