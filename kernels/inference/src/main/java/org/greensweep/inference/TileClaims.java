package org.greensweep.inference;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Who takes which tile of a step: each thread first takes those of its own share, side by side, and
 * then what others have left. The same share of every step is about the same part of the image, so
 * that most of what a thread reads lies in its own caches: where cores share none, a round trip of
 * one cache line takes half a microsecond.
 */
final class TileClaims {
  /** Longs from one thread's claims to those of the next: two cache lines, fetched in pairs. */
  private static final int APART = 16;

  /** No tile is left. */
  static final int NONE = -1;

  private final int threads;

  /** Of each thread's share: the step's number in the high half, the next tile in the low half. */
  private final AtomicLongArray next;

  TileClaims(int threads) {
    this.threads = threads;
    this.next = new AtomicLongArray((threads + 1) * APART);
  }

  /**
   * The next tile for {@code thread}, or {@link #NONE}.
   *
   * @param step differs from the number of the step before
   */
  int take(int thread, int step, int tiles) {
    for (int i = 0; i < threads; i++) {
      int owner = (thread + i) % threads;
      int tile = takeOf(owner, step, tiles);
      if (tile != NONE) {
        return tile;
      }
    }
    return NONE;
  }

  /** Whoever comes first begins the share, so that nobody need write what another core reads. */
  private int takeOf(int owner, int step, int tiles) {
    int end = (int) ((owner + 1L) * tiles / threads);
    int at = (owner + 1) * APART;
    while (true) {
      long seen = next.get(at);
      boolean begun = (int) (seen >>> Integer.SIZE) == step;
      int tile = begun ? (int) seen : (int) ((long) owner * tiles / threads);
      if (tile >= end) {
        return NONE;
      }
      if (next.compareAndSet(at, seen, (long) step << Integer.SIZE | (tile + 1))) {
        return tile;
      }
    }
  }
}
