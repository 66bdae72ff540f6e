package org.greensweep.jobs.spark;

import static org.apache.spark.sql.functions.col;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.greensweep.catalog.Tables;
import org.greensweep.catalog.carbon.HostEnergy;
import org.greensweep.catalog.meter.RaplMeter;
import org.greensweep.inference.Host;
import org.greensweep.jobs.sweep.HostMeter;
import org.greensweep.jobs.sweep.RunFootprint;
import org.greensweep.jobs.sweep.Sweep;
import org.greensweep.jobs.sweep.SweepSource;
import org.jspecify.annotations.Nullable;
import scala.reflect.ClassTag$;

/**
 * Runs a sweep on Spark.
 *
 * <p>Input: a sweep and the catalogue under the output directory. Output: one Delta append per
 * stage: layers, evaluations, measurements, footprints, sweeps. Every stage computes only rows
 * whose keys are not there yet, so that a run killed at any moment is finished by the next.
 * Example: {@code jobs/greensweep sweep conf/sweeps/quick.yaml}.
 */
public final class SweepJob implements AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(SweepJob.class);

  private final SparkSession spark;
  private final String output;
  private final DeltaTables tables;
  private final Progress progress;
  private final TaskProgress taskProgress;
  private final TaskTime taskTime;
  private final HostMeter meter = HostMeter.start(RaplMeter.LINUX);

  private SweepJob(SparkSession spark, String output, Progress progress) {
    this.spark = spark;
    this.output = output;
    this.tables = new DeltaTables(spark, output);
    this.progress = progress;
    this.taskProgress = new TaskProgress(progress);
    this.taskTime = new TaskTime(spark.sparkContext());
    spark.sparkContext().addSparkListener(taskProgress);
    spark.sparkContext().addSparkListener(taskTime);
  }

  /**
   * Starts Spark.
   *
   * @param master a Spark master URL, or {@code null} for spark-submit's, else all cores of this
   *     machine
   * @param applicationJar what executors need where spark-submit did not ship it
   * @param output the output directory: a path, or a URI of a file system that Spark knows
   */
  public static SweepJob start(
      @Nullable String master, @Nullable Path applicationJar, String output, Progress progress) {
    return new SweepJob(Sessions.start(master, applicationJar), output, progress);
  }

  /** Computes what is missing and appends it. */
  public SweepSummary run(SweepSource text) {
    Sweep sweep = text.sweep();
    Stopwatch clock = new Stopwatch();
    Instant started = Instant.now();
    Broadcast<SweepSource> source = broadcast(text);
    String sweepId = text.id();

    progress.begin("planning", "configurations", sweep.size());
    Dataset<Row> points = PlanStage.points(spark, source).persist();
    Dataset<Row> pending =
        points
            .join(
                tables.read(Tables.EVALUATIONS).select(col("evaluation_key")).distinct(),
                Columns.named("evaluation_key"),
                "left_anti")
            .persist();
    long total = points.count();
    long todo = pending.count();
    progress.end(
        "%d configurations, %d of them in the catalogue already".formatted(total, total - todo));
    double planSeconds = clock.lap();

    long failed = todo == 0 ? 0 : model(source, sweepId, pending.dropDuplicates("evaluation_key"));
    double modelSeconds = clock.lap();
    Measured measured = measure(source, sweepId, points);
    double measureSeconds = clock.lap();
    long footprints = footprints(source, sweepId, points);
    double footprintSeconds = clock.lap();

    SweepSummary summary =
        new SweepSummary(
            total,
            total - todo,
            todo,
            failed,
            measured.workloads(),
            measured.failed(),
            footprints,
            planSeconds,
            modelSeconds,
            measureSeconds,
            footprintSeconds,
            clock.total(),
            RunFootprint.of(sweep, energy()),
            output);
    if (!summary.nothingToDo() || neverRecorded(sweepId)) {
      tables.append(Tables.SWEEPS, SweepRows.dataset(spark, text, summary, started), 1);
    }
    LOG.info("{}", summary);
    return summary;
  }

  /** Processor time that executors have reported so far. */
  TaskTime taskTime() {
    return taskTime;
  }

  /** What this job's session has drawn so far. */
  private HostEnergy energy() {
    Host host = Host.describe();
    return meter.energy(
        host.cpuModel(), host.logicalProcessors(), taskTime.elsewhere(spark.sparkContext()));
  }

  /** Returns how many configurations failed. */
  private long model(Broadcast<SweepSource> source, String sweepId, Dataset<Row> pending) {
    ModelStage stage = new ModelStage(source, sweepId);
    Dataset<Row> problems = stage.problems(pending).persist();
    Dataset<Row> layersTable = tables.read(Tables.LAYERS);
    Dataset<Row> known = stage.known(problems, layersTable);
    Dataset<Row> unknown = stage.unknown(problems, known).persist();
    long distinct = unknown.count();
    progress.begin("modelling", "distinct layer problems", distinct);
    Dataset<Row> costs =
        known.union(counted(done -> stage.search(unknown, distinct, done))).persist();
    Dataset<Row> evaluations = stage.evaluations(problems, costs).persist();
    long evaluated = evaluations.count();
    long failed = evaluations.filter(col("status").equalTo("failed")).count();
    // A run killed between the two commits left layers without their evaluation: those rows are
    // not written twice.
    Dataset<Row> layers =
        stage
            .layers(problems, costs, evaluations)
            .join(
                layersTable.select(col("evaluation_key")).distinct(),
                Columns.named("evaluation_key"),
                "left_anti")
            .persist();
    tables.append(Tables.LAYERS, layers, layers.count());
    tables.append(Tables.EVALUATIONS, evaluations, evaluated);
    progress.end(
        "%d configurations from %d distinct layer problems%s"
            .formatted(
                evaluated,
                distinct,
                failed == 0 ? "" : ", " + failed + " failed (their rows say why)"));
    List.of(problems, unknown, costs, evaluations, layers).forEach(Dataset::unpersist);
    return failed;
  }

  /** Times what was not timed on a host like these. */
  private Measured measure(Broadcast<SweepSource> source, String sweepId, Dataset<Row> points) {
    MeasureStage stage = new MeasureStage(spark, source, sweepId, taskTime.measuringSeconds());
    Dataset<Row> missing = stage.missing(points, tables.read(Tables.MEASUREMENTS)).persist();
    long count = missing.count();
    if (count == 0) {
      return new Measured(0, 0);
    }
    progress.begin("measuring", "workloads, one at a time", count);
    Dataset<Row> rows = counted(done -> stage.measure(missing, count, done)).persist();
    long failed = rows.filter(col("status").equalTo("failed")).count();
    tables.append(Tables.MEASUREMENTS, rows, count);
    progress.end(
        "%d workloads%s"
            .formatted(count, failed == 0 ? "" : ", " + failed + " failed (their rows say why)"));
    List.of(missing, rows).forEach(Dataset::unpersist);
    return new Measured(count, failed);
  }

  private record Measured(long workloads, long failed) {}

  /** Returns how many rows were added. */
  private long footprints(Broadcast<SweepSource> source, String sweepId, Dataset<Row> points) {
    Dataset<Row> evaluations =
        tables
            .read(Tables.EVALUATIONS)
            .filter(col("status").equalTo("ok"))
            .select(col("evaluation_key"), col("energy_j"), col("latency_s"))
            .join(
                points.select(col("evaluation_key")).distinct(),
                Columns.named("evaluation_key"),
                "left_semi");
    Dataset<Row> rows =
        FootprintStage.footprints(evaluations, source, sweepId)
            .join(
                tables.read(Tables.FOOTPRINTS).select(col("footprint_key")),
                Columns.named("footprint_key"),
                "left_anti")
            .persist();
    long added = rows.count();
    tables.append(Tables.FOOTPRINTS, rows, added);
    rows.unpersist();
    return added;
  }

  /** Rows of {@code stage} whose count the progress display follows. */
  private Dataset<Row> counted(Function<LongAccumulator, Dataset<Row>> stage) {
    LongAccumulator done = spark.sparkContext().longAccumulator();
    taskProgress.follow(done);
    return stage.apply(done);
  }

  private boolean neverRecorded(String sweepId) {
    return tables.read(Tables.SWEEPS).filter(col("sweep_id").equalTo(sweepId)).isEmpty();
  }

  /** The rows of this sweep for a person: at most {@code limit}, in the order of the grid. */
  public List<SweepResult> results(SweepSource text, int limit) {
    Dataset<Row> points = PlanStage.points(spark, broadcast(text));
    return SweepResults.read(tables, points, text.sweep(), limit);
  }

  private Broadcast<SweepSource> broadcast(SweepSource text) {
    return spark.sparkContext().broadcast(text, ClassTag$.MODULE$.apply(SweepSource.class));
  }

  @Override
  public void close() {
    meter.close();
    spark.stop();
  }
}
