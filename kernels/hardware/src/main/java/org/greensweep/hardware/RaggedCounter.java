package org.greensweep.hardware;

import java.util.Arrays;

/**
 * Counts transfers where factors do not divide the extents, so that the last tiles are short and
 * some instances idle.
 *
 * <p>Every word of every tile is moved, but for what a tile has in common with the one before it.
 * The first sum is a product over dimensions, whatever the order of loops. The second is a walk
 * from the innermost loop outwards that ends as soon as tiles have nothing in common. Instances
 * share an access when the same iterations bring them the same box from the same place.
 */
final class RaggedCounter {
  /** What outputs do not depend on. */
  private static final int[] REDUCED = {Dimension.C, Dimension.R, Dimension.S};

  /** Dimensions of inputs other than those of windows. */
  private static final int PLANES = DataSpace.relevantMask(DataSpace.I) & (1 << Dimension.P) - 1;

  private final Geometry geometry;
  private RaggedDimension[] dimensions = new RaggedDimension[0];

  /** Dimensions with loops; the others have one iteration. */
  private final int[] busy = new int[Dimension.COUNT];

  private int busyCount;
  private final WindowMoves outputs = new WindowMoves();
  private final WindowMoves taps = new WindowMoves();
  private RaggedPair[][] pairs = new RaggedPair[0][0];
  private long mapping;

  /** First visits by level, and the mapping that they are of. */
  private long[] visits = new long[0];

  private long[] visitsOf = new long[0];

  // Those of the transfer that is being counted.
  private RaggedPair own;

  /** Words (or accesses) from all parents; equal ones of a parent are one. */
  long shared;

  /** Words (or accesses) to all children. */
  long received;

  RaggedCounter(Geometry geometry) {
    this.geometry = geometry;
    own = new RaggedPair(geometry, outputs, taps);
  }

  /** Sorts the loops of {@code nest} by dimension; comes before everything else. */
  void begin(LoopNest nest) {
    mapping++;
    if (pairs.length <= nest.levels) {
      pairs = new RaggedPair[nest.levels + 1][nest.levels + 1];
      visits = new long[nest.levels + 1];
      visitsOf = new long[nest.levels + 1];
      dimensions = new RaggedDimension[Dimension.COUNT];
      Arrays.setAll(dimensions, d -> new RaggedDimension(nest.levels));
    }
    int seen = 0;
    busyCount = 0;
    for (int d = 0; d < Dimension.COUNT; d++) {
      dimensions[d].begin(geometry.extents[d]);
    }
    for (int index = 0; index < nest.size; index++) {
      int d = nest.dimension[index];
      dimensions[d].add(nest, index);
      if ((seen >> d & 1) == 0) {
        seen |= 1 << d;
        busy[busyCount++] = d;
      }
    }
  }

  /** Whether all tiles of {@code child} are equal, so that nothing above it is ragged. */
  boolean exact(int child) {
    for (int index = 0; index < busyCount; index++) {
      if (!dimensions[busy[index]].exact(child)) {
        return false;
      }
    }
    return true;
  }

  /** Cycles of the array: the loops over time of its busiest element. */
  long cycles(LoopNest nest) {
    long product = 1;
    for (int index = 0; index < busyCount; index++) {
      product = Math.multiplyExact(product, dimensions[busy[index]].tilesOnce(0, nest.levels));
    }
    return product;
  }

  /** Different elements that instances of {@code level} visit, each instance counting its own. */
  long firstVisits(int level) {
    if (visitsOf[level] != mapping) {
      long product = geometry.words(DataSpace.O, geometry.extents, 0);
      for (int d : REDUCED) {
        product = Math.multiplyExact(product, dimensions[d].instances(level));
      }
      visits[level] = product;
      visitsOf[level] = mapping;
    }
    return visits[level];
  }

  /**
   * Sets {@link #shared} and {@link #received} to the words of {@code space} that move between
   * {@code parent} and {@code child} over the whole layer; a child of {@code levels} is the MAC,
   * which is served at every multiply-accumulate.
   */
  void count(LoopNest nest, int space, int parent, int child) {
    int relevant = DataSpace.relevantMask(space);
    own = pair(parent, child);
    received = 1;
    shared = 1;
    for (int index = 0; index < busyCount; index++) {
      int d = busy[index];
      if ((relevant >> d & 1) == 0) {
        received = Math.multiplyExact(received, own.tiles[d]);
        shared = Math.multiplyExact(shared, own.tilesOnce[d]);
      } else if (space != DataSpace.I || d < Dimension.P) {
        received = Math.multiplyExact(received, (long) geometry.extents[d]);
        shared = Math.multiplyExact(shared, (long) geometry.extents[d]);
      }
    }
    if (space == DataSpace.I) {
      inputs(nest, parent, child);
    } else if (child < nest.levels && moves(~relevant, child)) {
      lessStaying(nest, relevant, parent, child);
    }
  }

  private RaggedPair pair(int parent, int child) {
    RaggedPair pair = pairs[parent][child];
    if (pair == null) {
      pair = new RaggedPair(geometry, outputs, taps);
      Arrays.fill(pair.tiles, 1);
      Arrays.fill(pair.tilesOnce, 1);
      pairs[parent][child] = pair;
    }
    if (pair.mapping != mapping) {
      pair.mapping = mapping;
      for (int index = 0; index < busyCount; index++) {
        int d = busy[index];
        pair.tiles[d] = dimensions[d].tiles(child);
        pair.tilesOnce[d] = dimensions[d].tilesOnce(parent, child);
      }
    }
    return pair;
  }

  private boolean moves(int mask, int child) {
    for (int index = 0; index < busyCount; index++) {
      int d = busy[index];
      if ((mask >> d & 1) != 0 && dimensions[d].moves(child)) {
        return true;
      }
    }
    return false;
  }

  private int start(LoopNest nest, int parent, int child) {
    for (int index = 0; index < busyCount; index++) {
      dimensions[busy[index]].start(parent, child);
    }
    int loop = nest.size - 1;
    while (loop >= 0 && nest.level[loop] >= child) {
      loop--;
    }
    return loop;
  }

  /** Takes off the tiles that stay while loops run that do not concern them. */
  private void lessStaying(LoopNest nest, int relevant, int parent, int child) {
    int loop = start(nest, parent, child);
    long stay = onlys(relevant);
    long all = times(~relevant);
    long once = timesOnce(~relevant);
    for (; loop >= 0 && stay != 0; loop--) {
      int d = nest.dimension[loop];
      boolean goes = (relevant >> d & 1) != 0 && !nest.spatial[loop];
      if (goes) {
        long allBefore = times(~relevant);
        long onceBefore = timesOnce(~relevant);
        take(
            Math.multiplyExact(all - allBefore, stay), Math.multiplyExact(once - onceBefore, stay));
        all = allBefore;
        once = onceBefore;
      }
      dimensions[d].outwards();
      stay = goes ? onlys(relevant) : stay;
    }
    take(
        Math.multiplyExact(all - times(~relevant), stay),
        Math.multiplyExact(once - timesOnce(~relevant), stay));
  }

  private void take(long ofReceived, long ofShared) {
    received -= ofReceived;
    shared -= ofShared;
  }

  private long onlys(int mask) {
    long product = 1;
    for (int index = 0; index < busyCount; index++) {
      int d = busy[index];
      if ((mask >> d & 1) != 0) {
        product = Math.multiplyExact(product, dimensions[d].onlys());
      }
    }
    return product;
  }

  private long times(int mask) {
    long product = 1;
    for (int index = 0; index < busyCount; index++) {
      int d = busy[index];
      if ((mask >> d & 1) != 0) {
        product = Math.multiplyExact(product, dimensions[d].times());
      }
    }
    return product;
  }

  private long timesOnce(int mask) {
    long product = 1;
    for (int index = 0; index < busyCount; index++) {
      int d = busy[index];
      if ((mask >> d & 1) != 0) {
        product = Math.multiplyExact(product, dimensions[d].timesOnce());
      }
    }
    return product;
  }

  private void inputs(LoopNest nest, int parent, int child) {
    long words =
        Math.multiplyExact(
            spans(Dimension.P, geometry.strideRows, geometry.dilationRows, child),
            spans(Dimension.Q, geometry.strideColumns, geometry.dilationColumns, child));
    boolean sharing = shares(Dimension.P, parent, child) || shares(Dimension.Q, parent, child);
    boolean toMac = child == nest.levels;
    boolean overlap = !toMac && moves(~PLANES, child);
    if (sharing || overlap) {
      read(parent, child);
    }
    received = Math.multiplyExact(received, words);
    if (!sharing) {
      shared = Math.multiplyExact(shared, words);
    } else if (toMac) {
      shared = Math.multiplyExact(shared, tilesOnce());
    } else {
      sharedWords(nest, parent, child);
    }
    if (overlap) {
      lessOverlap(nest, parent, child);
    }
  }

  /** Rows (or columns) in all tiles of the axis whose output dimension is given. */
  private long spans(int output, int stride, int dilation, int child) {
    int tap = output + 2;
    long tiles = dimensions[output].tiles(child);
    long taps = dimensions[tap].tiles(child);
    long ofOutputs = Math.multiplyExact(taps, (geometry.extents[output] - tiles) * stride);
    long ofTaps = Math.multiplyExact(tiles, (geometry.extents[tap] - taps) * dilation);
    return Math.addExact(Math.addExact(ofOutputs, ofTaps), Math.multiplyExact(tiles, taps));
  }

  /** Whether children of one parent differ both in outputs and in taps of an axis. */
  private boolean shares(int output, int parent, int child) {
    return dimensions[output].mayFanOut(parent, child)
        && dimensions[output + 2].mayFanOut(parent, child);
  }

  private void read(int parent, int child) {
    for (int d = Dimension.P; d < Dimension.COUNT; d++) {
      own.chains[d].read(dimensions[d], parent, child);
    }
    own.rows.read(own.chains[Dimension.P], own.chains[Dimension.R]);
    own.columns.read(own.chains[Dimension.Q], own.chains[Dimension.S]);
  }

  /** Different pixels that children of a parent read at a time, over all iterations. */
  private long tilesOnce() {
    int row =
        own.rows.at(
            own.chains[Dimension.P].length, own.chains[Dimension.R].length, WindowAxis.OTHER);
    int column =
        own.columns.at(
            own.chains[Dimension.Q].length, own.chains[Dimension.S].length, WindowAxis.OTHER);
    return Math.multiplyExact(own.rows.tiles(row, true), own.columns.tiles(column, true));
  }

  /** Sets {@link #shared} to the words of all tiles, equal ones of one parent counted once. */
  private void sharedWords(LoopNest nest, int parent, int child) {
    int loop = start(nest, parent, child);
    shared = 0;
    long inside = planes();
    for (; loop >= 0; loop--) {
      int d = nest.dimension[loop];
      if (nest.spatial[loop] || d < Dimension.P) {
        dimensions[d].outwards();
      } else {
        long outside = planes();
        addWords(WindowAxis.OTHER, WindowAxis.OTHER, inside - outside);
        dimensions[d].outwards();
        addWords(kind(d, Dimension.P), kind(d, Dimension.Q), outside);
        inside = outside;
      }
    }
    long first = planes();
    addWords(WindowAxis.OTHER, WindowAxis.OTHER, inside - first);
    addWords(WindowAxis.FIRST, WindowAxis.FIRST, first);
  }

  /** Planes of first tiles, those of instances that share counted once. */
  private long planes() {
    long product = dimensions[Dimension.M].timesOnce();
    for (int index = 0; index < busyCount; index++) {
      int d = busy[index];
      if ((PLANES >> d & 1) != 0) {
        product = Math.multiplyExact(product, dimensions[d].firsts());
      }
    }
    return product;
  }

  private void addWords(int rowKind, int columnKind, long times) {
    if (times != 0) {
      long words =
          Math.multiplyExact(
              own.rows.words(row(rowKind), true), own.columns.words(column(columnKind), true));
      shared = Math.addExact(shared, Math.multiplyExact(times, words));
    }
  }

  private int row(int kind) {
    return own.rows.at(depth(Dimension.P), depth(Dimension.R), kind);
  }

  private int column(int kind) {
    return own.columns.at(depth(Dimension.Q), depth(Dimension.S), kind);
  }

  private int depth(int dimension) {
    return own.chains[dimension].depth(dimensions[dimension].depth());
  }

  /** Takes off what windows have in common with those before, while planes stay. */
  private void lessOverlap(LoopNest nest, int parent, int child) {
    RaggedDimension filters = dimensions[Dimension.M];
    int loop = start(nest, parent, child);
    long stay = onlys(PLANES);
    for (; loop >= 0 && stay != 0; loop--) {
      int d = nest.dimension[loop];
      long all = filters.times();
      long once = filters.timesOnce();
      dimensions[d].outwards();
      if (nest.spatial[loop]) {
        continue;
      }
      if ((PLANES >> d & 1) != 0) {
        stay = onlys(PLANES);
      } else {
        boolean again = d == Dimension.M;
        int row = row(kind(d, Dimension.P));
        int column = column(kind(d, Dimension.Q));
        take(
            product(
                again ? all - filters.times() : all,
                stay,
                Math.multiplyExact(own.rows.kept(row, false), own.columns.kept(column, false))),
            product(
                again ? once - filters.timesOnce() : once,
                stay,
                Math.multiplyExact(own.rows.kept(row, true), own.columns.kept(column, true))));
      }
    }
  }

  private static long product(long a, long b, long c) {
    return Math.multiplyExact(Math.multiplyExact(a, b), c);
  }

  /** What a loop over {@code moving} does to the axis whose output dimension is given. */
  private static int kind(int moving, int output) {
    return moving == output
        ? WindowAxis.OUTPUT
        : moving == output + 2 ? WindowAxis.TAP : WindowAxis.OTHER;
  }
}
