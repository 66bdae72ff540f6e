package org.greensweep.hardware;

/**
 * A mapping in flat arrays, loops outermost first, that the search rewrites in place. Loops of one
 * iteration are left out.
 */
final class LoopNest {
  static final int MAX_LOOPS = 64;

  final int levels;

  /** Data spaces kept at each level, by bit of their ordinal. */
  final int[] kept;

  final int[] dimension = new int[MAX_LOOPS];
  final int[] factor = new int[MAX_LOOPS];
  final int[] level = new int[MAX_LOOPS];
  final boolean[] spatial = new boolean[MAX_LOOPS];

  /** Iterations of its dimension that one iteration of a loop covers. */
  final int[] step = new int[MAX_LOOPS];

  /** Iterations per dimension that an instance of a level covers; row {@code levels} is one MAC. */
  final int[] tile;

  int size;

  /** Whether every dimension is covered exactly, so that all tiles of a level are equal. */
  boolean exact;

  LoopNest(int levels) {
    this.levels = levels;
    this.kept = new int[levels];
    this.tile = new int[(levels + 1) * Dimension.COUNT];
  }

  void clear() {
    size = 0;
  }

  /** Appends a loop inside all earlier ones: temporal loops of a level before its spatial ones. */
  void add(int atLevel, int ofDimension, int iterations, boolean acrossElements) {
    if (iterations > 1) {
      dimension[size] = ofDimension;
      factor[size] = iterations;
      level[size] = atLevel;
      spatial[size] = acrossElements;
      size++;
    }
  }

  /** Derives steps and tiles once all loops are there. */
  void finish(int[] extents) {
    int base = levels * Dimension.COUNT;
    for (int d = 0; d < Dimension.COUNT; d++) {
      tile[base + d] = 1;
    }
    int loop = size - 1;
    for (int l = levels - 1; l >= 0; l--) {
      int row = l * Dimension.COUNT;
      System.arraycopy(tile, row + Dimension.COUNT, tile, row, Dimension.COUNT);
      for (; loop >= 0 && level[loop] == l; loop--) {
        int cell = row + dimension[loop];
        step[loop] = tile[cell];
        tile[cell] = Math.multiplyExact(tile[cell], factor[loop]);
      }
    }
    exact = true;
    for (int d = 0; d < Dimension.COUNT; d++) {
      exact &= tile[d] == extents[d];
    }
    if (!exact) {
      for (int cell = 0; cell < base; cell++) {
        tile[cell] = Math.min(tile[cell], extents[cell % Dimension.COUNT]);
      }
    }
  }
}
