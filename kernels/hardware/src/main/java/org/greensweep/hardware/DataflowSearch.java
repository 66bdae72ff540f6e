package org.greensweep.hardware;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The search of one problem under one dataflow on three storage levels.
 *
 * <p>A candidate is what runs across the PEs and inside one. Its bound is its energy with an
 * unlimited buffer, counted by the engine itself for the best loop order. Candidates are opened in
 * the order of their bounds; opening one enumerates the buffer tiles that fit and cannot grow, each
 * first bounded by the traffic that it adds to DRAM.
 */
final class DataflowSearch {
  private static final int BUFFER = 1;
  private static final int FILE = 2;

  /** Tiles looked at before the search stops; candidates with the least bounds come first. */
  private static final long BUDGET = 60_000;

  private final ConvolutionProblem problem;
  private final Accelerator accelerator;
  private final Dataflow dataflow;
  private final Geometry geometry;
  private final CostModel model;
  private final Capacity buffer;
  private final Capacity file;
  private final AccessCounter counter;
  private final AccessCounts counts = new AccessCounts(3);
  private final LoopNest nest = new LoopNest(3);
  private final List<int[]> bufferOrders;
  private final List<int[]> outerOrders = LoopOrders.all();

  private final int[] inBuffer = new int[Dimension.COUNT];
  private final int[] inDram = new int[Dimension.COUNT];
  private final int[] tile = new int[Dimension.COUNT];

  private double best = Double.POSITIVE_INFINITY;
  private @Nullable Mapping bestMapping;
  private long tiles;
  private boolean optimal;
  private long evaluated;
  private long pruned;

  DataflowSearch(ConvolutionProblem problem, Accelerator accelerator, Dataflow dataflow) {
    this.problem = problem;
    this.accelerator = accelerator;
    this.dataflow = dataflow;
    this.geometry = Geometry.of(problem);
    this.model = new CostModel(problem, accelerator);
    this.counter = new AccessCounter(geometry);
    List<MemoryLevel> stores = accelerator.stores();
    nest.kept[0] = 7;
    nest.kept[BUFFER] = stores.get(BUFFER).keptMask();
    nest.kept[FILE] = stores.get(FILE).keptMask() & (dataflow.keptMask() | dataflow.mayKeepMask());
    this.buffer = new Capacity(problem, geometry, stores.get(BUFFER), nest.kept[BUFFER]);
    this.file = new Capacity(problem, geometry, stores.get(FILE), nest.kept[FILE]);
    this.bufferOrders =
        nest.kept[FILE] == 0 ? LoopOrders.any() : LoopOrders.innermost(dataflow.innermostMask());
  }

  LayerCost run() throws NoMappingException {
    List<PeTile> candidates = PeTiles.of(geometry, accelerator, dataflow, file, buffer);
    for (PeTile candidate : candidates) {
      candidate.bound = bound(candidate);
    }
    candidates.sort(Comparator.comparingDouble(candidate -> candidate.bound));
    optimal = true;
    List<PeTile> opened = new ArrayList<>();
    for (PeTile candidate : candidates) {
      if (candidate.bound >= best) {
        break;
      }
      if (tiles > BUDGET) {
        optimal = false;
        break;
      }
      // Equal tiles move the same to and from DRAM; the one with the lower bound was opened.
      if (opened.stream().noneMatch(candidate::sameTile)) {
        opened.add(candidate);
        wholeFilters(candidate);
        open(candidate, 0);
      }
    }
    pruned += candidates.size() - opened.size();
    if (bestMapping == null) {
      throw new IllegalStateException("a candidate fits but no mapping of it was evaluated");
    }
    return cost(bestMapping);
  }

  /** Splits no filter row between buffer and DRAM where whole filters fit. */
  private void wholeFilters(PeTile candidate) {
    for (int d = 0; d < Dimension.COUNT; d++) {
      boolean filter = d == Dimension.R || d == Dimension.S;
      tile[d] = candidate.tile(d, filter ? candidate.trips[d] : 1, geometry.extents);
    }
    if (buffer.fits(tile)) {
      candidate.wholeFilters();
    }
  }

  /** Energy of {@code candidate} with all other loops in an unlimited buffer. */
  private double bound(PeTile candidate) {
    System.arraycopy(candidate.trips, 0, inBuffer, 0, Dimension.COUNT);
    Arrays.fill(inDram, 1);
    double least = Double.POSITIVE_INFINITY;
    for (int[] order : bufferOrders) {
      least = Math.min(least, evaluate(candidate, outerOrders.get(0), order));
    }
    return least;
  }

  /** Chooses the loops in the buffer for dimensions from {@code dimension} on. */
  private void open(PeTile candidate, int dimension) {
    if (dimension == Dimension.COUNT) {
      leaf(candidate);
      return;
    }
    int trips = candidate.trips[dimension];
    for (int factor : candidate.choices[dimension]) {
      inBuffer[dimension] = factor;
      inDram[dimension] = (trips + factor - 1) / factor;
      tile[dimension] = candidate.tile(dimension, factor, geometry.extents);
      for (int later = dimension + 1; later < Dimension.COUNT; later++) {
        tile[later] = candidate.tile(later, 1, geometry.extents);
      }
      if (!buffer.fits(tile)) {
        pruned++;
        return;
      }
      open(candidate, dimension + 1);
    }
  }

  private void leaf(PeTile candidate) {
    tiles++;
    if (canGrow(candidate)) {
      pruned++;
      return;
    }
    for (int index = 0; index < outerOrders.size(); index++) {
      int[] outer = outerOrders.get(index);
      if (LoopOrders.repeats(outerOrders, index, inDram)) {
        continue;
      }
      fill(candidate, outer, bufferOrders.get(0));
      if (candidate.bound + model.excess(counter, nest) >= best) {
        pruned++;
        continue;
      }
      for (int inner = 0; inner < bufferOrders.size(); inner++) {
        if (!LoopOrders.repeats(bufferOrders, inner, inBuffer)) {
          double energy = evaluate(candidate, outer, bufferOrders.get(inner));
          if (energy < best) {
            best = energy;
            bestMapping = mapping(candidate, outer, bufferOrders.get(inner));
          }
        }
      }
    }
  }

  /** Whether a larger buffer tile fits too; it never moves more. */
  private boolean canGrow(PeTile candidate) {
    for (int d = 0; d < Dimension.COUNT; d++) {
      int next = candidate.next(d, inBuffer[d]);
      if (next > 0) {
        int kept = tile[d];
        tile[d] = candidate.tile(d, next, geometry.extents);
        boolean fits = buffer.fits(tile);
        tile[d] = kept;
        if (fits) {
          return true;
        }
      }
    }
    return false;
  }

  private double evaluate(PeTile candidate, int[] outer, int[] inner) {
    fill(candidate, outer, inner);
    counter.count(nest, counts);
    evaluated++;
    return model.picojoules(counts);
  }

  private void fill(PeTile candidate, int[] outer, int[] inner) {
    nest.clear();
    for (int d : outer) {
      nest.add(0, d, inDram[d], false);
    }
    for (int d : inner) {
      nest.add(BUFFER, d, inBuffer[d], false);
    }
    for (int d = 0; d < Dimension.COUNT; d++) {
      nest.add(BUFFER, d, candidate.columns[d], true);
    }
    for (int d = 0; d < Dimension.COUNT; d++) {
      nest.add(BUFFER, d, candidate.rows[d], true);
    }
    for (int d = 0; d < Dimension.COUNT; d++) {
      nest.add(FILE, d, candidate.inside[d], false);
    }
    nest.finish(geometry.extents);
  }

  private Mapping mapping(PeTile candidate, int[] outer, int[] inner) {
    List<MemoryLevel> stores = accelerator.stores();
    int[] natural = LoopOrders.any().get(0);
    List<Loop> none = List.of();
    return new Mapping(
        List.of(
            new MappingLevel(stores.get(0).name(), spaces(7), loops(outer, inDram), none, none),
            new MappingLevel(
                stores.get(BUFFER).name(),
                spaces(nest.kept[BUFFER]),
                loops(inner, inBuffer),
                loops(natural, candidate.columns),
                loops(natural, candidate.rows)),
            new MappingLevel(
                stores.get(FILE).name(),
                spaces(nest.kept[FILE]),
                loops(natural, candidate.inside),
                none,
                none)));
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
        evaluated,
        pruned,
        optimal);
  }
}
