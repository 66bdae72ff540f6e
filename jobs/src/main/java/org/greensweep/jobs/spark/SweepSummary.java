package org.greensweep.jobs.spark;

import org.greensweep.jobs.sweep.RunFootprint;

/**
 * What a run of a sweep did.
 *
 * @param total points of the grid
 * @param reused points whose evaluation existed already
 * @param evaluated points evaluated by this run, failed ones included
 * @param failed points of this run that failed, each with a row that says why
 * @param measured workloads timed by this run
 * @param footprints rows added to table footprints
 * @param run what the run itself cost on its host
 * @param output the output directory
 */
public record SweepSummary(
    long total,
    long reused,
    long evaluated,
    long failed,
    long measured,
    long measurementsFailed,
    long footprints,
    double planSeconds,
    double modelSeconds,
    double measureSeconds,
    double footprintSeconds,
    double totalSeconds,
    RunFootprint run,
    String output) {

  /** Whether every row existed already. */
  public boolean nothingToDo() {
    return evaluated == 0 && measured == 0 && footprints == 0;
  }
}
