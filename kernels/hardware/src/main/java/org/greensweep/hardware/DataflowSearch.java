package org.greensweep.hardware;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Branch and bound over the mappings of one problem under one dataflow, on any number of levels.
 *
 * <p>From the PEs outwards: first what runs across and inside them ({@link PeSpace}), then the tile
 * and the loop order of each level. The bound of a partial mapping is its energy, counted by the
 * engine itself, if the level above were unlimited, and the {@link LeastTraffic} of the levels
 * further out. Whatever a budget leaves out goes into the lower bound of the result.
 */
final class DataflowSearch {
  /** Steps through what PEs may run, for each mapping of the budget. */
  private static final long NODES_PER_MAPPING = 5;

  private static final int FIRST_CANDIDATES = 200;
  private static final int MORE_CANDIDATES = 12_000;

  /** Partial mappings of an inner level that are followed, best bound first. */
  private static final int WIDTH = 12;

  private final Accelerator accelerator;
  private final Objective objective;
  private final Geometry geometry;
  private final CostModel model;
  private final Capacity[] capacities;
  private final PeSpace space;
  private final AccessCounter counter;
  private final AccessCounts counts;
  private final int file;
  private final DataflowOrders orders;
  private final PlacedLoops placed;
  private final OuterTraffic outer;
  private final int[] tile = new int[Dimension.COUNT];
  private final double[] trips = new double[Dimension.COUNT];
  private double best;
  private double bestEnergy = Double.POSITIVE_INFINITY;
  private @Nullable Mapping bestMapping;

  /** The least bound of what was not looked at. */
  private double leftOut = Double.POSITIVE_INFINITY;

  /** Whether bounds allow for all that loops over windows may save. */
  private boolean careful;

  private double pathBound;
  private long evaluated;
  private long pruned;
  private final long budget;
  private long limit;

  /**
   * @param kept data spaces that register files keep
   * @param toBeat value that another search has found, or infinity
   * @param budget mappings costed before the search stops
   */
  DataflowSearch(
      ConvolutionProblem problem,
      Accelerator accelerator,
      Dataflow dataflow,
      int kept,
      Objective objective,
      double toBeat,
      long budget) {
    this.accelerator = accelerator;
    this.objective = objective;
    this.best = toBeat;
    this.budget = budget;
    this.limit = budget;
    this.geometry = Geometry.of(problem);
    this.model = new CostModel(problem, accelerator);
    this.counter = new AccessCounter(geometry);
    List<MemoryLevel> stores = accelerator.stores();
    this.file = stores.size() - 1;
    this.orders = new DataflowOrders(dataflow, kept & stores.get(file).keptMask());
    this.placed = new PlacedLoops(geometry, stores, kept, orders.outer().get(0));
    this.counts = new AccessCounts(stores.size());
    this.capacities = Capacity.all(problem, geometry, stores, placed.nest.kept);
    this.outer = new OuterTraffic(geometry, model, placed.nest.kept, capacities);
    PeBound bound =
        new PeBound(
            geometry,
            model,
            accelerator,
            objective,
            orders.inner(),
            placed.nest.kept,
            outer.least[file]);
    this.space =
        new PeSpace(
            geometry,
            accelerator,
            dataflow,
            capacities[file],
            Arrays.asList(capacities).subList(1, file),
            bound);
  }

  /** The best mapping; null when none is better than what was to beat. */
  @Nullable LayerCost run() throws NoMappingException {
    List<PeTile> first = space.candidates(FIRST_CANDIDATES, best, NODES_PER_MAPPING * budget);
    if (first.isEmpty() && space.leftOut == Double.POSITIVE_INFINITY && space.nothingFits()) {
      throw space.explain();
    }
    leftOut = space.leftOut;
    open(first);
    if (leftOut < best) {
      // What is known now rules out most of what was left out.
      more();
    }
    if (LoopOrders.windowed(geometry.extents) && placed.keepsInputsInside()) {
      // Loops over windows at two levels can save more than bounds and dominance know.
      careful = true;
      limit = evaluated + budget / 2;
      more();
    }
    pruned += space.pruned;
    return bestMapping == null ? null : cost(bestMapping);
  }

  private void more() {
    List<PeTile> more = space.candidates(MORE_CANDIDATES, best, NODES_PER_MAPPING * budget);
    leftOut = space.leftOut;
    open(more);
  }

  /** The least that a mapping of this search may have. */
  double lowerBound() {
    return Math.min(best, leftOut);
  }

  double value() {
    return best;
  }

  long evaluated() {
    return evaluated;
  }

  long pruned() {
    return pruned;
  }

  private void open(List<PeTile> candidates) {
    for (PeTile one : candidates) {
      bound(one);
    }
    candidates.sort(Comparator.comparingDouble(one -> one.value));
    List<PeTile> opened = new ArrayList<>();
    for (PeTile one : candidates) {
      if (hopeless(one.value, one.energy) || opened.stream().anyMatch(other -> other.covers(one))) {
        pruned++;
      } else if (evaluated > limit) {
        leftOut = Math.min(leftOut, one.value);
      } else {
        opened.add(one);
        placed.tile = one;
        pathBound = one.value;
        open(file - 1, one.trips, one.base, one.energy, one.cycles);
      }
    }
  }

  private boolean hopeless(double value, double energy) {
    return value > best || (value == best && energy >= bestEnergy);
  }

  /** Bounds {@code one} with all other loops in an unlimited level above the PEs. */
  private void bound(PeTile one) {
    placed.tile = one;
    placed.rest(file - 1, one.trips);
    List<int[]> tried = orders.of(true, one.trips);
    one.energies = new double[tried.size()];
    one.energy = Double.POSITIVE_INFINITY;
    one.cycles = Double.POSITIVE_INFINITY;
    for (int index = 0; index < tried.size(); index++) {
      placed.order[file - 1] = tried.get(index);
      one.energies[index] = boundOfRest(file - 1, one.trips);
      one.energy = Math.min(one.energy, one.energies[index]);
      one.cycles = Math.min(one.cycles, model.cycles(counts));
    }
    one.value = objective.value(one.energy + outer.least[file], one.cycles);
  }

  /** A level's loops, and bounds with them. */
  private record Step(int[] loops, int[] order, double energy, double cycles, double value) {}

  /**
   * Chooses the loops of {@code level} and those further out.
   *
   * @param left iterations left
   * @param inner iterations of one iteration of this level
   */
  private void open(int level, int[] left, int[] inner, double energy, double cycles) {
    if (level == 0) {
      last(left);
      return;
    }
    List<Step> steps = new ArrayList<>();
    Arrays.fill(trips, 1);
    for (int d = 0; d < Dimension.COUNT; d++) {
      tile[d] = geometry.covered(inner[d], 1, d);
    }
    choose(level, 0, 0, left, inner, energy, cycles, steps);
    steps.sort(Comparator.comparingDouble(Step::value));
    double before = pathBound;
    for (int index = 0; index < steps.size(); index++) {
      Step step = steps.get(index);
      if (hopeless(step.value(), step.energy())) {
        pruned++;
      } else if (index >= WIDTH || evaluated > limit) {
        leftOut = Math.min(leftOut, step.value());
      } else {
        int[] outerLeft = new int[Dimension.COUNT];
        int[] covered = new int[Dimension.COUNT];
        for (int d = 0; d < Dimension.COUNT; d++) {
          outerLeft[d] = PeOptions.up(left[d], step.loops()[d]);
          covered[d] = inner[d] * step.loops()[d];
        }
        placed.put(level, step.loops());
        placed.order[level] = step.order();
        pathBound = step.value();
        open(level - 1, outerLeft, covered, step.energy(), step.cycles());
      }
    }
    pathBound = before;
  }

  /** Chooses the loops of {@code level} for dimensions from {@code d} on. */
  private void choose(
      int level,
      int d,
      int running,
      int[] left,
      int[] inner,
      double energy,
      double cycles,
      List<Step> steps) {
    double bound =
        energy
            + outer.least[level - 1]
            + Reuse.excess(
                orders.outer(),
                trips,
                running,
                outer.weighted[level],
                Reuse.retained(geometry, tile, trips));
    if (hopeless(objective.value(bound, cycles), bound)) {
      pruned++;
      return;
    }
    if (evaluated > limit) {
      leftOut = Math.min(leftOut, pathBound);
      return;
    }
    if (d == Dimension.COUNT) {
      leaf(level, left, inner, steps);
      return;
    }
    // Nothing is reused across groups.
    int[] choices = d == Dimension.G ? new int[] {1} : Factors.of(left[d], left[d]);
    for (int index = choices.length - 1; index >= 0; index--) {
      int factor = choices[index];
      tile[d] = geometry.covered(inner[d], factor, d);
      if (capacities[level].fits(tile)) {
        placed.loops[level][d] = factor;
        trips[d] = PeOptions.up(left[d], factor);
        choose(
            level,
            d + 1,
            trips[d] > 1 ? running | 1 << d : running,
            left,
            inner,
            energy,
            cycles,
            steps);
      } else {
        pruned++;
      }
    }
    tile[d] = geometry.covered(inner[d], 1, d);
    trips[d] = 1;
  }

  private void leaf(int level, int[] left, int[] inner, List<Step> steps) {
    boolean first = placed.innermostAt(level);
    int running = PlacedLoops.running(placed.loops[level]);
    if ((first && !orders.mayBeInnermost(running, left))
        || (level == 1
            && !(careful && LoopOrders.windowed(left))
            && orders.mayGrow(
                geometry,
                capacities[1],
                placed.loops[1],
                left,
                inner,
                tile,
                first ? running : -1))) {
      pruned++;
      return;
    }
    int[] here = placed.loops[level].clone();
    int[] further = new int[Dimension.COUNT];
    for (int d = 0; d < Dimension.COUNT; d++) {
      further[d] = PeOptions.up(left[d], here[d]);
    }
    List<int[]> tried = orders.of(first, here);
    placed.rest(level - 1, further);
    List<int[]> ordersAbove = orders.of(placed.innermostAt(level - 1), further);
    for (int index = 0; index < tried.size(); index++) {
      if (LoopOrders.repeats(tried, index, here)) {
        continue;
      }
      placed.order[level] = tried.get(index);
      double least = Double.POSITIVE_INFINITY;
      double fastest = Double.POSITIVE_INFINITY;
      for (int above = 0; above < ordersAbove.size(); above++) {
        if (LoopOrders.repeats(ordersAbove, above, further)) {
          continue;
        }
        placed.order[level - 1] = ordersAbove.get(above);
        if (level == 1) {
          consider();
        } else {
          least = Math.min(least, boundOfRest(level - 1, further));
          fastest = Math.min(fastest, model.cycles(counts));
        }
      }
      double value = objective.value(least + outer.least[level], fastest);
      if (level > 1 && !hopeless(value, least)) {
        steps.add(new Step(here, placed.order[level], least, fastest, value));
      }
    }
  }

  /** All loops are placed but those of the outermost level. */
  private void last(int[] left) {
    placed.rest(0, left);
    List<int[]> tried = orders.of(placed.innermostAt(0), left);
    for (int index = 0; index < tried.size(); index++) {
      if (!LoopOrders.repeats(tried, index, left)) {
        placed.order[0] = tried.get(index);
        consider();
      }
    }
  }

  private void consider() {
    double energy = evaluate();
    double value = objective.value(energy, model.cycles(counts));
    if (!hopeless(value, energy)) {
      best = value;
      bestEnergy = energy;
      bestMapping = placed.mapping();
    }
  }

  /** Energy with all of {@code left} at {@code level}, less what windows may save there. */
  private double boundOfRest(int level, int[] left) {
    double energy = evaluate();
    return careful
        ? energy - WindowSavings.of(geometry, model, counts, placed, level, left)
        : energy;
  }

  private double evaluate() {
    counter.count(placed.filled(), counts);
    evaluated++;
    return model.picojoules(counts);
  }

  private LayerCost cost(Mapping mapping) {
    mapping.into(placed.nest, geometry.extents);
    counter.count(placed.nest, counts);
    long cycles = model.cycles(counts);
    return new LayerCost(
        mapping.toString(),
        model.macs(),
        cycles,
        cycles / accelerator.clock().hertz(),
        (double) model.macs() / cycles / accelerator.processingElements(),
        model.energy(counts),
        model.boundBy(counts),
        evaluated,
        pruned,
        leftOut >= best,
        lowerBound());
  }
}
