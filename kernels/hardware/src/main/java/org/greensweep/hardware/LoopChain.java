package org.greensweep.hardware;

import java.util.Arrays;

/**
 * The loops of one dimension above a child level, where its extent need not be a multiple of their
 * factors.
 *
 * <p>The loops cut the extent into blocks, each into smaller blocks, and only the last block of
 * each cut may be short. So at every depth there are {@code full[depth]} blocks of equal extent and
 * one last block of {@code rest[depth]}, whose inner loops run fewer times. A loop across instances
 * leaves instances idle where a short block ends.
 *
 * <p>Sums here are over blocks and over instances inside a block. A block's first tile is the one
 * at the start of its temporal loops.
 */
final class LoopChain {
  /** A loop over time. */
  static final int TIME = 0;

  /** Across instances that may share an access. */
  static final int FAN = 1;

  /** Across instances that never share: every parent has its own children. */
  static final int APART = 2;

  /** Changes whenever loops or extent do. */
  int version;

  int length;
  private int extent;
  int[] loop = new int[0];
  int[] role = new int[0];
  int[] step = new int[0];
  int[] factor = new int[0];

  /** Extent of the last block at each depth; depth 0 is the whole dimension. */
  int[] rest = new int[1];

  /** Blocks of full extent at each depth, over all iterations and instances. */
  long[] full = new long[1];

  /** The same with only the first of instances that share; the last block may not be among them. */
  private long[] fullOfFirst = new long[1];

  private boolean[] lastOfFirst = new boolean[1];

  // Over the instances inside a full and the last block: words of their first tiles; the same of
  // instances that have only one tile; instances; instances with those that share counted once.
  private long[] firstFull = new long[1];
  private long[] firstLast = new long[1];
  private long[] onlyFull = new long[1];
  private long[] onlyLast = new long[1];
  private long[] allFull = new long[1];
  long[] allLast = new long[1];
  private long[] onceFull = new long[1];
  private long[] onceLast = new long[1];

  /** Iterations from a block's first tile to its last one, in a full block. */
  int[] reach = new int[1];

  // Answers by depth.
  private long[] firsts = new long[1];
  private long[] onlys = new long[1];
  private long[] nexts = new long[1];
  private long[] timesAll = new long[1];
  private long[] timesOnce = new long[1];
  private long[] repeatsAll = new long[1];
  private long[] repeatsOnce = new long[1];

  /** Extent of a tile in a full block. */
  int tile;

  /**
   * Reads the first {@code count} of {@code loops}, all of one dimension, as far as they lie above
   * {@code child}, whose parent is {@code parent}. Does little when nothing has changed.
   */
  void read(LoopNest nest, int[] loops, int count, int ofExtent, int parent, int child) {
    int found = 0;
    boolean changed = extent != ofExtent;
    for (int at = 0; at < count && nest.level[loops[at]] < child; at++) {
      int index = loops[at];
      int kind = kind(nest, index, parent);
      int iterations = nest.factor[index];
      // Loops across instances that touch are one loop.
      while (kind == FAN
          && at + 1 < count
          && nest.level[loops[at + 1]] < child
          && kind(nest, loops[at + 1], parent) == FAN) {
        at++;
        index = loops[at];
        iterations *= nest.factor[index];
      }
      reserve(found + 1);
      changed |=
          role[found] != kind || factor[found] != iterations || step[found] != nest.step[index];
      loop[found] = index;
      role[found] = kind;
      factor[found] = iterations;
      step[found] = nest.step[index];
      found++;
    }
    if (changed || found != length) {
      length = found;
      extent = ofExtent;
      version++;
      descend(ofExtent);
      ascend();
      answer();
    }
  }

  private static int kind(LoopNest nest, int index, int parent) {
    return !nest.spatial[index] ? TIME : nest.level[index] < parent ? APART : FAN;
  }

  private void reserve(int loops) {
    if (loops <= loop.length) {
      return;
    }
    int room = Math.max(4, 2 * loops);
    loop = Arrays.copyOf(loop, room);
    role = Arrays.copyOf(role, room);
    step = Arrays.copyOf(step, room);
    factor = Arrays.copyOf(factor, room);
    rest = new int[room + 1];
    reach = new int[room + 1];
    lastOfFirst = new boolean[room + 1];
    full = new long[room + 1];
    fullOfFirst = new long[room + 1];
    firstFull = new long[room + 1];
    firstLast = new long[room + 1];
    onlyFull = new long[room + 1];
    onlyLast = new long[room + 1];
    allFull = new long[room + 1];
    allLast = new long[room + 1];
    onceFull = new long[room + 1];
    onceLast = new long[room + 1];
    firsts = new long[room + 1];
    onlys = new long[room + 1];
    nexts = new long[room + 1];
    timesAll = new long[room + 1];
    timesOnce = new long[room + 1];
    repeatsAll = new long[room + 1];
    repeatsOnce = new long[room + 1];
    // Nothing is known of the new room.
    length = -1;
  }

  private void descend(int extent) {
    rest[0] = extent;
    full[0] = 0;
    fullOfFirst[0] = 0;
    lastOfFirst[0] = true;
    tile = extent;
    for (int depth = 0; depth < length; depth++) {
      int pieces = pieces(depth);
      rest[depth + 1] = rest[depth] - (pieces - 1) * step[depth];
      full[depth + 1] = Math.addExact(Math.multiplyExact(full[depth], factor[depth]), pieces - 1);
      boolean last = lastOfFirst[depth];
      if (role[depth] == FAN) {
        fullOfFirst[depth + 1] = fullOfFirst[depth] + (last && pieces > 1 ? 1 : 0);
        lastOfFirst[depth + 1] = last && pieces == 1;
      } else {
        fullOfFirst[depth + 1] =
            Math.addExact(
                Math.multiplyExact(fullOfFirst[depth], factor[depth]), last ? pieces - 1 : 0);
        lastOfFirst[depth + 1] = last;
      }
      tile = step[depth];
    }
  }

  private void ascend() {
    firstFull[length] = tile;
    firstLast[length] = rest[length];
    onlyFull[length] = tile;
    onlyLast[length] = rest[length];
    allFull[length] = 1;
    allLast[length] = 1;
    onceFull[length] = 1;
    onceLast[length] = 1;
    reach[length] = 0;
    for (int depth = length - 1; depth >= 0; depth--) {
      if (role[depth] == TIME) {
        ascendTime(depth, pieces(depth));
      } else {
        ascendInstances(depth, pieces(depth));
      }
    }
  }

  private void ascendTime(int depth, int pieces) {
    int inner = depth + 1;
    boolean whole = pieces > 1;
    firstFull[depth] = firstFull[inner];
    firstLast[depth] = whole ? firstFull[inner] : firstLast[inner];
    onlyFull[depth] = 0;
    onlyLast[depth] =
        pieces == 1
            ? onlyLast[inner]
            // Instances that are idle in the second, short piece have only the first.
            : pieces == 2 && onlyFull[inner] > 0 ? onlyFull[inner] - tile * allLast[inner] : 0;
    allFull[depth] = allFull[inner];
    allLast[depth] = whole ? allFull[inner] : allLast[inner];
    onceFull[depth] = onceFull[inner];
    onceLast[depth] = whole ? onceFull[inner] : onceLast[inner];
    reach[depth] = reach[inner] + (factor[depth] - 1) * step[depth];
  }

  private void ascendInstances(int depth, int pieces) {
    int inner = depth + 1;
    int whole = pieces - 1;
    firstFull[depth] = factor[depth] * firstFull[inner];
    firstLast[depth] = whole * firstFull[inner] + firstLast[inner];
    onlyFull[depth] = factor[depth] * onlyFull[inner];
    onlyLast[depth] = whole * onlyFull[inner] + onlyLast[inner];
    allFull[depth] = factor[depth] * allFull[inner];
    allLast[depth] = whole * allFull[inner] + allLast[inner];
    if (role[depth] == FAN) {
      onceFull[depth] = onceFull[inner];
      onceLast[depth] = whole > 0 ? onceFull[inner] : onceLast[inner];
    } else {
      onceFull[depth] = factor[depth] * onceFull[inner];
      onceLast[depth] = whole * onceFull[inner] + onceLast[inner];
    }
    reach[depth] = reach[inner];
  }

  /** Iterations of the loop at {@code depth} in the last block. */
  int pieces(int depth) {
    return pieces(rest[depth], depth);
  }

  int pieces(int extent, int depth) {
    return (extent + step[depth] - 1) / step[depth];
  }

  /** Works out the answers below for every depth. */
  private void answer() {
    for (int depth = 0; depth <= length; depth++) {
      firsts[depth] =
          Math.addExact(Math.multiplyExact(full[depth], firstFull[depth]), firstLast[depth]);
      onlys[depth] =
          Math.addExact(Math.multiplyExact(full[depth], onlyFull[depth]), onlyLast[depth]);
      timesAll[depth] =
          Math.addExact(Math.multiplyExact(full[depth], allFull[depth]), allLast[depth]);
      timesOnce[depth] =
          Math.addExact(
              Math.multiplyExact(fullOfFirst[depth], onceFull[depth]),
              lastOfFirst[depth] ? onceLast[depth] : 0);
      if (depth < length) {
        int pieces = pieces(depth);
        long again = full[depth] * (factor[depth] - 1);
        long sum = Math.multiplyExact(again, firstFull[depth + 1]);
        nexts[depth] =
            pieces < 2 ? sum : sum + (pieces - 2) * firstFull[depth + 1] + firstLast[depth + 1];
        repeatsAll[depth] = repeats(again, pieces, allFull[depth + 1], allLast[depth + 1], true);
        repeatsOnce[depth] =
            repeats(
                fullOfFirst[depth] * (factor[depth] - 1),
                pieces,
                onceFull[depth + 1],
                onceLast[depth + 1],
                lastOfFirst[depth]);
      }
    }
  }

  private static long repeats(long again, int pieces, long inFull, long inLast, boolean last) {
    long sum = Math.multiplyExact(again, inFull);
    return pieces < 2 || !last ? sum : sum + (pieces - 2) * inFull + inLast;
  }

  /** Words of first tiles over all blocks at {@code depth}. */
  long firsts(int depth) {
    return firsts[depth];
  }

  /** The same of instances with one tile only in their block. */
  long onlys(int depth) {
    return onlys[depth];
  }

  /** Words of the tiles that iterations after the first of the loop at {@code depth} begin with. */
  long nexts(int depth) {
    return nexts[depth];
  }

  /** Blocks at {@code depth} times the instances inside. */
  long times(int depth) {
    return timesAll[depth];
  }

  /** The same with those that share counted once. */
  long timesOnce(int depth) {
    return timesOnce[depth];
  }

  /** Iterations after the first of the loop at {@code depth}, counted like {@link #times}. */
  long repeats(int depth) {
    return repeatsAll[depth];
  }

  /** The same, counted like {@link #timesOnce}. */
  long repeatsOnce(int depth) {
    return repeatsOnce[depth];
  }
}
