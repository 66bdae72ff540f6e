package org.greensweep.bench;

import java.util.concurrent.locks.LockSupport;

/**
 * How far apart two processors are: the time in which a cache line goes from one to the other and
 * back. Threads that share work pay it for lines that another wrote. The host of a virtual machine
 * may move its processors, so that they share a cache for some minutes and none in the next.
 */
final class RoundTrip {
  /**
   * Seen: 50 to 200 ns between cores around one cache, 360 to 480 where they have none in common.
   */
  private static final double LONGEST_WITHIN_CACHE_NANOSECONDS = 270;

  private static final int TRIPS = 50;
  private static final int REPETITIONS = 40;

  /**
   * About a millisecond: both threads are on one processor, until one sleeps and wakes on another.
   */
  private static final int MOST_SPINS = 20_000;

  private static final long SLEEP_NANOSECONDS = 1_000_000;

  /** A second or so, which no scheduler leaves a processor idle beside two busy threads. */
  private static final int MOST_ATTEMPTS = 500;

  /** Even: with the caller. Odd: with the other thread. */
  private volatile int ball;

  private volatile boolean over;

  private RoundTrip() {}

  /** Whether processors with such a round trip have no cache in common. */
  static boolean isApart(double nanoseconds) {
    return nanoseconds > LONGEST_WITHIN_CACHE_NANOSECONDS;
  }

  /** Of the fastest repetition; infinite where a second processor did not answer. */
  static double nanoseconds() {
    RoundTrip trip = new RoundTrip();
    Thread other = new Thread(trip::answer, "round trip");
    other.setDaemon(true);
    other.start();
    double fastest = Double.POSITIVE_INFINITY;
    int done = 0;
    for (int i = 0; i < MOST_ATTEMPTS && done < REPETITIONS; i++) {
      long start = System.nanoTime();
      if (trip.play()) {
        done++;
        fastest = Math.min(fastest, (double) (System.nanoTime() - start) / TRIPS);
      } else {
        LockSupport.parkNanos(SLEEP_NANOSECONDS);
      }
    }
    trip.over = true;
    return fastest;
  }

  private boolean play() {
    for (int i = 0; i < TRIPS; i++) {
      int sent = 2 * i + 1;
      ball = sent;
      int spins = 0;
      while (ball == sent) {
        if (spins++ == MOST_SPINS) {
          return false;
        }
        Thread.onSpinWait();
      }
    }
    return true;
  }

  private void answer() {
    while (!over) {
      int seen = ball;
      if (seen % 2 == 1) {
        ball = seen + 1;
      } else {
        Thread.onSpinWait();
      }
    }
  }
}
