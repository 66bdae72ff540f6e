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

  private QuietMeasurements() {}

  /**
   * Measures one point of a sweep; a JVM that ends over it becomes a failed row with its reason.
   *
   * <p>The JVM is kept for the next task as long as one waits and has the same precision.
   */
  public static Row measure(SweepSource source, String sweepId, long index) {
    TASKS.incrementAndGet();
    ONE_AT_A_TIME.lock();
    try {
      return process(source.sweep().configuration(index).precision())
          .measure(source, sweepId, index);
    } catch (IOException e) {
      end();
      return Measurements.failed(
          sweepId,
          source.sweep(),
          new Preparation(source.sweep()).prepare(index),
          Host.describe(),
          Instant.now(),
          e);
    } finally {
      if (TASKS.decrementAndGet() == 0) {
        end();
      }
      ONE_AT_A_TIME.unlock();
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
    return started;
  }

  private static void end() {
    if (process != null) {
      process.close();
      process = null;
    }
  }
}
