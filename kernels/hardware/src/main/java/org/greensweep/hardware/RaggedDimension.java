package org.greensweep.hardware;

import java.util.Arrays;

/**
 * The loops of one dimension of a mapping, where its extent need not be a multiple of their
 * factors.
 *
 * <p>The loops cut the extent into blocks, each into smaller blocks, and only the last block of
 * each cut may be short. So at every depth there are {@code full[depth]} blocks of equal extent and
 * one last block of {@code rest[depth]}, whose inner loops run fewer times. A loop across instances
 * leaves instances idle where a short block ends.
 *
 * <p>A walk from the loops above a child outwards ({@link #start}, {@link #outwards}) knows at
 * every depth how many blocks there are times the instances inside, and the words of their first
 * tiles. A block's first tile is the one at the start of its loops over time.
 */
final class RaggedDimension {
  private int extent;
  private int count;
  private final int[] level = new int[LoopNest.MAX_LOOPS];
  private final int[] factor = new int[LoopNest.MAX_LOOPS];
  private final int[] step = new int[LoopNest.MAX_LOOPS];
  private final boolean[] spatial = new boolean[LoopNest.MAX_LOOPS];

  /** Iterations of each loop in the last block. */
  private final int[] pieces = new int[LoopNest.MAX_LOOPS];

  private final int[] rest = new int[LoopNest.MAX_LOOPS + 1];
  private final long[] full = new long[LoopNest.MAX_LOOPS + 1];

  /** Loops above each level as far as {@link #levels} goes; further in it is all of them. */
  private final int[] above;

  private int levels;

  /** Levels below the outermost loop across instances, and below the innermost. */
  private int fanFrom;

  private int fanTo;

  /** Loops, from the outermost, that cut only into equal blocks. */
  private int exact;

  /** Level of the outermost loop over time. */
  private int timeFrom;

  /** What instances of one parent share; found when it is asked for. */
  private final Sharing[] sharing;

  private Sharing shared;

  /** Full blocks at each depth with only the first child of each parent, if it has the last. */
  private static final class Sharing {
    boolean known;
    final long[] full = new long[LoopNest.MAX_LOOPS + 1];
    final boolean[] last = new boolean[LoopNest.MAX_LOOPS + 1];
  }

  // Of the walk: over the instances inside a full and the last block, instances; those that share
  // counted once; words of first tiles; the same of instances that have only one tile.
  private int parent;
  private boolean sharesInside;
  private int depth;
  private int tile;
  private long allFull;
  private long allLast;
  private long onceFull;
  private long onceLast;
  private long firstFull;
  private long firstLast;
  private long onlyFull;
  private long onlyLast;

  RaggedDimension(int levelsOfMapping) {
    above = new int[levelsOfMapping + 1];
    sharing = new Sharing[levelsOfMapping + 1];
    Arrays.setAll(sharing, parent -> new Sharing());
    shared = sharing[0];
  }

  /** Forgets the loops of the mapping before. */
  void begin(int ofExtent) {
    extent = ofExtent;
    count = 0;
    exact = 0;
    levels = 0;
    fanFrom = Integer.MAX_VALUE;
    fanTo = 0;
    timeFrom = Integer.MAX_VALUE;
    rest[0] = ofExtent;
    full[0] = 0;
    // Without loops a walk has nowhere to go.
    depth = 0;
    allFull = 1;
    allLast = 1;
    sharesInside = false;
  }

  /** Takes the loop at {@code index} of {@code nest}, inside all that came before. */
  void add(LoopNest nest, int index) {
    int at = count++;
    int apart = nest.step[index];
    int here = nest.level[index];
    level[at] = here;
    factor[at] = nest.factor[index];
    step[at] = apart;
    spatial[at] = nest.spatial[index];
    while (levels <= here) {
      above[levels++] = at;
    }
    if (spatial[at]) {
      fanFrom = Math.min(fanFrom, here);
      fanTo = here + 1;
      for (Sharing some : sharing) {
        some.known = false;
      }
    } else {
      timeFrom = Math.min(timeFrom, here);
    }
    if (exact == at && rest[at] == (long) factor[at] * apart) {
      exact++;
    }
    int iterations = (rest[at] + apart - 1) / apart;
    pieces[at] = iterations;
    rest[at + 1] = rest[at] - (iterations - 1) * apart;
    full[at + 1] = Math.addExact(Math.multiplyExact(full[at], (long) factor[at]), iterations - 1);
  }

  /** Loops above {@code child}. */
  private int above(int child) {
    return child < levels ? above[child] : count;
  }

  /** Whether all tiles of {@code child} are equal. */
  boolean exact(int child) {
    return above(child) <= exact;
  }

  /** Tiles of {@code child} over all iterations and instances. */
  long tiles(int child) {
    return full[above(child)] + 1;
  }

  /** The same with instances of {@code child} below one {@code parent} counted once. */
  long tilesOnce(int parent, int child) {
    int loops = above(child);
    if (!mayFanOut(parent, child)) {
      return full[loops] + 1;
    }
    Sharing some = sharing(parent);
    return some.full[loops] + (some.last[loops] ? 1 : 0);
  }

  private Sharing sharing(int parent) {
    // To every parent above all loops across instances they look the same.
    Sharing some = sharing[parent <= fanFrom ? 0 : parent];
    if (some.known) {
      return some;
    }
    long blocks = 0;
    boolean last = true;
    some.full[0] = 0;
    some.last[0] = true;
    for (int at = 0; at < count; at++) {
      if (spatial[at] && level[at] >= parent) {
        blocks += last && pieces[at] > 1 ? 1 : 0;
        last &= pieces[at] == 1;
      } else {
        blocks =
            Math.addExact(Math.multiplyExact(blocks, (long) factor[at]), last ? pieces[at] - 1 : 0);
      }
      some.full[at + 1] = blocks;
      some.last[at + 1] = last;
    }
    some.known = true;
    return some;
  }

  /** Whether loops above {@code child} run over time. */
  boolean moves(int child) {
    return timeFrom < child;
  }

  /** Whether loops may run across the children of one {@code parent}: false is certain. */
  boolean mayFanOut(int ofParent, int child) {
    return fanFrom < child && fanTo > ofParent;
  }

  /** Instances of {@code child} that have work. */
  long instances(int child) {
    if (fanFrom >= child) {
      return 1;
    }
    long inFull = 1;
    long inLast = 1;
    for (int at = above(child) - 1; at >= 0; at--) {
      if (spatial[at]) {
        inLast = (pieces[at] - 1) * inFull + inLast;
        inFull *= factor[at];
      } else if (pieces[at] > 1) {
        inLast = inFull;
      }
    }
    return inLast;
  }

  /** Begins a walk at the innermost loop above {@code child}. */
  void start(int ofParent, int child) {
    parent = ofParent;
    depth = above(child);
    sharesInside = mayFanOut(parent, child);
    if (sharesInside) {
      shared = sharing(parent);
    }
    tile = depth == 0 ? extent : step[depth - 1];
    allFull = 1;
    allLast = 1;
    onceFull = 1;
    onceLast = 1;
    firstFull = tile;
    firstLast = rest[depth];
    onlyFull = tile;
    onlyLast = rest[depth];
  }

  /** Steps outside the next loop. */
  void outwards() {
    depth--;
    if (spatial[depth]) {
      outOfInstances(depth);
    } else {
      outOfTime(depth);
    }
  }

  private void outOfTime(int at) {
    boolean whole = pieces[at] > 1;
    onlyLast =
        !whole
            ? onlyLast
            // Instances that are idle in the second, short piece have only the first.
            : pieces[at] == 2 && onlyFull > 0 ? onlyFull - tile * allLast : 0;
    onlyFull = 0;
    if (whole) {
      firstLast = firstFull;
      allLast = allFull;
      onceLast = onceFull;
    }
  }

  private void outOfInstances(int at) {
    int whole = pieces[at] - 1;
    int all = factor[at];
    firstLast = whole * firstFull + firstLast;
    firstFull *= all;
    onlyLast = whole * onlyFull + onlyLast;
    onlyFull *= all;
    allLast = whole * allFull + allLast;
    allFull *= all;
    if (level[at] >= parent) {
      onceLast = whole > 0 ? onceFull : onceLast;
    } else {
      onceLast = whole * onceFull + onceLast;
      onceFull *= all;
    }
  }

  int count() {
    return count;
  }

  int extent() {
    return extent;
  }

  int level(int at) {
    return level[at];
  }

  boolean spatial(int at) {
    return spatial[at];
  }

  int factor(int at) {
    return factor[at];
  }

  int step(int at) {
    return step[at];
  }

  /** How many of the loops the walk is inside of. */
  int depth() {
    return depth;
  }

  /** Blocks here times the instances inside. */
  long times() {
    return Math.addExact(Math.multiplyExact(full[depth], allFull), allLast);
  }

  /** The same with instances below one parent counted once. */
  long timesOnce() {
    return sharesInside
        ? Math.addExact(
            Math.multiplyExact(shared.full[depth], onceFull), shared.last[depth] ? onceLast : 0)
        : times();
  }

  /** Words of the first tiles of blocks here. */
  long firsts() {
    return Math.addExact(Math.multiplyExact(full[depth], firstFull), firstLast);
  }

  /** The same of instances with one tile only in their block. */
  long onlys() {
    return Math.addExact(Math.multiplyExact(full[depth], onlyFull), onlyLast);
  }
}
