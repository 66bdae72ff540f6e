package org.greensweep.hardware;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * All that a dataflow may run across and inside PEs, searched dimension by dimension with bounds
 * ({@link PeBound}) that hold for whatever the levels above do. Arrays are filled: loops spread
 * over columns and rows until none can take more.
 */
final class PeSpace {
  /** Those that change most come first. */
  private static final int[] SEQUENCE = {
    Dimension.M,
    Dimension.C,
    Dimension.N,
    Dimension.P,
    Dimension.Q,
    Dimension.R,
    Dimension.S,
    Dimension.G
  };

  private record Found(double value, int[] choice) {}

  private final Geometry geometry;
  private final Accelerator accelerator;
  private final Dataflow dataflow;
  private final Capacity file;
  private final List<Capacity> buffers;
  private final PeBound bound;
  private final PeOptions[] options = new PeOptions[Dimension.COUNT];

  private final int[] choice = new int[Dimension.COUNT];
  private final int[] inside = new int[Dimension.COUNT];
  private final int[] base = new int[Dimension.COUNT];
  private PriorityQueue<Found> found = queue();
  private int most;
  private double limit;
  private long nodes;
  private long nodesAllowed;
  private long fileShortfall = Long.MAX_VALUE;
  private long bufferShortfall = Long.MAX_VALUE;
  private Capacity tightest;
  private boolean anyFits;

  /** The least bound of what was left out because there was too much. */
  double leftOut = Double.POSITIVE_INFINITY;

  long pruned;

  PeSpace(
      Geometry geometry,
      Accelerator accelerator,
      Dataflow dataflow,
      Capacity file,
      List<Capacity> buffers,
      PeBound bound) {
    this.geometry = geometry;
    this.accelerator = accelerator;
    this.dataflow = dataflow;
    this.file = file;
    this.buffers = buffers;
    this.bound = bound;
    this.tightest = file;
    Arrays.fill(inside, 1);
    Arrays.fill(base, 1);
    int[] whole = whole();
    for (int d = 0; d < Dimension.COUNT; d++) {
      options[d] =
          PeOptions.of(
              d,
              geometry.extents[d],
              dataflow,
              accelerator.columns(),
              accelerator.rows(),
              whole[d]);
      bound.widest(d, options[d].widest);
    }
  }

  private static PriorityQueue<Found> queue() {
    return new PriorityQueue<>(Comparator.comparingDouble(Found::value).reversed());
  }

  /** Iterations of dimensions that a PE runs to their end, or as far as fits; 0 for the others. */
  private int[] whole() {
    int[] whole = new int[Dimension.COUNT];
    int[] tile = inside.clone();
    for (int d = 0; d < Dimension.COUNT; d++) {
      if ((dataflow.wholeMask() >> d & 1) != 0) {
        int fits = 1;
        for (int factor : Factors.of(geometry.extents[d], geometry.extents[d])) {
          tile[d] = factor;
          fits = file.fits(tile) ? factor : fits;
        }
        tile[d] = fits;
        whole[d] = fits;
      }
    }
    return whole;
  }

  /**
   * The {@code most} candidates of least bound, none of which reaches {@code limit}.
   *
   * @param nodesAllowed steps after which the rest is left out
   */
  List<PeTile> candidates(int most, double limit, long nodesAllowed) {
    this.most = most;
    this.limit = limit;
    this.nodes = 0;
    this.nodesAllowed = nodesAllowed;
    leftOut = Double.POSITIVE_INFINITY;
    found = queue();
    descend(0, 1, 1);
    List<PeTile> tiles = new ArrayList<>();
    for (Found one : found) {
      tiles.add(tile(one.choice()));
    }
    return tiles;
  }

  private PeTile tile(int[] chosen) {
    int[] columns = new int[Dimension.COUNT];
    int[] rows = new int[Dimension.COUNT];
    int[] file = new int[Dimension.COUNT];
    for (int d = 0; d < Dimension.COUNT; d++) {
      columns[d] = options[d].columns[chosen[d]];
      rows[d] = options[d].rows[chosen[d]];
      file[d] = options[d].inside[chosen[d]];
    }
    return new PeTile(columns, rows, file, geometry.extents);
  }

  private void descend(int at, int columns, int rows) {
    if (at == SEQUENCE.length) {
      if (filled(columns, rows)) {
        keep();
      } else {
        pruned++;
      }
      return;
    }
    int d = SEQUENCE[at];
    PeOptions ways = options[d];
    for (int index = 0; index < ways.size; index++) {
      if (ways.columns[index] * columns > accelerator.columns()
          || ways.rows[index] * rows > accelerator.rows()) {
        continue;
      }
      inside[d] = ways.inside[index];
      base[d] = Math.min(geometry.extents[d], ways.base[index]);
      if (!fits()) {
        pruned++;
        continue;
      }
      nodes++;
      anyFits |= at == SEQUENCE.length - 1;
      bound.choose(d, ways, index);
      double value = bound.value();
      if (value >= limit || (found.size() == most && value >= worst())) {
        pruned++;
        if (value < limit) {
          leftOut = Math.min(leftOut, value);
        }
      } else if (nodes > nodesAllowed && !found.isEmpty()) {
        leftOut = Math.min(leftOut, value);
      } else {
        choice[d] = index;
        descend(at + 1, columns * ways.columns[index], rows * ways.rows[index]);
      }
    }
    inside[d] = 1;
    base[d] = 1;
    bound.leave(d);
  }

  /** Whether no loop can spread further over the array. */
  private boolean filled(int columns, int rows) {
    for (int d = 0; d < Dimension.COUNT; d++) {
      PeOptions ways = options[d];
      int index = choice[d];
      int moreColumns = ways.moreColumns[index];
      int moreRows = ways.moreRows[index];
      if ((moreColumns > 0 && columns / ways.columns[index] * moreColumns <= accelerator.columns())
          || (moreRows > 0 && rows / ways.rows[index] * moreRows <= accelerator.rows())) {
        return false;
      }
    }
    return true;
  }

  private double worst() {
    Found last = found.peek();
    return last == null ? Double.POSITIVE_INFINITY : last.value();
  }

  private void keep() {
    if (found.size() == most) {
      found.poll();
      leftOut = Math.min(leftOut, worst());
    }
    found.add(new Found(bound.value(), choice.clone()));
  }

  private boolean fits() {
    long missing = file.shortfallBits(inside);
    if (missing > 0) {
      fileShortfall = Math.min(fileShortfall, missing);
      return false;
    }
    for (Capacity buffer : buffers) {
      missing = buffer.shortfallBits(base);
      if (missing > 0) {
        if (missing < bufferShortfall) {
          bufferShortfall = missing;
          tightest = buffer;
        }
        return false;
      }
    }
    return true;
  }

  /** Whether no candidate fits the memories and the array, whatever its cost. */
  boolean nothingFits() {
    return !anyFits;
  }

  /** Why there is no candidate at all. */
  NoMappingException explain() {
    boolean buffer = bufferShortfall != Long.MAX_VALUE;
    MemoryLevel level = buffer ? tightest.level() : file.level();
    long bits = buffer ? bufferShortfall : fileShortfall;
    if (bits == Long.MAX_VALUE) {
      return new NoMappingException(
          "No %s mapping on %s: loops %s must run across its %d columns and loops %s across its %d rows at once; widen the array, or choose another dataflow"
              .formatted(
                  dataflow.name(),
                  accelerator.name(),
                  dataflow.columnsMust(),
                  accelerator.columns(),
                  dataflow.rowsMust(),
                  accelerator.rows()));
    }
    return new NoMappingException(
        "No %s mapping on %s: the smallest tile exceeds level %s (%d bytes) by %d bits; enlarge it, lower the precision, or choose another dataflow"
            .formatted(
                dataflow.name(), accelerator.name(), level.name(), level.totalBytes(), bits));
  }
}
