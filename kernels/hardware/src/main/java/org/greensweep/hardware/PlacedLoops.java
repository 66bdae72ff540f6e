package org.greensweep.hardware;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The loops of a mapping that {@link DataflowSearch} puts together: those across and inside PEs,
 * and iterations and order of each level further out. Rewritten in place.
 */
final class PlacedLoops {
  private final Geometry geometry;
  private final List<MemoryLevel> stores;
  private final int file;

  /** By level above the register files: iterations over time by dimension, and their order. */
  final int[][] loops;

  final int[][] order;

  /** What PEs run. */
  PeTile tile;

  final LoopNest nest;

  /**
   * @param kept data spaces that register files keep
   */
  PlacedLoops(Geometry geometry, List<MemoryLevel> stores, int kept, int[] firstOrder) {
    this.geometry = geometry;
    this.stores = stores;
    this.file = stores.size() - 1;
    this.loops = new int[file][Dimension.COUNT];
    this.order = new int[file][];
    Arrays.fill(order, firstOrder);
    this.nest = new LoopNest(stores.size());
    for (int level = 0; level <= file; level++) {
      nest.kept[level] = stores.get(level).keptMask() & (level == file ? kept : 7);
    }
    int[] none = new int[Dimension.COUNT];
    Arrays.fill(none, 1);
    this.tile = new PeTile(none, none, none, geometry.extents);
  }

  /** Whether a level below the outermost buffer keeps inputs. */
  boolean keepsInputsInside() {
    for (int level = 2; level <= file; level++) {
      if ((nest.kept[level] >> DataSpace.I & 1) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Puts {@code left} at {@code level}, and nothing further out. */
  void rest(int level, int[] left) {
    put(level, left);
    for (int further = 0; further < level; further++) {
      Arrays.fill(loops[further], 1);
    }
  }

  /** Puts {@code iterations} at {@code level}. */
  void put(int level, int[] iterations) {
    System.arraycopy(iterations, 0, loops[level], 0, Dimension.COUNT);
  }

  /** Whether no level between {@code level} and the PEs has loops: its own are innermost. */
  boolean innermostAt(int level) {
    for (int below = level + 1; below < file; below++) {
      if (running(loops[below]) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Dimensions with more than one iteration. */
  static int running(int[] iterations) {
    int mask = 0;
    for (int d = 0; d < Dimension.COUNT; d++) {
      mask |= iterations[d] > 1 ? 1 << d : 0;
    }
    return mask;
  }

  /** The nest of these loops. */
  LoopNest filled() {
    nest.clear();
    for (int level = 0; level < file; level++) {
      for (int d : order[level]) {
        nest.add(level, d, loops[level][d], false);
      }
    }
    for (int d = 0; d < Dimension.COUNT; d++) {
      nest.add(file - 1, d, tile.columns[d], true);
    }
    for (int d = 0; d < Dimension.COUNT; d++) {
      nest.add(file - 1, d, tile.rows[d], true);
    }
    for (int d = 0; d < Dimension.COUNT; d++) {
      nest.add(file, d, tile.inside[d], false);
    }
    nest.finish(geometry.extents);
    return nest;
  }

  /** These loops as a mapping. */
  Mapping mapping() {
    int[] natural = LoopOrders.any().get(0);
    List<MappingLevel> levels = new ArrayList<>();
    for (int level = 0; level <= file; level++) {
      boolean array = level == file - 1;
      levels.add(
          new MappingLevel(
              stores.get(level).name(),
              spaces(nest.kept[level]),
              level == file ? loops(natural, tile.inside) : loops(order[level], loops[level]),
              array ? loops(natural, tile.columns) : List.of(),
              array ? loops(natural, tile.rows) : List.of()));
    }
    return new Mapping(levels);
  }

  private static Set<DataSpace> spaces(int mask) {
    Set<DataSpace> spaces = EnumSet.noneOf(DataSpace.class);
    for (DataSpace space : DataSpace.values()) {
      if ((mask >> space.ordinal() & 1) != 0) {
        spaces.add(space);
      }
    }
    return spaces;
  }

  private static List<Loop> loops(int[] order, int[] factors) {
    List<Loop> loops = new ArrayList<>();
    for (int d : order) {
      if (factors[d] > 1) {
        loops.add(new Loop(Dimension.at(d), factors[d]));
      }
    }
    return loops;
  }
}
