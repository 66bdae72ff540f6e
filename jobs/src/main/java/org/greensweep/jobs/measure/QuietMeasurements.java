package org.greensweep.jobs.measure;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.greensweep.catalog.Row;
import org.greensweep.inference.Host;
import org.greensweep.jobs.sweep.Measurements;
import org.greensweep.jobs.sweep.Preparation;
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
      MeasuringProcess running = process(source.sweep().configuration(index).precision());
      Row row = running.take(new Workload(source, sweepId, index));
      double before = reportedSeconds;
      reportedSeconds = running.processorSeconds();
      return new Measured(row, Math.max(0, reportedSeconds - before));
    } catch (IOException e) {
      end();
      return new Measured(failed(source, sweepId, index, e), 0);
    } finally {
      if (TASKS.decrementAndGet() == 0) {
        end();
      }
      ONE_AT_A_TIME.unlock();
    }
  }

  private static Row failed(SweepSource source, String sweepId, long index, IOException reason) {
    return Measurements.failed(
        sweepId,
        source.sweep(),
        new Preparation(source.sweep()).prepare(index),
        Host.describe(),
        Instant.now(),
        reason);
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
