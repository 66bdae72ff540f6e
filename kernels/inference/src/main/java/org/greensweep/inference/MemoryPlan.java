package org.greensweep.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.greensweep.inference.Slot.Storage;

/**
 * Steps in order with what they read and write; gives every slot an array that is free while the
 * slot is alive, so that a run allocates nothing.
 */
final class MemoryPlan {
  /**
   * How many times as long as each other slots may be that share an array where threads share
   * steps: the halves of a much longer one end elsewhere, so that a thread would write what another
   * core has in its cache.
   */
  private static final double SIMILAR = 1.4;

  private record Planned(List<Slot> writes, List<Slot> values, Supplier<List<Step>> steps) {}

  private final List<Planned> planned = new ArrayList<>();
  private final int threads;

  MemoryPlan(int threads) {
    this.threads = threads;
  }

  /** Appends a step; {@code step} is asked for it once its slots have memory. */
  void add(List<Slot> reads, List<Slot> writes, Supplier<Step> step) {
    addAll(reads, writes, List.of(writes.get(0)), () -> List.of(step.get()));
  }

  /**
   * Appends steps that run one after the other.
   *
   * @param values the slot that each of them writes; those that are not among {@code writes} have
   *     their memory already
   */
  void addAll(List<Slot> reads, List<Slot> writes, List<Slot> values, Supplier<List<Step>> steps) {
    int now = planned.size();
    reads.forEach(slot -> slot.aliveAt(now));
    writes.forEach(slot -> slot.aliveAt(now));
    planned.add(new Planned(List.copyOf(writes), List.copyOf(values), steps));
  }

  /** The first slot that each step writes. */
  List<Slot> values() {
    return planned.stream().flatMap(entry -> entry.values.stream()).toList();
  }

  /** Keeps a slot alive to the end. */
  void keep(Slot slot) {
    slot.aliveAt(Integer.MAX_VALUE);
  }

  /** Assigns memory to every slot written, {@code first} before all, and makes the steps. */
  List<Step> allocate(List<Slot> first) {
    List<Arena> arenas = new ArrayList<>();
    for (Storage storage : Storage.values()) {
      arenas.add(new Arena(storage, threads == 1 ? Double.POSITIVE_INFINITY : SIMILAR));
    }
    first.forEach(slot -> arenas.get(slot.storage().ordinal()).place(slot));
    for (int step = 0; step < planned.size(); step++) {
      for (Slot slot : planned.get(step).writes) {
        arenas.get(slot.storage().ordinal()).place(slot);
      }
      for (Arena arena : arenas) {
        arena.release(step);
      }
    }
    arenas.forEach(Arena::allocate);
    return planned.stream().flatMap(entry -> entry.steps.get().stream()).toList();
  }

  /** An array to be: as long as the longest slot that will live in it. */
  private static final class Area {
    private final List<Slot> slots = new ArrayList<>();
    private int length;

    int lastStep() {
      return slots.get(slots.size() - 1).lastStep();
    }
  }

  /** All areas of one element type. */
  private static final class Arena {
    private final Storage storage;
    private final double similar;
    private final List<Area> free = new ArrayList<>();
    private final List<Area> used = new ArrayList<>();

    Arena(Storage storage, double similar) {
      this.storage = storage;
      this.similar = similar;
    }

    /**
     * Takes that of the free areas of similar length that fits closest, or grows the largest one,
     * or opens a new one.
     */
    void place(Slot slot) {
      Area best = new Area();
      for (Area area : free) {
        boolean closer =
            best.length < slot.length()
                ? area.length > best.length
                : area.length >= slot.length() && area.length < best.length;
        best = closer && isSimilar(area.length, slot.length()) ? area : best;
      }
      free.remove(best);
      used.add(best);
      best.slots.add(slot);
      best.length = Math.max(best.length, slot.length());
    }

    private boolean isSimilar(int one, int other) {
      return Math.max(one, other) <= similar * Math.min(one, other);
    }

    void release(int step) {
      for (int i = used.size() - 1; i >= 0; i--) {
        if (used.get(i).lastStep() <= step) {
          free.add(used.remove(i));
        }
      }
    }

    void allocate() {
      free.addAll(used);
      for (Area area : free) {
        Object array =
            switch (storage) {
              case FLOATS -> new float[area.length];
              case SHORTS -> new short[area.length];
              case BYTES -> new byte[area.length];
              case WORDS -> new long[area.length];
            };
        area.slots.forEach(slot -> slot.assign(array));
      }
    }
  }
}
