package org.greensweep.jobs.spark;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.util.DoubleAccumulator;
import org.greensweep.jobs.sweep.HostMeter.Elsewhere;

/**
 * Adds up the processor time that executors report: of tasks, and of the JVMs that they measure in.
 */
final class TaskTime extends SparkListener {
  private static final double NANOSECONDS_PER_SECOND = 1e9;
  private static final double GIGABYTES_PER_MEBIBYTE = (1 << 20) / 1e9;

  private final AtomicLong nanoseconds = new AtomicLong();
  private final DoubleAccumulator measuringSeconds;

  TaskTime(SparkContext spark) {
    this.measuringSeconds = spark.doubleAccumulator();
  }

  /** Where tasks add the seconds of JVMs that measured for them. */
  DoubleAccumulator measuringSeconds() {
    return measuringSeconds;
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    TaskMetrics metrics = end.taskMetrics();
    // A task that was lost with its executor reports nothing.
    if (metrics != null) {
      nanoseconds.addAndGet(metrics.executorCpuTime());
    }
  }

  /** Of tasks and of the JVMs that measured for them. */
  double processorSeconds() {
    return nanoseconds.get() / NANOSECONDS_PER_SECOND + measuringSeconds.value();
  }

  /** What other machines than the driver's did; empty where the driver is the executor. */
  Optional<Elsewhere> elsewhere(SparkContext spark) {
    if (spark.isLocal()) {
      return Optional.empty();
    }
    // The driver is among those that keep blocks.
    int executors = spark.getExecutorMemoryStatus().size() - 1;
    return Optional.of(
        new Elsewhere(
            processorSeconds(), executors * spark.executorMemory() * GIGABYTES_PER_MEBIBYTE));
  }
}
