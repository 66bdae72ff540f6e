package org.greensweep.hardware;

import java.util.Arrays;
import java.util.List;

/**
 * A lower bound of the objective from what is known of PEs alone: every level above is taken as
 * unlimited but for its {@link LeastTraffic}, every dimension not yet chosen as fully reused and
 * spread as wide as may be, windows as overlapping in full.
 */
final class PeBound {
  private static final int W = DataSpace.W;
  private static final int I = DataSpace.I;
  private static final int O = DataSpace.O;

  private final Geometry geometry;
  private final CostModel model;
  private final Objective objective;
  private final List<int[]> orders;
  private final int file;
  private final int kept;
  private final double macs;
  private final double pes;

  /** Energy whatever is chosen. */
  private final double constant;

  private final int[] parent = new int[DataSpace.COUNT];
  private final double[] words = new double[DataSpace.COUNT];

  // By dimension; 1 while not chosen, and fans then as wide as may be.
  private final double[] rounds = new double[Dimension.COUNT];
  private final double[] tiles = new double[Dimension.COUNT];
  private final double[] fan = new double[Dimension.COUNT];
  private final double[] wide = new double[Dimension.COUNT];
  private final double[] steps = new double[Dimension.COUNT];
  private final double[] widest = new double[Dimension.COUNT];
  private final int[] array = new int[Dimension.COUNT];
  private int running;

  /** Share of the inputs that may stay when loops over them start again. */
  private double retained;

  /**
   * @param levels number of stores
   * @param orders of the loops directly above the PEs
   * @param kept data spaces by level
   * @param outer energy that the levels above add at least
   */
  PeBound(
      Geometry geometry,
      CostModel model,
      Accelerator accelerator,
      Objective objective,
      List<int[]> orders,
      int[] kept,
      double outer) {
    this.geometry = geometry;
    this.model = model;
    this.objective = objective;
    this.orders = orders;
    this.file = kept.length - 1;
    this.kept = kept[file];
    this.macs = model.macs();
    this.pes = accelerator.processingElements();
    double sum = model.fixedPicojoules() + outer;
    for (int space = 0; space < DataSpace.COUNT; space++) {
      words[space] = geometry.words(space, geometry.extents, 0);
      int above = 0;
      for (int level = 1; level < file; level++) {
        if ((kept[level] >> space & 1) != 0) {
          sum +=
              words[space]
                  * (space == O
                      ? model.update(above, space)
                      : model.read(above, space) + model.fill(level, space));
          above = level;
        }
      }
      parent[space] = above;
    }
    constant = sum;
    Arrays.fill(rounds, 1);
    Arrays.fill(tiles, 1);
    Arrays.fill(fan, 1);
  }

  /** Says how wide a dimension may spread at most. */
  void widest(int dimension, double most) {
    widest[dimension] = most;
    leave(dimension);
  }

  void choose(int dimension, PeOptions ways, int index) {
    rounds[dimension] = ways.rounds[index];
    tiles[dimension] = ways.tiles[index];
    fan[dimension] = ways.fan[index];
    wide[dimension] = ways.fan[index];
    steps[dimension] = ways.steps[index];
    array[dimension] = Math.min(geometry.extents[dimension], ways.base[index]);
    running = ways.rounds[index] > 1 ? running | 1 << dimension : running & ~(1 << dimension);
  }

  void leave(int dimension) {
    rounds[dimension] = 1;
    tiles[dimension] = 1;
    fan[dimension] = 1;
    wide[dimension] = widest[dimension];
    array[dimension] = 1;
    steps[dimension] = Math.ceil(geometry.extents[dimension] / widest[dimension]);
    running &= ~(1 << dimension);
  }

  double value() {
    double cycles = Math.max(Math.ceil(macs / pes), Reuse.product(0xff, steps));
    double energy = constant + model.staticPicojoulesPerCycle() * cycles + accesses();
    if (kept != 0) {
      double least = Double.POSITIVE_INFINITY;
      retained = Reuse.retained(geometry, array, rounds);
      for (int[] order : orders) {
        least = Math.min(least, transfers(order));
      }
      energy += least;
    }
    return objective.value(energy, cycles);
  }

  /** Accesses of multiply-accumulates. */
  private double accesses() {
    double sum = 0;
    for (int space = 0; space < DataSpace.COUNT; space++) {
      boolean own = (kept >> space & 1) != 0;
      if (own && space == O) {
        double first = Math.min(macs, words[O] * Math.min(pes, product(O, wide)));
        sum += macs * model.update(file, O) + (macs - first) * model.read(file, O);
      } else if (own) {
        sum += macs * model.read(file, space);
      } else if (space == O) {
        double shared = words[O] * product(O, steps);
        double perWord = model.update(parent[O], O) + model.read(parent[O], O) - model.crossing(O);
        sum +=
            macs * model.crossing(O)
                + (perWord > 0 ? shared : macs) * perWord
                - words[O] * model.read(parent[O], O);
      } else {
        double shared =
            space == W
                ? words[W] * product(W, steps)
                : macs
                    / (wide[Dimension.M]
                        * Math.min(wide[Dimension.P], wide[Dimension.R])
                        * Math.min(wide[Dimension.Q], wide[Dimension.S]));
        sum += shared * model.read(parent[space], space) + macs * model.crossing(space);
      }
    }
    return sum;
  }

  private static double product(int space, double[] factors) {
    return Reuse.product(0xff & ~DataSpace.relevantMask(space), factors);
  }

  /** Transfers into register files under one order of the loops above. */
  private double transfers(int[] order) {
    double sum = 0;
    for (int space = 0; space < DataSpace.COUNT; space++) {
      if ((kept >> space & 1) == 0) {
        continue;
      }
      int again = Reuse.refetching(space, order, running);
      int once = 0xff & ~DataSpace.relevantMask(space) & ~again;
      double shared = words[space] * Reuse.product(again, rounds);
      double received = words[space] * Reuse.product(again, tiles) * Reuse.product(once, fan);
      if (space == I) {
        shared = words[I] + (shared - words[I]) * (1 - retained);
        received = Math.max(shared, received * (1 - retained));
      }
      int above = parent[space];
      if (space == O) {
        sum +=
            shared * model.update(above, O)
                + (shared - words[O]) * model.read(above, O)
                + (received - words[O] * product(O, fan)) * model.fill(file, O)
                + (received - shared) * model.crossing(O);
      } else {
        sum +=
            shared * model.read(above, space)
                + received * (model.fill(file, space) + model.crossing(space));
      }
    }
    return sum;
  }
}
