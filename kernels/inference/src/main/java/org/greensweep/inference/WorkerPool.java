package org.greensweep.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.greensweep.inference.kernel.Scratch;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads that share the tiles of one step at a time; the caller is one of them.
 * Steps are short, so workers spin a while before they sleep.
 */
final class WorkerPool implements AutoCloseable {
  private static final int SPINS = 20_000;

  private final List<Thread> workers = new ArrayList<>();
  private final Scratch scratch = new Scratch();
  private final AtomicInteger nextTile = new AtomicInteger();
  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile @Nullable Step current;
  private volatile int generation;
  private volatile boolean closed;

  WorkerPool(int threads) {
    for (int i = 1; i < threads; i++) {
      Thread worker = new Thread(this::work, "greensweep-inference-" + i);
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
    nextTile.set(0);
    busy.set(workers.size());
    generation++;
    workers.forEach(LockSupport::unpark);
    take(step, scratch);
    while (busy.get() > 0) {
      Thread.onSpinWait();
    }
    Throwable thrown = failure.getAndSet(null);
    if (thrown != null) {
      throw new IllegalStateException("a worker failed in step " + step.node(), thrown);
    }
  }

  private void work() {
    Scratch own = new Scratch();
    int seen = 0;
    while (true) {
      seen = await(seen);
      Step step = current;
      if (closed || step == null) {
        return;
      }
      take(step, own);
      busy.decrementAndGet();
    }
  }

  private int await(int seen) {
    int spins = 0;
    while (generation == seen && !closed) {
      if (spins++ < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.park(this);
      }
    }
    return generation;
  }

  private void take(Step step, Scratch own) {
    try {
      for (int tile = nextTile.getAndIncrement();
          tile < step.tiles();
          tile = nextTile.getAndIncrement()) {
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
