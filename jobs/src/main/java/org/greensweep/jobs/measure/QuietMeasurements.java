package org.greensweep.jobs.measure;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.greensweep.catalog.Row;
import org.greensweep.inference.Host;
import org.greensweep.jobs.measure.Workload.Timing;
import org.greensweep.jobs.sweep.Preparation;
import org.greensweep.jobs.sweep.Prepared;
import org.greensweep.jobs.sweep.Rows;
import org.greensweep.jobs.sweep.Sweep;
import org.greensweep.jobs.sweep.SweepSource;
import org.jspecify.annotations.Nullable;

/**
 * Measures workloads of this executor one at a time, whatever its number of task slots, each in a
 * JVM that has run no other precision. A lock does on every cluster, and on one machine, what
 * Spark's resource profiles do only on some.
 */
public final class QuietMeasurements {
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock(true);
  private static final AtomicInteger TASKS = new AtomicInteger();

  private static @Nullable MeasuringProcess process;
  private static String precision = "";
  private static double reportedSeconds;

  private QuietMeasurements() {}

  /**
   * What a measurement found and took.
   *
   * @param row of table {@code measurements}
   * @param processorSeconds of the JVM that measured, its start included; a JVM that ended over the
   *     measurement no longer tells
   */
  public record Measured(Row row, double processorSeconds) {}

  /**
   * Measures one point of a sweep; a JVM that ends over it becomes a failed row with its reason.
   *
   * <p>The JVM is kept for the next task as long as one waits and has the same precision.
   */
  public static Measured measure(SweepSource source, String sweepId, long index) {
    TASKS.incrementAndGet();
    ONE_AT_A_TIME.lock();
    try {
      Sweep sweep = source.sweep();
      Prepared prepared = new Preparation(sweep).prepare(index);
      Instant measuredAt = Instant.now();
      Taken taken = take(Workload.of(sweep, prepared), prepared.configuration().precision());
      Row row =
          Rows.measurement(
              sweepId,
              sweep,
              prepared,
              Host.describe(),
              measuredAt,
              taken.timing().latency(),
              taken.timing().failure());
      return new Measured(row, taken.processorSeconds());
    } finally {
      if (TASKS.decrementAndGet() == 0) {
        end();
      }
      ONE_AT_A_TIME.unlock();
    }
  }

  private record Taken(Timing timing, double processorSeconds) {}

  private static Taken take(Workload workload, String wanted) {
    try {
      MeasuringProcess running = process(wanted);
      Timing timing = running.take(workload);
      double before = reportedSeconds;
      reportedSeconds = running.processorSeconds();
      return new Taken(timing, Math.max(0, reportedSeconds - before));
    } catch (IOException e) {
      end();
      return new Taken(new Timing(null, e.toString()), 0);
    }
  }

  private static MeasuringProcess process(String wanted) throws IOException {
    MeasuringProcess running = process;
    if (running != null && precision.equals(wanted)) {
      return running;
    }
    end();
    MeasuringProcess started = MeasuringProcess.start();
    process = started;
    precision = wanted;
    reportedSeconds = 0;
    return started;
  }

  private static void end() {
    if (process != null) {
      process.close();
      process = null;
    }
  }
}
