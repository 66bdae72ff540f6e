package org.greensweep.hardware;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Enumerates what a dataflow may run across and inside the PEs of an array. */
final class PeTiles {
  private final Geometry geometry;
  private final Accelerator accelerator;
  private final Dataflow dataflow;
  private final Capacity file;
  private final Capacity buffer;
  private final List<PeTile> found = new ArrayList<>();
  private long fileShortfall = Long.MAX_VALUE;
  private long bufferShortfall = Long.MAX_VALUE;

  private PeTiles(
      Geometry geometry,
      Accelerator accelerator,
      Dataflow dataflow,
      Capacity file,
      Capacity buffer) {
    this.geometry = geometry;
    this.accelerator = accelerator;
    this.dataflow = dataflow;
    this.file = file;
    this.buffer = buffer;
  }

  /** All candidates; a {@link NoMappingException} says what none of them meets. */
  static List<PeTile> of(
      Geometry geometry, Accelerator accelerator, Dataflow dataflow, Capacity file, Capacity buffer)
      throws NoMappingException {
    PeTiles tiles = new PeTiles(geometry, accelerator, dataflow, file, buffer);
    tiles.enumerate();
    if (tiles.found.isEmpty()) {
      throw tiles.explain();
    }
    return tiles.found;
  }

  private NoMappingException explain() {
    boolean files = bufferShortfall == Long.MAX_VALUE;
    long bits = files ? fileShortfall : bufferShortfall;
    MemoryLevel level = files ? file.level() : buffer.level();
    return new NoMappingException(
        "No %s mapping on %s: the smallest tile exceeds level %s (%d bytes) by %d bits; enlarge it, lower the precision, or choose another dataflow"
            .formatted(
                dataflow.name(), accelerator.name(), level.name(), level.totalBytes(), bits));
  }

  private void enumerate() {
    for (int[] columns :
        axis(
            dataflow.columnsMask(),
            dataflow.columnsMustMask(),
            accelerator.columns(),
            geometry.extents)) {
      int[] left = remaining(geometry.extents, columns);
      for (int[] rows :
          axis(dataflow.rowsMask(), dataflow.rowsMustMask(), accelerator.rows(), left)) {
        inside(columns, rows, remaining(left, rows));
      }
    }
  }

  private static int[] remaining(int[] extents, int[] taken) {
    int[] left = new int[extents.length];
    for (int d = 0; d < left.length; d++) {
      left[d] = (extents[d] + taken[d] - 1) / taken[d];
    }
    return left;
  }

  /**
   * Up to two dimensions of {@code allowed} across {@code size} PEs, none of which can grow; those
   * of {@code must} always.
   */
  private static List<int[]> axis(int allowed, int must, int size, int[] extents) {
    List<int[]> all = new ArrayList<>();
    for (int a = 0; a < Dimension.COUNT; a++) {
      for (int b = a + 1; b < Dimension.COUNT; b++) {
        for (int fa : choices(allowed, a, size, extents)) {
          for (int fb : choices(allowed, b, size / fa, extents)) {
            int[] factors = ones();
            factors[a] = fa;
            factors[b] = fb;
            if (spreads(factors, must, extents)
                && all.stream().noneMatch(other -> Arrays.equals(other, factors))) {
              all.add(factors);
            }
          }
        }
      }
    }
    List<int[]> largest = new ArrayList<>();
    for (int[] one : all) {
      if (all.stream().noneMatch(other -> other != one && covers(other, one))) {
        largest.add(one);
      }
    }
    return largest;
  }

  private static boolean spreads(int[] factors, int must, int[] extents) {
    for (int d = 0; d < Dimension.COUNT; d++) {
      if ((must >> d & 1) != 0 && factors[d] == 1 && extents[d] > 1) {
        return false;
      }
    }
    return true;
  }

  private static int[] choices(int allowed, int dimension, int limit, int[] extents) {
    return (allowed >> dimension & 1) == 0 ? new int[] {1} : Factors.of(extents[dimension], limit);
  }

  private static boolean covers(int[] larger, int[] smaller) {
    for (int d = 0; d < larger.length; d++) {
      if (larger[d] < smaller[d]) {
        return false;
      }
    }
    return true;
  }

  private static int[] ones() {
    int[] factors = new int[Dimension.COUNT];
    Arrays.fill(factors, 1);
    return factors;
  }

  /** Adds the register file tiles that fit and cannot grow. */
  private void inside(int[] columns, int[] rows, int[] left) {
    List<int[]> tiles = new ArrayList<>();
    int[] start = ones();
    for (int d = 0; d < Dimension.COUNT; d++) {
      if ((dataflow.wholeMask() >> d & 1) != 0) {
        start[d] = most(start, d, left[d]);
      }
    }
    grow(start, left, 0, tiles);
    for (int[] tile : tiles) {
      if (tiles.stream().noneMatch(other -> other != tile && covers(other, tile))) {
        PeTile candidate = new PeTile(columns, rows, tile, geometry.extents);
        int[] covered = new int[Dimension.COUNT];
        for (int d = 0; d < covered.length; d++) {
          covered[d] = candidate.tile(d, 1, geometry.extents);
        }
        long missing = buffer.shortfallBits(covered);
        if (missing <= 0) {
          found.add(candidate);
        } else {
          bufferShortfall = Math.min(bufferShortfall, missing);
        }
      }
    }
  }

  /** All {@code trips} of a dimension inside a PE beside {@code start}, or the most that fit. */
  private int most(int[] start, int dimension, int trips) {
    int most = 1;
    int[] tile = start.clone();
    for (int factor : Factors.of(trips, trips)) {
      tile[dimension] = factor;
      most = file.fits(tile) ? factor : most;
    }
    return most;
  }

  private void grow(int[] tile, int[] left, int dimension, List<int[]> tiles) {
    long missing = file.shortfallBits(tile);
    if (missing > 0) {
      fileShortfall = Math.min(fileShortfall, missing);
      return;
    }
    if (dimension == Dimension.COUNT) {
      tiles.add(tile.clone());
      return;
    }
    if (((dataflow.insideMask() & ~dataflow.wholeMask()) >> dimension & 1) == 0) {
      grow(tile, left, dimension + 1, tiles);
      return;
    }
    for (int factor : Factors.of(left[dimension], left[dimension])) {
      int[] larger = tile.clone();
      larger[dimension] = factor;
      if (file.fits(larger)) {
        grow(larger, left, dimension + 1, tiles);
      }
    }
  }
}
