package org.greensweep.hardware;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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
  private final List<MemoryLevel> stores;
  private final Capacity[] capacities;
  private final PeSpace space;
  private final AccessCounter counter;
  private final AccessCounts counts;
  private final LoopNest nest;
  private final int file;

  /** Dimensions that run innermost outside the PEs. */
  private final int innermost;

  private final List<int[]> innerOrders;
  private final List<int[]> innerWindowed;
  private final List<int[]> outerOrders = LoopOrders.all();
  private final List<int[]> outerWindowed = LoopOrders.innermostWithWindows(0);

  // By level: iterations over time, their order, energy of sending a data space again, and the
  // least that this level and those further out add.
  private final int[][] loops;
  private final int[][] order;
  private final double[][] weighted;
  private final double[] outer;

  private final int[] tile = new int[Dimension.COUNT];
  private final double[] trips = new double[Dimension.COUNT];

  private PeTile candidate;
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
    this.stores = accelerator.stores();
    this.file = stores.size() - 1;
    this.nest = new LoopNest(stores.size());
    this.counts = new AccessCounts(stores.size());
    this.capacities = new Capacity[stores.size()];
    for (int level = 0; level <= file; level++) {
      nest.kept[level] = stores.get(level).keptMask() & (level == file ? kept : 7);
      capacities[level] = new Capacity(problem, geometry, stores.get(level), nest.kept[level]);
    }
    this.innermost = nest.kept[file] == 0 ? 0 : dataflow.innermostMask();
    boolean any = nest.kept[file] == 0;
    this.innerOrders = any ? LoopOrders.any() : LoopOrders.innermost(innermost);
    this.innerWindowed = any ? LoopOrders.any() : LoopOrders.innermostWithWindows(innermost);
    this.loops = new int[file][Dimension.COUNT];
    this.order = new int[file][];
    this.weighted = new double[file + 1][DataSpace.COUNT];
    this.outer = new double[file + 1];
    for (int level = 1; level <= file; level++) {
      weigh(level);
      outer[level] =
          outer[level - 1]
              + (level == file
                  ? 0
                  : LeastTraffic.excess(geometry, capacities[level], weighted[level]));
    }
    Arrays.fill(order, outerOrders.get(0));
    List<Capacity> buffers = Arrays.asList(capacities).subList(1, file);
    PeBound bound =
        new PeBound(geometry, model, accelerator, objective, innerOrders, nest.kept, outer[file]);
    this.space = new PeSpace(geometry, accelerator, dataflow, capacities[file], buffers, bound);
    int[] none = new int[Dimension.COUNT];
    Arrays.fill(none, 1);
    this.candidate = new PeTile(none, none, none, geometry.extents);
  }

  private void weigh(int level) {
    for (int of = 0; of < DataSpace.COUNT; of++) {
      if ((nest.kept[level] >> of & 1) != 0) {
        int parent = level - 1;
        while ((nest.kept[parent] >> of & 1) == 0) {
          parent--;
        }
        weighted[level][of] =
            geometry.words(of, geometry.extents, 0) * model.again(of, parent, level);
      }
    }
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
    if (LoopOrders.windowed(geometry.extents) && inputsKeptInside()) {
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

  /** Whether a level below the outermost buffer keeps inputs. */
  private boolean inputsKeptInside() {
    for (int level = 2; level <= file; level++) {
      if ((nest.kept[level] >> DataSpace.I & 1) != 0) {
        return true;
      }
    }
    return false;
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
        candidate = one;
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
    candidate = one;
    rest(file - 1, one.trips);
    List<int[]> orders = LoopOrders.windowed(one.trips) ? innerWindowed : innerOrders;
    one.energies = new double[orders.size()];
    one.energy = Double.POSITIVE_INFINITY;
    one.cycles = Double.POSITIVE_INFINITY;
    for (int index = 0; index < orders.size(); index++) {
      order[file - 1] = orders.get(index);
      one.energies[index] = evaluate() - windowSavings(file - 1, one.trips);
      one.energy = Math.min(one.energy, one.energies[index]);
      one.cycles = Math.min(one.cycles, model.cycles(counts));
    }
    one.value = objective.value(one.energy + outer[file], one.cycles);
  }

  /**
   * Energy of sending inputs more than once, as just counted, that loops over windows may save
   * where more levels take part: all but what filters make, where their loops at {@code level} are
   * not innermost.
   */
  private double windowSavings(int level, int[] left) {
    if (!careful || !LoopOrders.windowed(left)) {
      return 0;
    }
    double words = geometry.words(DataSpace.I, geometry.extents, 0);
    if (level == file - 1
        && (Reuse.refetching(DataSpace.I, order[level], running(left)) >> Dimension.M & 1) != 0) {
      words *= left[Dimension.M];
    }
    double fan = (double) candidate.columns[Dimension.M] * candidate.rows[Dimension.M];
    double savings = 0;
    int parent = 0;
    for (int child = 1; child <= file; child++) {
      if ((nest.kept[child] >> DataSpace.I & 1) != 0) {
        double sent = counts.reads[parent * DataSpace.COUNT + DataSpace.I];
        double received = counts.fills[child * DataSpace.COUNT + DataSpace.I];
        double crossing = child == file ? model.crossing(DataSpace.I) : 0;
        savings +=
            Math.max(0, sent - words) * model.read(parent, DataSpace.I)
                + Math.max(0, received - words * (child == file ? fan : 1))
                    * (model.fill(child, DataSpace.I) + crossing);
        parent = child;
      }
    }
    return savings;
  }

  /** Puts {@code left} at {@code level}, and nothing further out. */
  private void rest(int level, int[] left) {
    System.arraycopy(left, 0, loops[level], 0, Dimension.COUNT);
    for (int further = 0; further < level; further++) {
      Arrays.fill(loops[further], 1);
    }
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
      tile[d] = covered(inner[d], 1, d);
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
        System.arraycopy(step.loops(), 0, loops[level], 0, Dimension.COUNT);
        order[level] = step.order();
        pathBound = step.value();
        open(level - 1, outerLeft, covered, step.energy(), step.cycles());
      }
    }
    pathBound = before;
  }

  private int covered(int inner, int factor, int dimension) {
    return (int) Math.min(geometry.extents[dimension], (long) inner * factor);
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
            + outer[level - 1]
            + Reuse.excess(
                outerOrders,
                trips,
                running,
                weighted[level],
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
      tile[d] = covered(inner[d], factor, d);
      if (capacities[level].fits(tile)) {
        loops[level][d] = factor;
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
    tile[d] = covered(inner[d], 1, d);
    trips[d] = 1;
  }

  /** Whether no level between {@code level} and the PEs has loops: its own are innermost. */
  private boolean innermostAt(int level) {
    for (int below = level + 1; below < file; below++) {
      if (running(loops[below]) != 0) {
        return false;
      }
    }
    return true;
  }

  private static int running(int[] iterations) {
    int mask = 0;
    for (int d = 0; d < Dimension.COUNT; d++) {
      mask |= iterations[d] > 1 ? 1 << d : 0;
    }
    return mask;
  }

  /** Whether the loops of {@code level} may be innermost, when {@code left} are to be placed. */
  private boolean mayBeInnermost(int here, int[] left) {
    return here == 0 || (running(left) & innermost) == 0 || (here & innermost) != 0;
  }

  private List<int[]> orders(boolean innermost, int[] factors) {
    boolean windowed = LoopOrders.windowed(factors);
    return innermost
        ? windowed ? innerWindowed : innerOrders
        : windowed ? outerWindowed : outerOrders;
  }

  private void leaf(int level, int[] left, int[] inner, List<Step> steps) {
    boolean first = innermostAt(level);
    int running = running(loops[level]);
    if ((first && !mayBeInnermost(running, left))
        || (level == 1
            && !(careful && LoopOrders.windowed(left))
            && canGrow(left, inner, first ? running : -1))) {
      pruned++;
      return;
    }
    int[] here = loops[level].clone();
    int[] further = new int[Dimension.COUNT];
    for (int d = 0; d < Dimension.COUNT; d++) {
      further[d] = PeOptions.up(left[d], here[d]);
    }
    List<int[]> orders = orders(first, here);
    rest(level - 1, further);
    List<int[]> ordersAbove = orders(innermostAt(level - 1), further);
    for (int index = 0; index < orders.size(); index++) {
      if (LoopOrders.repeats(orders, index, here)) {
        continue;
      }
      order[level] = orders.get(index);
      double least = Double.POSITIVE_INFINITY;
      double fastest = Double.POSITIVE_INFINITY;
      for (int above = 0; above < ordersAbove.size(); above++) {
        if (LoopOrders.repeats(ordersAbove, above, further)) {
          continue;
        }
        order[level - 1] = ordersAbove.get(above);
        if (level == 1) {
          consider();
        } else {
          least = Math.min(least, evaluate() - windowSavings(level - 1, further));
          fastest = Math.min(fastest, model.cycles(counts));
        }
      }
      double value = objective.value(least + outer[level], fastest);
      if (level > 1 && !hopeless(value, least)) {
        steps.add(new Step(here, order[level], least, fastest, value));
      }
    }
  }

  /** All loops are placed but those of the outermost level. */
  private void last(int[] left) {
    rest(0, left);
    List<int[]> orders = orders(innermostAt(0), left);
    for (int index = 0; index < orders.size(); index++) {
      if (!LoopOrders.repeats(orders, index, left)) {
        order[0] = orders.get(index);
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
      bestMapping = mapping();
    }
  }

  /**
   * Whether a larger tile fits the outermost buffer too; it never moves more.
   *
   * @param running dimensions with iterations there if those are innermost, else -1
   */
  private boolean canGrow(int[] left, int[] inner, int running) {
    for (int d = 0; d < Dimension.COUNT; d++) {
      int factor = loops[1][d];
      if (d != Dimension.G
          && factor < left[d]
          && (running < 0 || mayBeInnermost(running | 1 << d, left))) {
        int[] choices = Factors.of(left[d], left[d]);
        int next = choices[Arrays.binarySearch(choices, factor) + 1];
        int now = tile[d];
        tile[d] = covered(inner[d], next, d);
        boolean fits = capacities[1].fits(tile);
        tile[d] = now;
        if (fits) {
          return true;
        }
      }
    }
    return false;
  }

  private double evaluate() {
    fill();
    counter.count(nest, counts);
    evaluated++;
    return model.picojoules(counts);
  }

  private void fill() {
    nest.clear();
    for (int level = 0; level < file; level++) {
      for (int d : order[level]) {
        nest.add(level, d, loops[level][d], false);
      }
    }
    for (int d = 0; d < Dimension.COUNT; d++) {
      nest.add(file - 1, d, candidate.columns[d], true);
    }
    for (int d = 0; d < Dimension.COUNT; d++) {
      nest.add(file - 1, d, candidate.rows[d], true);
    }
    for (int d = 0; d < Dimension.COUNT; d++) {
      nest.add(file, d, candidate.inside[d], false);
    }
    nest.finish(geometry.extents);
  }

  private Mapping mapping() {
    int[] natural = LoopOrders.any().get(0);
    List<MappingLevel> levels = new ArrayList<>();
    for (int level = 0; level <= file; level++) {
      boolean array = level == file - 1;
      levels.add(
          new MappingLevel(
              stores.get(level).name(),
              spaces(nest.kept[level]),
              level == file ? loops(natural, candidate.inside) : loops(order[level], loops[level]),
              array ? loops(natural, candidate.columns) : List.of(),
              array ? loops(natural, candidate.rows) : List.of()));
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

  private LayerCost cost(Mapping mapping) {
    mapping.into(nest, geometry.extents);
    counter.count(nest, counts);
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
