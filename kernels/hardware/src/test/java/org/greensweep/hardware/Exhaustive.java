package org.greensweep.hardware;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Goes through every mapping of a small problem: the plain twin of {@link MappingSearch}. */
final class Exhaustive {
  private final Accelerator accelerator;
  private final Dataflow dataflow;
  private final Objective objective;
  private final Geometry geometry;
  private final CostModel model;
  private final ConvolutionProblem problem;
  private final AccessCounter counter;
  private final int file;
  private final LoopNest nest;
  private final AccessCounts counts;
  private final int[] columns = ones();
  private final int[] rows = ones();
  private final int[] inside = ones();
  private final List<List<int[]>> orders = new ArrayList<>();
  private double least = Double.POSITIVE_INFINITY;
  private String mapping = "none";

  Exhaustive(
      ConvolutionProblem problem, Accelerator given, Dataflow dataflow, Objective objective) {
    this.accelerator = given.forDataflow(dataflow);
    this.problem = problem;
    this.dataflow = dataflow;
    this.objective = objective;
    this.geometry = Geometry.of(problem);
    this.model = new CostModel(problem, accelerator);
    this.counter = new AccessCounter(geometry);
    this.file = accelerator.stores().size() - 1;
    this.nest = new LoopNest(file + 1);
    this.counts = new AccessCounts(file + 1);
  }

  private static int[] ones() {
    int[] ones = new int[Dimension.COUNT];
    Arrays.fill(ones, 1);
    return ones;
  }

  double least() {
    for (int some = 0; some < 8; some++) {
      if ((some & ~dataflow.mayKeepMask()) == 0) {
        for (int level = 0; level <= file; level++) {
          nest.kept[level] = level == file ? dataflow.keptMask() | some : 7;
        }
        pes(0);
      }
    }
    return least;
  }

  String mapping() {
    return mapping;
  }

  private void pes(int d) {
    if (d == Dimension.COUNT) {
      if (filled() && file(inside)) {
        int[] left = new int[Dimension.COUNT];
        int[] base = new int[Dimension.COUNT];
        for (int e = 0; e < Dimension.COUNT; e++) {
          base[e] = columns[e] * rows[e] * inside[e];
          left[e] = PeOptions.up(geometry.extents[e], base[e]);
        }
        levels(file - 1, left, base, new ArrayList<>());
      }
      return;
    }
    int extent = geometry.extents[d];
    for (int x : choices(dataflow.columnsMask() >> d, extent, accelerator.columns())) {
      int left = PeOptions.up(extent, x);
      for (int y : choices(dataflow.rowsMask() >> d, left, accelerator.rows())) {
        int rest = PeOptions.up(left, y);
        columns[d] = x;
        rows[d] = y;
        for (int in : choices(dataflow.insideMask() >> d, rest, rest)) {
          if ((dataflow.wholeMask() >> d & 1) == 0 || in == whole(d, rest)) {
            inside[d] = in;
            pes(d + 1);
          }
        }
      }
    }
    columns[d] = 1;
    rows[d] = 1;
    inside[d] = 1;
  }

  private int whole(int d, int rest) {
    int[] tile = ones();
    int fits = 1;
    for (int factor : Factors.of(geometry.extents[d], geometry.extents[d])) {
      tile[d] = factor;
      fits = file(tile) ? factor : fits;
    }
    return Math.min(fits, rest);
  }

  private static int[] choices(int allowed, int extent, int limit) {
    return (allowed & 1) == 0 ? new int[] {1} : Factors.of(extent, limit);
  }

  private boolean filled() {
    return full(columns, dataflow.columnsMask(), accelerator.columns(), ones())
        && full(rows, dataflow.rowsMask(), accelerator.rows(), columns);
  }

  /** Whether an axis is within its limit and no loop can take more of it. */
  private boolean full(int[] axis, int mask, int limit, int[] before) {
    int product = Arrays.stream(axis).reduce(1, (a, b) -> a * b);
    if (product > limit) {
      return false;
    }
    for (int d = 0; d < Dimension.COUNT; d++) {
      int extent = PeOptions.up(geometry.extents[d], before[d]);
      for (int more : choices(mask >> d, extent, limit)) {
        if (more > axis[d] && product / axis[d] * more <= limit) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean file(int[] tile) {
    return fits(file, tile);
  }

  private boolean fits(int level, int[] tile) {
    int[] cut = tile.clone();
    for (int d = 0; d < Dimension.COUNT; d++) {
      cut[d] = Math.min(cut[d], geometry.extents[d]);
    }
    return new Capacity(problem, geometry, accelerator.stores().get(level), nest.kept[level])
        .fits(cut);
  }

  /** Loops over time by level, the outermost last. */
  private void levels(int level, int[] left, int[] inner, List<int[]> chosen) {
    if (level == 0) {
      chosen.add(left);
      orders(chosen);
      chosen.remove(chosen.size() - 1);
      return;
    }
    factors(level, 0, ones(), left, inner, chosen);
  }

  private void factors(
      int level, int d, int[] factors, int[] left, int[] inner, List<int[]> chosen) {
    if (d == Dimension.COUNT) {
      int[] tile = new int[Dimension.COUNT];
      int[] rest = new int[Dimension.COUNT];
      for (int e = 0; e < Dimension.COUNT; e++) {
        tile[e] = inner[e] * factors[e];
        rest[e] = PeOptions.up(left[e], factors[e]);
      }
      if (fits(level, tile)) {
        chosen.add(factors.clone());
        levels(level - 1, rest, tile, chosen);
        chosen.remove(chosen.size() - 1);
      }
      return;
    }
    for (int factor : Factors.of(left[d], left[d])) {
      factors[d] = factor;
      factors(level, d + 1, factors, left, inner, chosen);
    }
    factors[d] = 1;
  }

  private void orders(List<int[]> chosen) {
    orders.clear();
    int innermost = nest.kept[file] != 0 ? dataflow.innermostMask() : 0;
    for (int index = 0; index < chosen.size(); index++) {
      List<int[]> all = new ArrayList<>();
      boolean first = running(chosen.get(index)) != 0 && innermost != 0;
      if (first && (running(chosen.get(index)) & innermost) == 0) {
        // Loops that must be innermost are further out.
        for (int[] further : chosen.subList(index, chosen.size())) {
          if ((running(further) & innermost) != 0) {
            return;
          }
        }
      }
      int mask = first ? innermost : 0;
      innermost = first ? 0 : innermost;
      permute(chosen.get(index), new int[Dimension.COUNT], 0, 0, mask, all);
      orders.add(all);
    }
    evaluate(chosen, new ArrayList<>());
  }

  private static int running(int[] factors) {
    int mask = 0;
    for (int d = 0; d < Dimension.COUNT; d++) {
      mask |= factors[d] > 1 ? 1 << d : 0;
    }
    return mask;
  }

  private static void permute(
      int[] factors, int[] order, int size, int used, int innermost, List<int[]> all) {
    boolean end = true;
    for (int d = 0; d < Dimension.COUNT; d++) {
      boolean early = (innermost >> d & 1) != 0 && othersLeft(factors, used, innermost);
      if (factors[d] > 1 && (used >> d & 1) == 0) {
        end = false;
        if (!early) {
          order[size] = d;
          permute(factors, order, size + 1, used | 1 << d, innermost, all);
        }
      }
    }
    if (end) {
      all.add(Arrays.copyOf(order, size));
    }
  }

  private static boolean othersLeft(int[] factors, int used, int innermost) {
    for (int d = 0; d < Dimension.COUNT; d++) {
      if (factors[d] > 1 && (used >> d & 1) == 0 && (innermost >> d & 1) == 0) {
        return true;
      }
    }
    return false;
  }

  private void evaluate(List<int[]> chosen, List<int[]> taken) {
    if (taken.size() < chosen.size()) {
      for (int[] order : orders.get(taken.size())) {
        taken.add(order);
        evaluate(chosen, taken);
        taken.remove(taken.size() - 1);
      }
      return;
    }
    nest.clear();
    for (int level = 0; level < file; level++) {
      int index = file - 1 - level;
      for (int d : taken.get(index)) {
        nest.add(level, d, chosen.get(index)[d], false);
      }
    }
    for (int[] axis : List.of(columns, rows)) {
      for (int d = 0; d < Dimension.COUNT; d++) {
        nest.add(file - 1, d, axis[d], true);
      }
    }
    for (int d = 0; d < Dimension.COUNT; d++) {
      nest.add(file, d, inside[d], false);
    }
    nest.finish(geometry.extents);
    counter.count(nest, counts);
    double value = objective.value(model.picojoules(counts), model.cycles(counts));
    if (value < least) {
      least = value;
      StringBuilder text = new StringBuilder();
      for (int loop = 0; loop < nest.size; loop++) {
        text.append(nest.level[loop]).append(nest.spatial[loop] ? "s" : "t");
        text.append(Dimension.at(nest.dimension[loop]).symbol()).append(nest.factor[loop]);
        text.append(' ');
      }
      mapping = text + Arrays.toString(nest.kept);
    }
  }
}
