package org.greensweep.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether the processors work for us alone. On a shared host somebody else's thread on the same
 * core may halve their pace for a tenth of a second or for many, and no account of the operating
 * system tells; a fixed piece of work does, if it keeps the core's units busy.
 */
final class Pace {
  /** About 0.12 ms at full pace. */
  private static final int STEPS = 60_000;

  /** Of the fastest time ever seen; a shared core takes 1.3 to 2 times as long. */
  private static final double FULL = 1.1;

  /** No pool's threads spin longer before they sleep. */
  private static final long SPINNING_NANOSECONDS = 5_000_000;

  private static final double NANOS_PER_SECOND = 1e9;

  private final int threads;
  private final ExecutorService others;
  private double fastest = Double.POSITIVE_INFINITY;
  private int sink;

  /** Of as many processors as a run of {@code threads} threads takes. */
  Pace(int threads) {
    this.threads = threads;
    this.others =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "pace");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Whether all processors are as fast as they ever were in this process, or nearly. */
  boolean isFull() {
    if (threads > 1) {
      // Those of a run that has just ended may still spin.
      LockSupport.parkNanos(SPINNING_NANOSECONDS);
    }
    double seconds = slowest();
    fastest = Math.min(fastest, seconds);
    return seconds <= FULL * fastest;
  }

  private double slowest() {
    List<Future<Double>> elsewhere = new ArrayList<>();
    for (int thread = 1; thread < threads; thread++) {
      elsewhere.add(others.submit(this::seconds));
    }
    double slowest = seconds();
    try {
      for (Future<Double> one : elsewhere) {
        slowest = Math.max(slowest, one.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the pace of a processor was not measured", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return slowest;
  }

  private double seconds() {
    long start = System.nanoTime();
    sink = spin(sink);
    return (System.nanoTime() - start) / NANOS_PER_SECOND;
  }

  /** Eight chains of additions side by side, which no compiler makes shorter. */
  private static int spin(int seed) {
    int a = seed;
    int b = seed + 1;
    int c = seed + 2;
    int d = seed + 3;
    int e = seed + 4;
    int f = seed + 5;
    int g = seed + 6;
    int h = seed + 7;
    for (int i = 0; i < STEPS; i++) {
      a += i ^ b;
      b ^= i + c;
      c += i ^ d;
      d ^= i + e;
      e += i ^ f;
      f ^= i + g;
      g += i ^ h;
      h ^= i + a;
    }
    return a + b + c + d + e + f + g + h;
  }
}
