package org.greensweep.jobs.spark;

import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;

/**
 * Tells a {@link Progress} of finished tasks: an accumulator holds the truth, and a task's end is
 * the time to look.
 */
final class TaskProgress extends SparkListener {
  private final Progress progress;
  private volatile @Nullable LongAccumulator followed;
  private long shown;

  TaskProgress(Progress progress) {
    this.progress = progress;
  }

  /** From now on {@code done} is what counts. */
  void follow(LongAccumulator done) {
    followed = done;
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    LongAccumulator done = followed;
    if (done != null && done.value() != shown) {
      shown = done.value();
      progress.done(shown);
    }
  }
}
