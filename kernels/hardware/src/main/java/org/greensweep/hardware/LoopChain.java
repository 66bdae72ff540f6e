package org.greensweep.hardware;

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

  int length;
  final int[] loop = new int[LoopNest.MAX_LOOPS];
  final int[] role = new int[LoopNest.MAX_LOOPS];
  final int[] step = new int[LoopNest.MAX_LOOPS];
  final int[] factor = new int[LoopNest.MAX_LOOPS];

  /** Extent of the last block at each depth; depth 0 is the whole dimension. */
  final int[] rest = new int[LoopNest.MAX_LOOPS + 1];

  /** Blocks of full extent at each depth, over all iterations and instances. */
  final long[] full = new long[LoopNest.MAX_LOOPS + 1];

  /** The same with only the first of instances that share; the last block may not be among them. */
  final long[] fullOfFirst = new long[LoopNest.MAX_LOOPS + 1];

  final boolean[] lastOfFirst = new boolean[LoopNest.MAX_LOOPS + 1];

  // Over the instances inside a full and the last block: words of their first tiles; the same of
  // instances that have only one tile; instances; instances with those that share counted once.
  final long[] firstFull = new long[LoopNest.MAX_LOOPS + 1];
  final long[] firstLast = new long[LoopNest.MAX_LOOPS + 1];
  final long[] onlyFull = new long[LoopNest.MAX_LOOPS + 1];
  final long[] onlyLast = new long[LoopNest.MAX_LOOPS + 1];
  final long[] allFull = new long[LoopNest.MAX_LOOPS + 1];
  final long[] allLast = new long[LoopNest.MAX_LOOPS + 1];
  final long[] onceFull = new long[LoopNest.MAX_LOOPS + 1];
  final long[] onceLast = new long[LoopNest.MAX_LOOPS + 1];

  /** Iterations from a block's first tile to its last one, in a full block. */
  final int[] reach = new int[LoopNest.MAX_LOOPS + 1];

  /** Extent of a tile in a full block. */
  int tile;

  /** Reads the loops of {@code dimension} above {@code child}, whose parent is {@code parent}. */
  void read(LoopNest nest, int dimension, int extent, int parent, int child) {
    length = 0;
    for (int index = 0; index < nest.size; index++) {
      if (nest.dimension[index] == dimension && nest.level[index] < child) {
        add(nest, index, parent);
      }
    }
    descend(extent);
    ascend();
  }

  /** Loops across instances that touch are one loop. */
  private void add(LoopNest nest, int index, int parent) {
    int kind = !nest.spatial[index] ? TIME : nest.level[index] < parent ? APART : FAN;
    if (kind == FAN && length > 0 && role[length - 1] == FAN) {
      loop[length - 1] = index;
      factor[length - 1] *= nest.factor[index];
      step[length - 1] = nest.step[index];
      return;
    }
    loop[length] = index;
    role[length] = kind;
    step[length] = nest.step[index];
    factor[length] = nest.factor[index];
    length++;
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

  /** Number of these loops that lie outside loop {@code position} of the nest. */
  int depthAt(int position) {
    int depth = 0;
    while (depth < length && loop[depth] < position) {
      depth++;
    }
    return depth;
  }

  /** Words of first tiles over all blocks at {@code depth}. */
  long firsts(int depth) {
    return Math.addExact(Math.multiplyExact(full[depth], firstFull[depth]), firstLast[depth]);
  }

  /** The same of instances with one tile only in their block. */
  long onlys(int depth) {
    return Math.addExact(Math.multiplyExact(full[depth], onlyFull[depth]), onlyLast[depth]);
  }

  /** Words of the tiles that iterations after the first of the loop at {@code depth} begin with. */
  long nexts(int depth) {
    long sum = Math.multiplyExact(full[depth] * (factor[depth] - 1), firstFull[depth + 1]);
    int pieces = pieces(depth);
    return pieces < 2 ? sum : sum + (pieces - 2) * firstFull[depth + 1] + firstLast[depth + 1];
  }

  /** Blocks at {@code depth} times the instances inside; those that share count once on request. */
  long times(int depth, boolean once) {
    return once
        ? Math.addExact(
            Math.multiplyExact(fullOfFirst[depth], onceFull[depth]),
            lastOfFirst[depth] ? onceLast[depth] : 0)
        : Math.addExact(Math.multiplyExact(full[depth], allFull[depth]), allLast[depth]);
  }

  /** Iterations after the first of the loop at {@code depth}, counted like {@link #times}. */
  long repeats(int depth, boolean once) {
    long blocks = once ? fullOfFirst[depth] : full[depth];
    long inFull = once ? onceFull[depth + 1] : allFull[depth + 1];
    long inLast = once ? onceLast[depth + 1] : allLast[depth + 1];
    long sum = Math.multiplyExact(blocks * (factor[depth] - 1), inFull);
    int pieces = pieces(depth);
    boolean last = !once || lastOfFirst[depth];
    return pieces < 2 || !last ? sum : sum + (pieces - 2) * inFull + inLast;
  }
}
