package org.greensweep.hardware;

/**
 * How tiles of one sliding dimension move at one loop, sorted into kinds: for each kind the extent
 * of the new tile, the place and extent of the one before, how often it happens, and how many
 * neighbouring instances that may share do it at the same time.
 */
final class WindowMoves {
  private static final int MAX = 1 << 12;

  int kinds;
  final long[] times = new long[MAX];
  final int[] neighbours = new int[MAX];
  final int[] extent = new int[MAX];

  /** Start of the tile before, from the start of the new one. */
  final int[] before = new int[MAX];

  final int[] extentBefore = new int[MAX];

  private LoopChain chain = new LoopChain();
  private int fan;

  /** Fan-outs of the dimension with loops over time between them. */
  int fans;

  private int outer;
  private int inner;
  private boolean steps;
  private boolean fresh;

  // First tile and last tile of one instance in the last block.
  private int start;
  private int size;
  private int newExtent;
  private int back;
  private int oldExtent;
  private final int[] index = new int[LoopNest.MAX_LOOPS];

  /**
   * Moves at a loop outside the chain's loops from {@code depth} on: every inner loop starts again.
   * With {@code steps} the loop at {@code depth} itself advances.
   */
  void read(LoopChain of, int depth, boolean steps) {
    read(of, depth, steps, false);
  }

  /** The very first tiles: there are none before them. */
  void readFirst(LoopChain of) {
    read(of, 0, false, true);
  }

  private void read(LoopChain of, int depth, boolean steps, boolean fresh) {
    this.chain = of;
    this.fresh = fresh;
    this.steps = steps;
    this.outer = depth;
    this.inner = steps ? depth + 1 : depth;
    kinds = 0;
    fan = -1;
    fans = 0;
    for (int d = 0; d < chain.length; d++) {
      if (chain.role[d] == LoopChain.FAN) {
        // Neighbours of an outer fan-out are apart from those of an inner one.
        fan = d;
        fans++;
      }
    }
    if (chain.exact) {
      allFull();
    } else if (fan < 0 || fan >= inner) {
      fanInside();
    } else {
      fanOutside();
    }
  }

  /** Distance in iterations between neighbours. */
  int apart() {
    return fan < 0 ? 0 : chain.step[fan];
  }

  /** All moves are alike where all blocks are full. */
  private void allFull() {
    long count = 1;
    for (int depth = 0; depth < chain.length; depth++) {
      boolean time = chain.role[depth] == LoopChain.TIME;
      if (depth != fan && !(time && depth >= inner)) {
        int iterations = chain.factor[depth] - (steps && depth == outer ? 1 : 0);
        count = Math.multiplyExact(count, (long) iterations);
      }
    }
    int width = fan < 0 ? 1 : chain.factor[fan];
    if (fresh) {
      add(count, width, chain.tile, 0, 0);
    } else {
      addFull(count, width);
    }
  }

  private void fanInside() {
    long apart = apartInside();
    int width = fan < 0 ? 1 : chain.factor[fan];
    addFull(Math.multiplyExact(fullBlocks(0, chain.full[0], true), apart), width);
    if (lastBlock(0)) {
      last(inner, width, 0);
    }
  }

  /**
   * The instances lie outside the loop: all of them are full but where the block that they divide
   * is the last one, whose own last instance runs its loops fewer times.
   */
  private void fanOutside() {
    long apart = apartInside();
    long paths = 1;
    for (int depth = fan + 1; depth < inner; depth++) {
      paths *= steps && depth == outer ? chain.factor[depth] - 1 : chain.factor[depth];
    }
    addFull(chain.full[fan] * paths * apart, chain.factor[fan]);
    int whole = chain.pieces(fan) - 1;
    long fullPaths = fullBlocks(fan + 1, 0, true);
    boolean last = lastBlock(fan + 1);
    addFull(fullPaths * apart, whole + 1);
    addFull((paths - fullPaths - (last ? 1 : 0)) * apart, whole);
    if (last) {
      last(inner, 1, whole);
    }
  }

  /** Instances that never share inside the loop. */
  private long apartInside() {
    long product = 1;
    for (int depth = inner; depth < chain.length; depth++) {
      product *= depth == fan || chain.role[depth] == LoopChain.TIME ? 1 : chain.factor[depth];
    }
    return product;
  }

  /**
   * Full blocks that begin at this loop, from {@code blocks} full ones and a last one at depth
   * {@code from}.
   */
  private long fullBlocks(int from, long blocks, boolean last) {
    long count = blocks;
    for (int depth = from; depth < inner; depth++) {
      int pieces = chain.pieces(depth);
      if (steps && depth == outer) {
        count = count * (chain.factor[depth] - 1) + (last ? Math.max(0, pieces - 2) : 0);
      } else {
        count = count * chain.factor[depth] + (last ? pieces - 1 : 0);
      }
    }
    return count;
  }

  /** Whether the last block begins at this loop: not when the loop has one iteration there. */
  private boolean lastBlock(int from) {
    return !steps || outer < from || chain.pieces(outer) > 1;
  }

  private void addFull(long count, int width) {
    if (count > 0 && width > 0) {
      int usual = steps ? chain.reach[inner] - chain.step[outer] : chain.reach[inner];
      add(count, width, chain.tile, usual, chain.tile);
    }
  }

  private void add(long count, int width, int now, int place, int then) {
    times[kinds] = count;
    neighbours[kinds] = width;
    extent[kinds] = now;
    before[kinds] = place;
    extentBefore[kinds] = then;
    kinds++;
  }

  /**
   * Adds the last block, instance by instance: {@code width} neighbours inside it, or after {@code
   * whole} full neighbours outside it.
   */
  private void last(int from, int width, int whole) {
    long combinations = apartInside();
    for (long combination = 0; combination < combinations; combination++) {
      long digits = combination;
      for (int depth = from; depth < chain.length; depth++) {
        if (depth != fan && chain.role[depth] != LoopChain.TIME) {
          index[depth] = (int) (digits % chain.factor[depth]);
          digits /= chain.factor[depth];
        }
      }
      if (fan >= from) {
        neighboursInLast(from, width);
      } else {
        oneInLast(from, whole);
      }
    }
  }

  private void neighboursInLast(int from, int width) {
    int first = kinds;
    boolean open = false;
    for (int neighbour = 0; neighbour < width; neighbour++) {
      index[fan] = neighbour;
      boolean busy = move(from);
      int top = kinds - 1;
      if (busy
          && open
          && top >= first
          && extent[top] == newExtent
          && before[top] == back
          && extentBefore[top] == oldExtent) {
        neighbours[top]++;
      } else if (busy) {
        add(1, 1, newExtent, back, oldExtent);
      }
      open = busy;
    }
  }

  private void oneInLast(int from, int whole) {
    boolean busy = move(from);
    int usual = steps ? chain.reach[inner] - chain.step[outer] : chain.reach[inner];
    if (busy && newExtent == chain.tile && back == usual && oldExtent == chain.tile) {
      addFull(1, whole + 1);
      return;
    }
    addFull(1, whole);
    if (busy) {
      add(1, 1, newExtent, back, oldExtent);
    }
  }

  /** Finds new extent, place and extent before of the instance {@link #index}; false when idle. */
  private boolean move(int from) {
    if (!first(chain.rest[from], from)) {
      return false;
    }
    int newStart = start;
    newExtent = size;
    if (steps) {
      back = chain.reach[inner] - chain.step[outer];
      oldExtent = chain.tile;
    } else if (fresh) {
      back = 0;
      oldExtent = 0;
    } else {
      last(chain.rest[from], from);
      back = start - newStart;
      oldExtent = size;
    }
    return true;
  }

  private boolean first(int extentLeft, int from) {
    int left = extentLeft;
    start = 0;
    for (int depth = from; depth < chain.length; depth++) {
      int at = chain.role[depth] == LoopChain.TIME ? 0 : index[depth];
      if (at * chain.step[depth] >= left) {
        return false;
      }
      left = Math.min(chain.step[depth], left - at * chain.step[depth]);
      start += at * chain.step[depth];
    }
    size = left;
    return true;
  }

  /**
   * Finds the last tile of the instance in a block of {@code left}; false when it is idle there.
   */
  private boolean last(int left, int depth) {
    if (depth == chain.length) {
      start = 0;
      size = left;
      return true;
    }
    int step = chain.step[depth];
    int at = chain.role[depth] == LoopChain.TIME ? chain.pieces(left, depth) - 1 : index[depth];
    for (; at >= 0; at--) {
      if (at * step < left && last(Math.min(step, left - at * step), depth + 1)) {
        start += at * step;
        return true;
      }
      if (chain.role[depth] != LoopChain.TIME) {
        return false;
      }
    }
    return false;
  }
}
