package org.greensweep.hardware;

import java.util.ArrayList;
import java.util.List;

/**
 * Picojoules and seconds of access counts, for one problem on one accelerator.
 *
 * <p>Widths: weights and inputs move at their own width, outputs as partial sums everywhere but in
 * DRAM, where the last write of each is at the width of a finished output. Only the outermost level
 * sees that narrowing, since a value is rounded when it leaves the chip.
 */
final class CostModel {
  private final Accelerator accelerator;
  private final List<MemoryLevel> stores;
  private final double[] read;
  private final double[] fill;
  private final double[] update;
  private final double[] crossing = new double[DataSpace.COUNT];
  private final double[] bitsPerCycle;
  private final int[] bits = new int[DataSpace.COUNT];
  private final double finishedSaving;
  private final double compute;
  private final double staticPicojoulesPerCycle;
  private final long macs;

  CostModel(ConvolutionProblem problem, Accelerator accelerator) {
    this.accelerator = accelerator;
    this.stores = accelerator.stores();
    int cells = stores.size() * DataSpace.COUNT;
    read = new double[cells];
    fill = new double[cells];
    update = new double[cells];
    bitsPerCycle = new double[stores.size()];
    ZeroGating gating =
        accelerator.zeroGating() == null ? ZeroGating.NONE : accelerator.zeroGating();
    double zeros = problem.inputZeroFraction();
    for (int level = 0; level < stores.size(); level++) {
      MemoryLevel store = stores.get(level);
      Double limit = store.bandwidthBitsPerCycle();
      bitsPerCycle[level] = limit == null ? Double.POSITIVE_INFINITY : limit;
      for (DataSpace space : DataSpace.values()) {
        int cell = level * DataSpace.COUNT + space.ordinal();
        bits[space.ordinal()] = problem.bits(space);
        double words = (double) problem.bits(space) / store.wordBits();
        read[cell] = words * store.readPicojoules();
        fill[cell] = words * store.fill();
        update[cell] = words * store.writePicojoules();
        if (store.kind() == LevelKind.REGISTER_FILE) {
          read[cell] *= left(gating, space, zeros);
          update[cell] *= left(gating, space, zeros);
        }
      }
    }
    MemoryLevel network = accelerator.network();
    if (network != null) {
      for (DataSpace space : DataSpace.values()) {
        crossing[space.ordinal()] =
            (double) problem.bits(space) / network.wordBits() * network.readPicojoules();
      }
    }
    macs = problem.multiplyAccumulates();
    compute =
        macs
            * new OperationTable(accelerator).picojoules(problem.weights(), problem.inputs())
            * (1 - zeros + gating.macFraction() * zeros);
    double outputs =
        (double) problem.groups()
            * problem.batch()
            * problem.outputChannels()
            * problem.outputRows()
            * problem.outputColumns();
    finishedSaving =
        outputs
            * (problem.partialSumBits() - problem.outputBits())
            / stores.get(0).wordBits()
            * stores.get(0).writePicojoules();
    Clock clock = accelerator.clock();
    // 1 mW for one second is 1e9 pJ.
    staticPicojoulesPerCycle =
        (clock.staticMilliwatts() + clock.clockMilliwatts()) * 1e9 / clock.hertz();
  }

  /** What is left of register file accesses when {@code zeros} of the inputs are zero. */
  private static double left(ZeroGating gating, DataSpace space, double zeros) {
    return switch (space) {
      case WEIGHTS -> 1 - zeros + gating.weightReadFraction() * zeros;
      case INPUTS -> 1;
      case OUTPUTS -> 1 - zeros + gating.partialSumFraction() * zeros;
    };
  }

  long macs() {
    return macs;
  }

  /** Energy that does not depend on the mapping. */
  double fixedPicojoules() {
    return compute - finishedSaving;
  }

  double staticPicojoulesPerCycle() {
    return staticPicojoulesPerCycle;
  }

  double read(int level, int space) {
    return read[level * DataSpace.COUNT + space];
  }

  double fill(int level, int space) {
    return fill[level * DataSpace.COUNT + space];
  }

  double update(int level, int space) {
    return update[level * DataSpace.COUNT + space];
  }

  double crossing(int space) {
    return crossing[space];
  }

  /** Energy of sending every word of {@code space} from {@code parent} to {@code child} again. */
  double again(int space, int parent, int child) {
    return space == DataSpace.O
        ? update(parent, space) + read(parent, space) + fill(child, space)
        : read(parent, space) + fill(child, space);
  }

  double picojoules(AccessCounts counts) {
    double sum = compute - finishedSaving + staticPicojoulesPerCycle * cycles(counts);
    for (int cell = 0; cell < read.length; cell++) {
      sum += memory(counts, cell);
    }
    for (int space = 0; space < DataSpace.COUNT; space++) {
      sum += counts.crossings[space] * crossing[space];
    }
    return sum;
  }

  private double memory(AccessCounts counts, int cell) {
    return counts.reads[cell] * read[cell]
        + counts.fills[cell] * fill[cell]
        + counts.updates[cell] * update[cell];
  }

  /** Picojoules of what {@code nest} moves to and from DRAM beyond every element once. */
  double excess(AccessCounter counter, LoopNest nest) {
    double sum = 0;
    for (int space = 0; space < DataSpace.COUNT; space++) {
      if ((nest.kept[1] >> space & 1) != 0) {
        int below = DataSpace.COUNT + space;
        double word =
            space == DataSpace.O
                ? update[space] + read[space] + fill[below]
                : read[space] + fill[below];
        sum += counter.excess(nest, space) * word;
      }
    }
    return sum;
  }

  /** The slowest of the array and every level's traffic, all overlapped (double buffering). */
  long cycles(AccessCounts counts) {
    double slowest = counts.cycles;
    for (int level = 0; level < bitsPerCycle.length; level++) {
      double traffic = 0;
      for (int space = 0; space < DataSpace.COUNT; space++) {
        int cell = level * DataSpace.COUNT + space;
        traffic +=
            (double) (counts.reads[cell] + counts.fills[cell] + counts.updates[cell]) * bits[space];
      }
      slowest = Math.max(slowest, traffic / counts.instances[level] / bitsPerCycle[level]);
    }
    return (long) Math.ceil(slowest);
  }

  Energy energy(AccessCounts counts) {
    List<Energy.Part> parts = new ArrayList<>();
    for (MemoryLevel level : accelerator.levels()) {
      for (DataSpace space : DataSpace.values()) {
        int store = stores.indexOf(level);
        int cell = store * DataSpace.COUNT + space.ordinal();
        double picojoules =
            level.stores()
                ? memory(counts, cell)
                : counts.crossings[space.ordinal()] * crossing[space.ordinal()];
        if (store == 0 && space == DataSpace.OUTPUTS) {
          picojoules -= finishedSaving;
        }
        parts.add(new Energy.Part(level.name(), level.kind(), space, picojoules));
      }
    }
    return new Energy(parts, compute, staticPicojoulesPerCycle * cycles(counts));
  }
}
