package org.greensweep.hardware;

import java.util.HashMap;
import java.util.Map;

/**
 * How many instances below a level take the same words at once: those whose tiles begin at the same
 * element. Loops across instances that a data space does not depend on share it; rows and columns
 * of inputs are shared along the diagonals where output and filter offsets add up.
 */
final class Multicast {
  private Multicast() {}

  /** The most instances that share one read of {@code space} under the fan-out of {@code level}. */
  static long most(LoopNest nest, Geometry geometry, int level, int space) {
    long shared = 1;
    Map<Long, Long> rows = new HashMap<>(Map.of(0L, 1L));
    Map<Long, Long> columns = new HashMap<>(Map.of(0L, 1L));
    for (int loop = 0; loop < nest.size; loop++) {
      if (nest.level[loop] != level || !nest.spatial[loop]) {
        continue;
      }
      int d = nest.dimension[loop];
      if ((DataSpace.relevantMask(space) >> d & 1) == 0) {
        shared = Math.multiplyExact(shared, (long) nest.factor[loop]);
      } else if (space == DataSpace.I) {
        switch (d) {
          case Dimension.P -> rows = spread(rows, nest, loop, geometry.strideRows);
          case Dimension.R -> rows = spread(rows, nest, loop, geometry.dilationRows);
          case Dimension.Q -> columns = spread(columns, nest, loop, geometry.strideColumns);
          case Dimension.S -> columns = spread(columns, nest, loop, geometry.dilationColumns);
          default -> {}
        }
      }
    }
    return shared * most(rows) * most(columns);
  }

  /** Instances by the offset of their tile, each repeated along one more loop. */
  private static Map<Long, Long> spread(
      Map<Long, Long> instances, LoopNest nest, int loop, int apart) {
    Map<Long, Long> spread = new HashMap<>();
    for (int iteration = 0; iteration < nest.factor[loop]; iteration++) {
      long offset = (long) iteration * nest.step[loop] * apart;
      instances.forEach((at, count) -> spread.merge(at + offset, count, Long::sum));
    }
    return spread;
  }

  private static long most(Map<Long, Long> instances) {
    return instances.values().stream().mapToLong(Long::longValue).max().orElse(1);
  }
}
