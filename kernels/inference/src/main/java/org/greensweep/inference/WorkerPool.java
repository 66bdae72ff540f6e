package org.greensweep.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.greensweep.inference.kernel.Scratch;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads that share the tiles of one step at a time; the caller is one of them,
 * number 0. Steps are short, so workers spin a while before they sleep.
 */
final class WorkerPool implements AutoCloseable {
  private static final int SPINS = 20_000;

  /** Ints from what one thread writes to what the next does: two cache lines. */
  private static final int APART = 32;

  private final List<Thread> workers = new ArrayList<>();
  private final Scratch scratch = new Scratch();
  private final TileClaims claims;

  /** The last generation that each thread is done with. */
  private final AtomicIntegerArray finished;

  /** 1 for each thread that sleeps, or is about to. */
  private final AtomicIntegerArray asleep;

  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile @Nullable Step current;

  /** Counts the steps that threads share. */
  private volatile int generation;

  private volatile boolean closed;

  WorkerPool(int threads) {
    this.claims = new TileClaims(threads);
    this.finished = new AtomicIntegerArray((threads + 1) * APART);
    this.asleep = new AtomicIntegerArray((threads + 1) * APART);
    for (int i = 1; i < threads; i++) {
      int number = i;
      Thread worker = new Thread(() -> work(number), "greensweep-inference-" + i);
      worker.setDaemon(true);
      workers.add(worker);
      worker.start();
    }
  }

  int threads() {
    return workers.size() + 1;
  }

  /** Returns when every tile has run; the first failure of any thread is thrown. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // only the calling thread writes it
  void run(Step step) {
    if (workers.isEmpty() || step.tiles() == 1) {
      for (int tile = 0; tile < step.tiles(); tile++) {
        step.tile().run(tile, scratch);
      }
      return;
    }
    if (closed) {
      throw new IllegalStateException("executor is closed");
    }
    current = step;
    generation++;
    int number = generation;
    wake();
    take(0, number, step, scratch);
    for (int worker = 1; worker < threads(); worker++) {
      while (finished.get(worker * APART) != number) {
        Thread.onSpinWait();
      }
    }
    Throwable thrown = failure.getAndSet(null);
    if (thrown != null) {
      throw new IllegalStateException("a worker failed in step " + step.node(), thrown);
    }
  }

  private void wake() {
    for (int worker = 1; worker < threads(); worker++) {
      if (asleep.get(worker * APART) != 0) {
        LockSupport.unpark(workers.get(worker - 1));
      }
    }
  }

  private void work(int number) {
    Scratch own = new Scratch();
    int seen = 0;
    while (true) {
      seen = await(number, seen);
      Step step = current;
      if (closed || step == null) {
        return;
      }
      take(number, seen, step, own);
      finished.set(number * APART, seen);
    }
  }

  private int await(int number, int seen) {
    int spins = 0;
    while (generation == seen && !closed) {
      if (spins++ < SPINS) {
        Thread.onSpinWait();
      } else {
        asleep.set(number * APART, 1);
        // Looks again: whoever began a step before it saw the flag wakes nobody.
        if (generation == seen && !closed) {
          LockSupport.park(this);
        }
        asleep.set(number * APART, 0);
      }
    }
    return generation;
  }

  private void take(int thread, int number, Step step, Scratch own) {
    try {
      for (int tile = claims.take(thread, number, step.tiles());
          tile != TileClaims.NONE;
          tile = claims.take(thread, number, step.tiles())) {
        step.tile().run(tile, own);
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }

  @Override
  public void close() {
    closed = true;
    workers.forEach(LockSupport::unpark);
  }
}
