package org.greensweep.hardware;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

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
  private final double cyclesLeft;
  private final double weightCyclesPerWord;
  private final double inputCyclesPerWord;
  private final double outputCyclesPerWord;
  private final double finishedRatio;

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
    ZeroSkipping skipping = accelerator.zeroSkipping();
    double worked = skipping == null ? 1 : skipping.left(problem);
    cyclesLeft = skipping == null ? 1 : Math.min(1, worked * skipping.imbalance());
    // Zeros that are skipped are not gated.
    double gated = skipping != null && skipping.inputs() ? 0 : zeros;
    finishedRatio = coded(problem, DataSpace.OUTPUTS);
    Filling filling = accelerator.filling();
    weightCyclesPerWord =
        filling == null ? 0 : problem.bits(DataSpace.WEIGHTS) / filling.weightBitsPerCycle();
    inputCyclesPerWord =
        filling == null ? 0 : problem.bits(DataSpace.INPUTS) / filling.inputBitsPerCycle();
    outputCyclesPerWord =
        filling == null ? 0 : problem.bits(DataSpace.OUTPUTS) / filling.outputBitsPerCycle();
    for (int level = 0; level < stores.size(); level++) {
      MemoryLevel store = stores.get(level);
      Double limit = store.bandwidthBitsPerCycle();
      bitsPerCycle[level] = limit == null ? Double.POSITIVE_INFINITY : limit;
      for (DataSpace space : DataSpace.values()) {
        int cell = level * DataSpace.COUNT + space.ordinal();
        bits[space.ordinal()] = problem.bits(space);
        double words = (double) problem.bits(space) / store.wordBits();
        read[cell] = words * store.read();
        fill[cell] = words * store.fill();
        update[cell] = words * store.write();
        if (store.kind() == LevelKind.REGISTER_FILE) {
          read[cell] *= worked * left(gating, space, gated);
          update[cell] *= worked * left(gating, space, gated);
        }
        if (level == 0 && space != DataSpace.OUTPUTS) {
          read[cell] *= coded(problem, space);
        }
      }
    }
    MemoryLevel network = accelerator.network();
    if (network != null) {
      for (DataSpace space : DataSpace.values()) {
        crossing[space.ordinal()] =
            (double) problem.bits(space) / network.wordBits() * network.read();
      }
    }
    macs = problem.multiplyAccumulates();
    compute =
        macs
            * accelerator.multiplyAccumulatePicojoules(
                problem.weights(), problem.inputs(), problem.partialSumBits())
            * worked
            * (1 - gated + gating.macFraction() * gated);
    double outputs =
        (double) problem.groups()
            * problem.batch()
            * problem.outputChannels()
            * problem.outputRows()
            * problem.outputColumns();
    finishedSaving =
        outputs
            * (problem.partialSumBits() - problem.outputBits() * finishedRatio)
            / stores.get(0).wordBits()
            * stores.get(0).write();
    Clock clock = accelerator.clock();
    // 1 mW for one second is 1e9 pJ.
    staticPicojoulesPerCycle =
        (clock.staticMilliwatts() + clock.clockMilliwatts()) * 1e9 / clock.hertz();
  }

  /** Bits in DRAM over plain ones of a data space; outputs have the zeros of inputs. */
  private double coded(ConvolutionProblem problem, DataSpace space) {
    double ratio = 1;
    for (Compression compression : Objects.requireNonNull(accelerator.compression())) {
      if (compression.dataSpace() == space) {
        int width = space == DataSpace.OUTPUTS ? problem.outputBits() : problem.bits(space);
        double zeros =
            space == DataSpace.WEIGHTS ? problem.weightZeroFraction() : problem.inputZeroFraction();
        ratio = Math.min(ratio, compression.ratio(zeros, width));
      }
    }
    return ratio;
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

  /** The slowest of the array and every level's traffic, all overlapped (double buffering). */
  long cycles(AccessCounts counts) {
    double slowest = arrayCycles(counts);
    for (int level = 0; level < bitsPerCycle.length; level++) {
      slowest = Math.max(slowest, trafficCycles(counts, level));
    }
    return (long) Math.ceil(slowest);
  }

  /** What the cycles are spent on: a level's bandwidth, filling the array, or the array itself. */
  String boundBy(AccessCounts counts) {
    double array = arrayCycles(counts);
    String by = fillingCycles(counts) > array / 2 ? "filling" : "array";
    double slowest = array;
    for (int level = 0; level < bitsPerCycle.length; level++) {
      double traffic = trafficCycles(counts, level);
      if (traffic > slowest) {
        slowest = traffic;
        by = stores.get(level).name();
      }
    }
    return by;
  }

  private double arrayCycles(AccessCounts counts) {
    // The last outputs leave when nothing is left to compute meanwhile.
    double draining = counts.outputsAtOnce * outputCyclesPerWord;
    return Math.max(1, counts.cycles * cyclesLeft) + fillingCycles(counts) + draining;
  }

  /** Each change of weights waits for them and for the inputs of the first windows. */
  private double fillingCycles(AccessCounts counts) {
    if (weightCyclesPerWord == 0 || counts.weightsSent == 0) {
      return 0;
    }
    double changes = (double) counts.weightsSent / counts.weightsAtOnce;
    return counts.weightsSent * weightCyclesPerWord
        + changes * counts.inputsAtOnce * inputCyclesPerWord;
  }

  private double trafficCycles(AccessCounts counts, int level) {
    if (bitsPerCycle[level] == Double.POSITIVE_INFINITY) {
      return 0;
    }
    double traffic = 0;
    for (int space = 0; space < DataSpace.COUNT; space++) {
      int cell = level * DataSpace.COUNT + space;
      traffic +=
          (double) (counts.reads[cell] + counts.fills[cell] + counts.updates[cell]) * bits[space];
    }
    return traffic / counts.instances[level] / bitsPerCycle[level];
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
