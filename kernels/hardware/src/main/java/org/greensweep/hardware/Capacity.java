package org.greensweep.hardware;

import java.util.Arrays;
import java.util.List;

/** Whether a tile fits a level: in bits, shared by its data spaces or partitioned among them. */
final class Capacity {
  private static final DataSpace[] DATA_SPACES = DataSpace.values();

  private final ConvolutionProblem problem;
  private final Geometry geometry;
  private final MemoryLevel level;
  private final int kept;

  Capacity(ConvolutionProblem problem, Geometry geometry, MemoryLevel level, int kept) {
    this.problem = problem;
    this.geometry = geometry;
    this.level = level;
    this.kept = kept;
  }

  /** Of every one of {@code stores}, which keep the data spaces {@code kept}. */
  static Capacity[] all(
      ConvolutionProblem problem, Geometry geometry, List<MemoryLevel> stores, int[] kept) {
    Capacity[] all = new Capacity[stores.size()];
    Arrays.setAll(all, level -> new Capacity(problem, geometry, stores.get(level), kept[level]));
    return all;
  }

  boolean fits(int[] tile) {
    return shortfallBits(tile) <= 0;
  }

  /** Bits that are missing for {@code tile}; 0 or less when it fits. */
  long shortfallBits(int[] tile) {
    Partition partition = level.partition();
    long shared = 0;
    long worst = Long.MIN_VALUE;
    for (int space = 0; space < DataSpace.COUNT; space++) {
      if ((kept >> space & 1) != 0) {
        DataSpace of = DATA_SPACES[space];
        long bits = Math.multiplyExact(geometry.words(space, tile, 0), (long) problem.bits(of));
        shared += bits;
        if (partition != null) {
          worst = Math.max(worst, bits - partition.bytes(of) * 8);
        }
      }
    }
    return partition == null ? shared - level.capacityBytes() * 8 : worst;
  }

  MemoryLevel level() {
    return level;
  }
}
