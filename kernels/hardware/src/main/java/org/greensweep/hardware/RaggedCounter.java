package org.greensweep.hardware;

import java.util.Arrays;

/**
 * Counts transfers where factors do not divide the extents, so that the last tiles are short and
 * some instances idle. Sums run over kinds of blocks, not over iterations.
 *
 * <p>Instances share an access when the same iterations bring them the same box from the same
 * place. What depends on one dimension only is kept between mappings that agree in it.
 */
final class RaggedCounter {
  /** What outputs do not depend on. */
  private static final int[] REDUCED = {Dimension.C, Dimension.R, Dimension.S};

  /** Loops above one child, whose parent is given. */
  private static final class Pair {
    final LoopChain[] chains = new LoopChain[Dimension.COUNT];
    final WindowAxis rows;
    final WindowAxis columns;

    /** Dimensions with loops here; the others add a constant factor by data space. */
    final int[] active = new int[Dimension.COUNT];

    int actives;
    final long[] constant = new long[DataSpace.COUNT];

    /** The mapping that this was last read for. */
    long mapping;

    Pair(Geometry geometry, WindowMoves outputs, WindowMoves taps) {
      Arrays.setAll(chains, d -> new LoopChain());
      rows = new WindowAxis(geometry.strideRows, geometry.dilationRows, outputs, taps);
      columns = new WindowAxis(geometry.strideColumns, geometry.dilationColumns, outputs, taps);
    }
  }

  private final Geometry geometry;
  private final int[][] loops = new int[Dimension.COUNT][LoopNest.MAX_LOOPS];
  private final int[] sizes = new int[Dimension.COUNT];
  private final int[] depths = new int[Dimension.COUNT];
  private final WindowMoves outputs = new WindowMoves();
  private final WindowMoves taps = new WindowMoves();
  private Pair[][] pairs = new Pair[0][0];
  private Pair pair;
  private LoopChain[] chains = new LoopChain[0];
  private long mapping;
  private WindowAxis rows = new WindowAxis(1, 1, outputs, taps);
  private WindowAxis columns = rows;

  /** Words (or accesses) from all parents; equal ones of a parent are one. */
  long shared;

  /** Words (or accesses) to all children. */
  long received;

  RaggedCounter(Geometry geometry) {
    this.geometry = geometry;
    this.pair = new Pair(geometry, outputs, taps);
  }

  /** Sorts the loops of {@code nest} by dimension; comes before everything else. */
  void begin(LoopNest nest) {
    mapping++;
    Arrays.fill(sizes, 0);
    for (int index = 0; index < nest.size; index++) {
      int d = nest.dimension[index];
      loops[d][sizes[d]++] = index;
    }
    if (pairs.length <= nest.levels) {
      pairs = new Pair[nest.levels + 1][nest.levels + 1];
    }
  }

  /** Takes the loops above {@code child}. */
  void read(LoopNest nest, int parent, int child) {
    pair = pair(parent, child);
    chains = pair.chains;
    rows = pair.rows;
    columns = pair.columns;
    if (pair.mapping == mapping) {
      return;
    }
    pair.mapping = mapping;
    pair.actives = 0;
    Arrays.fill(pair.constant, 1);
    for (int d = 0; d < Dimension.COUNT; d++) {
      chains[d].read(nest, loops[d], sizes[d], geometry.extents[d], parent, child);
      if (chains[d].length > 0) {
        pair.active[pair.actives++] = d;
      } else {
        constant(d);
      }
    }
    rows.read(chains[Dimension.P], chains[Dimension.R]);
    columns.read(chains[Dimension.Q], chains[Dimension.S]);
  }

  /** A dimension without loops is whole in every tile. */
  private void constant(int dimension) {
    for (int space = 0; space < DataSpace.COUNT; space++) {
      if ((separate(space) >> dimension & 1) != 0) {
        pair.constant[space] =
            Math.multiplyExact(pair.constant[space], (long) geometry.extents[dimension]);
      }
    }
  }

  /** Dimensions on which {@code space} depends, each alone: not those of windows. */
  private static int separate(int space) {
    int relevant = DataSpace.relevantMask(space);
    return space == DataSpace.I ? relevant & (1 << Dimension.P) - 1 : relevant;
  }

  private Pair pair(int parent, int child) {
    Pair kept = pairs[parent][child];
    if (kept == null) {
      kept = new Pair(geometry, outputs, taps);
      pairs[parent][child] = kept;
    }
    return kept;
  }

  /** Cycles of the array: the loops over time of its busiest element. */
  long cycles(LoopNest nest) {
    read(nest, 0, nest.levels);
    long product = 1;
    for (LoopChain chain : chains) {
      product = Math.multiplyExact(product, chain.timesOnce(chain.length));
    }
    return product;
  }

  /** Different elements that instances visit, each instance counting its own. */
  long firstVisits(LoopNest nest, int level) {
    Pair own = pair(level, level);
    if (own.mapping == mapping) {
      return own.constant[0];
    }
    own.mapping = mapping;
    long product = geometry.words(DataSpace.O, geometry.extents, 0);
    for (int d : REDUCED) {
      LoopChain chain = own.chains[d];
      chain.read(nest, loops[d], sizes[d], geometry.extents[d], level, level);
      product = Math.multiplyExact(product, chain.allLast[0]);
    }
    own.constant[0] = product;
    return product;
  }

  /** Sets {@link #shared} and {@link #received} to one access per multiply-accumulate. */
  void everyAccess(int space) {
    int relevant = DataSpace.relevantMask(space);
    shared = 1;
    received = 1;
    for (int d = 0; d < Dimension.COUNT; d++) {
      LoopChain chain = chains[d];
      if ((relevant >> d & 1) == 0) {
        received = Math.multiplyExact(received, chain.times(chain.length));
        shared = Math.multiplyExact(shared, chain.timesOnce(chain.length));
      } else if (space != DataSpace.I || d < Dimension.P) {
        received = Math.multiplyExact(received, (long) geometry.extents[d]);
        shared = Math.multiplyExact(shared, (long) geometry.extents[d]);
      }
    }
    if (space == DataSpace.I) {
      int row = rows.at(chains[Dimension.P].length, chains[Dimension.R].length, WindowAxis.OTHER);
      int column =
          columns.at(chains[Dimension.Q].length, chains[Dimension.S].length, WindowAxis.OTHER);
      received =
          Math.multiplyExact(
              received, Math.multiplyExact(rows.tiles(row, false), columns.tiles(column, false)));
      shared =
          Math.multiplyExact(
              shared, Math.multiplyExact(rows.tiles(row, true), columns.tiles(column, true)));
    }
  }

  /** Sets {@link #shared} and {@link #received} to the words moved over the whole layer. */
  void visits(LoopNest nest, int space, int child) {
    Arrays.fill(depths, 0);
    shared = 0;
    received = 0;
    // Nothing is there before the first tile: as if every dimension had moved away.
    moved(space, -1);
    for (int loop = 0; loop < nest.size && nest.level[loop] < child; loop++) {
      int d = nest.dimension[loop];
      if (!nest.spatial[loop]) {
        moved(space, d);
      }
      // Of merged loops only the last is in the chain.
      if (chains[d].loop[depths[d]] == loop) {
        depths[d]++;
      }
    }
  }

  /** Adds the words moved by all iterations after the first of a loop over {@code moving}. */
  private void moved(int space, int moving) {
    int relevant = DataSpace.relevantMask(space);
    int separate = separate(space);
    long all = 1;
    long once = 1;
    long firsts = pair.constant[space];
    long onlys = moving < 0 || (separate >> moving & 1) != 0 ? 0 : firsts;
    for (int index = 0; index < pair.actives; index++) {
      int d = pair.active[index];
      LoopChain chain = chains[d];
      int depth = depths[d];
      if ((separate >> d & 1) != 0) {
        firsts = Math.multiplyExact(firsts, d == moving ? chain.nexts(depth) : chain.firsts(depth));
        onlys = Math.multiplyExact(onlys, chain.onlys(depth));
      } else if ((relevant >> d & 1) == 0) {
        all = Math.multiplyExact(all, d == moving ? chain.repeats(depth) : chain.times(depth));
        once =
            Math.multiplyExact(
                once, d == moving ? chain.repeatsOnce(depth) : chain.timesOnce(depth));
      }
    }
    if (space != DataSpace.I) {
      long words = firsts - onlys;
      received = Math.addExact(received, Math.multiplyExact(all, words));
      shared = Math.addExact(shared, Math.multiplyExact(once, words));
      return;
    }
    int row = rows.at(depths[Dimension.P], depths[Dimension.R], kind(moving, Dimension.P));
    int column = columns.at(depths[Dimension.Q], depths[Dimension.S], kind(moving, Dimension.Q));
    received =
        Math.addExact(received, Math.multiplyExact(all, words(row, column, firsts, onlys, false)));
    shared =
        Math.addExact(shared, Math.multiplyExact(once, words(row, column, firsts, onlys, true)));
  }

  private long words(int row, int column, long firsts, long onlys, boolean once) {
    long moved =
        Math.multiplyExact(
            firsts, Math.multiplyExact(rows.words(row, once), columns.words(column, once)));
    return onlys == 0
        ? moved
        : moved
            - Math.multiplyExact(
                onlys, Math.multiplyExact(rows.kept(row, once), columns.kept(column, once)));
  }

  /** What a loop over {@code moving} does to the axis whose output dimension is given. */
  private static int kind(int moving, int output) {
    return moving < 0
        ? WindowAxis.FIRST
        : moving == output
            ? WindowAxis.OUTPUT
            : moving == output + 2 ? WindowAxis.TAP : WindowAxis.OTHER;
  }
}
