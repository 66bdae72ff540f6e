package org.greensweep.jobs.spark;

/** Wall time between laps, in seconds. */
final class Stopwatch {
  private static final double NANOSECONDS_PER_SECOND = 1e9;

  private final long start = System.nanoTime();
  private long lap = start;

  /** Seconds since the last lap. */
  double lap() {
    long now = System.nanoTime();
    double seconds = (now - lap) / NANOSECONDS_PER_SECOND;
    lap = now;
    return seconds;
  }

  /** Seconds since the start. */
  double total() {
    return (System.nanoTime() - start) / NANOSECONDS_PER_SECOND;
  }
}
