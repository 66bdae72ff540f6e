package org.greensweep.hardware;

import java.util.Arrays;
import org.greensweep.network.UserError;

/**
 * Counts transfers where factors do not divide the extents, so that the last tiles are short and
 * some instances idle. Sums run over kinds of blocks, not over iterations.
 *
 * <p>Instances share an access when the same iterations bring them the same box from the same
 * place.
 */
final class RaggedCounter {
  /** What outputs do not depend on. */
  private static final int[] REDUCED = {Dimension.C, Dimension.R, Dimension.S};

  private final Geometry geometry;
  private final LoopChain[] chains = new LoopChain[Dimension.COUNT];
  private final int[] depths = new int[Dimension.COUNT];
  private final WindowMoves outputs = new WindowMoves();
  private final WindowMoves taps = new WindowMoves();

  // Words and overlap along one axis of an image.
  private long words;
  private long overlap;

  RaggedCounter(Geometry geometry) {
    this.geometry = geometry;
    for (int d = 0; d < chains.length; d++) {
      chains[d] = new LoopChain();
    }
  }

  /** Cycles of the array: the loops over time of its busiest element. */
  long cycles(LoopNest nest) {
    long product = 1;
    for (int d = 0; d < Dimension.COUNT; d++) {
      chains[d].read(nest, d, geometry.extents[d], 0, nest.levels);
      product = Math.multiplyExact(product, chains[d].times(chains[d].length, true));
    }
    return product;
  }

  /** Prepares {@link #visits} and {@link #everyAccess} of one transfer. */
  void read(LoopNest nest, int parent, int child) {
    for (int d = 0; d < Dimension.COUNT; d++) {
      chains[d].read(nest, d, geometry.extents[d], parent, child);
    }
  }

  /** Different elements that instances visit, each instance counting its own. */
  long firstVisits(LoopNest nest, int level) {
    long product = geometry.words(DataSpace.O, geometry.extents, 0);
    for (int d : REDUCED) {
      chains[d].read(nest, d, geometry.extents[d], level, level);
      product = Math.multiplyExact(product, chains[d].allLast[0]);
    }
    return product;
  }

  /** One access per multiply-accumulate; {@code shared} counts equal ones of a parent once. */
  long everyAccess(int space, boolean shared) {
    int relevant = DataSpace.relevantMask(space);
    long product = 1;
    for (int d = 0; d < Dimension.COUNT; d++) {
      depths[d] = chains[d].length;
      if ((relevant >> d & 1) == 0) {
        product = Math.multiplyExact(product, chains[d].times(depths[d], shared));
      } else if (space != DataSpace.I || d < Dimension.P) {
        product = Math.multiplyExact(product, (long) geometry.extents[d]);
      }
    }
    if (space != DataSpace.I) {
      return product;
    }
    long plane =
        places(Dimension.P, geometry.strideRows, Dimension.R, geometry.dilationRows, shared);
    long line =
        places(Dimension.Q, geometry.strideColumns, Dimension.S, geometry.dilationColumns, shared);
    return Math.multiplyExact(product, Math.multiplyExact(plane, line));
  }

  private long places(int output, int stride, int tap, int dilation, boolean shared) {
    outputs.read(chains[output], depths[output], false);
    taps.read(chains[tap], depths[tap], false);
    long sum = 0;
    for (int a = 0; a < outputs.kinds; a++) {
      for (int b = 0; b < taps.kinds; b++) {
        sum += outputs.times[a] * taps.times[b] * groups(a, stride, b, dilation, shared);
      }
    }
    return sum;
  }

  /** Words moved to all instances of the child, or from all parents when {@code shared}. */
  long visits(LoopNest nest, int space, int child, boolean shared) {
    Arrays.fill(depths, 0);
    // Nothing is there before the first tile: as if every dimension had moved away.
    long sum = moved(space, -1, 0, shared);
    for (int loop = 0; loop < nest.size && nest.level[loop] < child; loop++) {
      if (!nest.spatial[loop]) {
        for (int d = 0; d < Dimension.COUNT; d++) {
          depths[d] = chains[d].depthAt(loop);
        }
        sum = Math.addExact(sum, moved(space, nest.dimension[loop], loop, shared));
      }
    }
    return sum;
  }

  /** Words moved by all iterations after the first of a loop over {@code moving}. */
  private long moved(int space, int moving, int loop, boolean shared) {
    int relevant = DataSpace.relevantMask(space);
    long others = 1;
    long firsts = 1;
    long onlys = 1;
    for (int d = 0; d < Dimension.COUNT; d++) {
      LoopChain chain = chains[d];
      if ((relevant >> d & 1) == 0) {
        others =
            Math.multiplyExact(
                others,
                d == moving ? chain.repeats(depths[d], shared) : chain.times(depths[d], shared));
      } else if (space != DataSpace.I || d < Dimension.P) {
        firsts =
            Math.multiplyExact(
                firsts, d == moving ? chain.nexts(depths[d]) : chain.firsts(depths[d]));
        onlys = moving < 0 || d == moving ? 0 : Math.multiplyExact(onlys, chain.onlys(depths[d]));
      }
    }
    if (space == DataSpace.I) {
      axis(Dimension.P, geometry.strideRows, Dimension.R, geometry.dilationRows, moving, shared);
      long rows = words;
      long rowsKept = overlap;
      axis(
          Dimension.Q,
          geometry.strideColumns,
          Dimension.S,
          geometry.dilationColumns,
          moving,
          shared);
      firsts = Math.multiplyExact(firsts, Math.multiplyExact(rows, words));
      onlys = onlys == 0 ? 0 : Math.multiplyExact(onlys, Math.multiplyExact(rowsKept, overlap));
    }
    return Math.multiplyExact(others, firsts - onlys);
  }

  private void axis(int output, int stride, int tap, int dilation, int moving, boolean shared) {
    if (moving < 0) {
      outputs.readFirst(chains[output]);
      taps.readFirst(chains[tap]);
    } else {
      outputs.read(chains[output], depths[output], moving == output);
      taps.read(chains[tap], depths[tap], moving == tap);
    }
    words = 0;
    overlap = 0;
    for (int a = 0; a < outputs.kinds; a++) {
      for (int b = 0; b < taps.kinds; b++) {
        long count = outputs.times[a] * taps.times[b] * groups(a, stride, b, dilation, shared);
        long size = span(outputs.extent[a], stride, taps.extent[b], dilation);
        long sizeBefore = span(outputs.extentBefore[a], stride, taps.extentBefore[b], dilation);
        long startBefore = (long) outputs.before[a] * stride + (long) taps.before[b] * dilation;
        long common = Math.min(size, startBefore + sizeBefore) - Math.max(0, startBefore);
        words = Math.addExact(words, Math.multiplyExact(count, size));
        overlap = Math.addExact(overlap, Math.multiplyExact(count, Math.max(0, common)));
      }
    }
  }

  private static long span(long outputs, int stride, long taps, int dilation) {
    return (outputs - 1) * stride + (taps - 1) * dilation + 1;
  }

  private long groups(int a, int stride, int b, int dilation, boolean shared) {
    long na = outputs.neighbours[a];
    long nb = taps.neighbours[b];
    if (!shared || outputs.fans == 0 || taps.fans == 0) {
      return na * nb;
    }
    if (outputs.fans + taps.fans > 2) {
      throw new UserError(
          "Mapping: output and filter loops of one axis both run across instances, one of them at two levels, with factors that do not divide; use factors that divide");
    }
    return SpatialSharing.distinctSums(
        na, (long) outputs.apart() * stride, nb, (long) taps.apart() * dilation);
  }
}
