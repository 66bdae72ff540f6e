package org.greensweep.hardware;

/**
 * Counts the accesses of a mapping exactly, without walking it: the number of words that each level
 * reads, is filled with, and is updated with.
 *
 * <p>A child's tile is a box; each iteration of the loops above it moves the new box minus the box
 * before it. Instances whose boxes are equal share one access of the parent (multicast; for outputs
 * spatial reduction). A partial sum is not read at its first visit. The innermost level serves one
 * access per operand and multiply-accumulate.
 *
 * <p>Not safe for use by several threads.
 */
final class AccessCounter {
  private final Geometry geometry;
  private final SpatialSharing sharing;
  private final RaggedCounter ragged;
  private final int[] array = new int[Dimension.COUNT];

  AccessCounter(Geometry geometry) {
    this.geometry = geometry;
    this.sharing = new SpatialSharing(geometry);
    this.ragged = new RaggedCounter(geometry);
  }

  /** Counts {@code nest} into {@code counts}; an {@link ArithmeticException} beyond 64 bits. */
  void count(LoopNest nest, AccessCounts counts) {
    counts.clear();
    if (!nest.exact) {
      ragged.begin(nest);
    }
    countInstances(nest, counts);
    countArray(nest, counts);
    for (int space = 0; space < DataSpace.COUNT; space++) {
      int parent = 0;
      for (int child = 1; child <= nest.levels; child++) {
        if (child == nest.levels || (nest.kept[child] >> space & 1) != 0) {
          transfer(nest, counts, space, parent, child);
          parent = child;
        }
      }
    }
  }

  private void countInstances(LoopNest nest, AccessCounts counts) {
    long instances = 1;
    long cycles = 1;
    int loop = 0;
    for (int level = 0; level <= nest.levels; level++) {
      counts.instances[level] = instances;
      for (; loop < nest.size && nest.level[loop] == level; loop++) {
        if (nest.spatial[loop]) {
          instances = Math.multiplyExact(instances, (long) nest.factor[loop]);
        } else {
          cycles = Math.multiplyExact(cycles, (long) nest.factor[loop]);
        }
      }
    }
    counts.cycles = nest.exact ? cycles : ragged.cycles(nest);
  }

  /** What all PEs hold together. */
  private void countArray(LoopNest nest, AccessCounts counts) {
    int file = nest.levels - 1;
    System.arraycopy(nest.tile, file * Dimension.COUNT, array, 0, Dimension.COUNT);
    for (int loop = 0; loop < nest.size; loop++) {
      if (nest.spatial[loop] && nest.level[loop] == file - 1) {
        int d = nest.dimension[loop];
        array[d] = (int) Math.min(geometry.extents[d], (long) array[d] * nest.factor[loop]);
      }
    }
    counts.weightsSent = 0;
    counts.weightsAtOnce = geometry.words(DataSpace.W, array, 0);
    counts.inputsAtOnce = geometry.words(DataSpace.I, array, 0);
    counts.outputsAtOnce = geometry.words(DataSpace.O, array, 0);
  }

  /** Moves between {@code parent} and {@code child}; a child of {@code levels} is the MAC. */
  private void transfer(LoopNest nest, AccessCounts counts, int space, int parent, int child) {
    boolean toMac = child == nest.levels;
    long shared;
    long received;
    if (nest.exact || (!toMac && ragged.exact(child))) {
      long visits = toMac ? counts.cycles : visits(nest, space, child);
      long groups = sharing.groups(nest, space, parent, child);
      shared = product(product(visits, groups), counts.instances[parent]);
      received = product(visits, counts.instances[child]);
    } else {
      ragged.count(nest, space, parent, child);
      shared = ragged.shared;
      received = ragged.received;
    }
    int above = parent * DataSpace.COUNT + space;
    int below = child * DataSpace.COUNT + space;
    if (space == DataSpace.O) {
      counts.updates[above] = shared;
      counts.reads[above] = shared - firstVisits(nest, parent);
      if (!toMac) {
        counts.fills[below] = received - firstVisits(nest, child);
      }
    } else {
      counts.reads[above] = shared;
      if (!toMac) {
        counts.fills[below] = received;
      }
    }
    if (space == DataSpace.W && child == nest.levels - 1) {
      counts.weightsSent = shared;
    }
    if (parent <= nest.levels - 2 && child >= nest.levels - 1) {
      counts.crossings[space] = space == DataSpace.O ? received - shared : received;
    }
  }

  /** Words of {@code space} that one instance of {@code child} is sent over the whole layer. */
  private long visits(LoopNest nest, int space, int child) {
    int base = child * Dimension.COUNT;
    long full = geometry.words(space, nest.tile, base);
    long rows = geometry.rows(nest.tile[base + Dimension.P], nest.tile[base + Dimension.R]);
    long columns = geometry.columns(nest.tile[base + Dimension.Q], nest.tile[base + Dimension.S]);
    long perPlane = space == DataSpace.I ? full / (rows * columns) : 0;
    int relevant = DataSpace.relevantMask(space);
    // Inside the loop looked at: whether a tile without overlap was passed, and how far the inner
    // loops have slid the window, which goes back when they start again.
    boolean disjoint = false;
    long rowsBack = 0;
    long columnsBack = 0;
    long later = 0;
    for (int loop = nest.size - 1; loop >= 0; loop--) {
      if (nest.spatial[loop] || nest.level[loop] >= child) {
        continue;
      }
      int dimension = nest.dimension[loop];
      int iterations = nest.factor[loop];
      boolean slides = space == DataSpace.I && dimension >= Dimension.P;
      boolean jumps = (relevant >> dimension & 1) != 0 && !slides;
      long rowStep = slides ? rowStep(dimension, nest.step[loop]) : 0;
      long columnStep = slides ? columnStep(dimension, nest.step[loop]) : 0;
      long moved = full;
      if (!disjoint && !jumps) {
        if (space == DataSpace.I) {
          long overlap =
              Math.max(0, rows - Math.abs(rowStep - rowsBack))
                  * Math.max(0, columns - Math.abs(columnStep - columnsBack));
          moved = full - perPlane * overlap;
        } else {
          moved = 0;
        }
      }
      later = Math.addExact(product(iterations, later), product(iterations - 1, moved));
      disjoint |= jumps;
      rowsBack += (iterations - 1) * rowStep;
      columnsBack += (iterations - 1) * columnStep;
    }
    return Math.addExact(full, later);
  }

  private long rowStep(int dimension, long step) {
    return dimension == Dimension.P
        ? step * geometry.strideRows
        : dimension == Dimension.R ? step * geometry.dilationRows : 0;
  }

  private long columnStep(int dimension, long step) {
    return dimension == Dimension.Q
        ? step * geometry.strideColumns
        : dimension == Dimension.S ? step * geometry.dilationColumns : 0;
  }

  /** Outputs that instances of {@code level} visit, each instance counting its own. */
  private long firstVisits(LoopNest nest, int level) {
    if (!nest.exact) {
      return ragged.firstVisits(level);
    }
    long outputs = geometry.words(DataSpace.O, geometry.extents, 0);
    int relevant = DataSpace.relevantMask(DataSpace.O);
    for (int loop = 0; loop < nest.size && nest.level[loop] < level; loop++) {
      if (nest.spatial[loop] && (relevant >> nest.dimension[loop] & 1) == 0) {
        outputs = product(outputs, nest.factor[loop]);
      }
    }
    return outputs;
  }

  private static long product(long a, long b) {
    return Math.multiplyExact(a, b);
  }
}
