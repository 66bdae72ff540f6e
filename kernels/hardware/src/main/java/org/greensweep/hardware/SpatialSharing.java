package org.greensweep.hardware;

import java.util.Arrays;

/**
 * How many different tiles the children of one parent hold at a time: children with equal tiles
 * share one access.
 */
final class SpatialSharing {
  private final Geometry geometry;

  // Extent of a dimension's fan-out, the step between neighbours, and whether steps are uniform.
  private int fan;
  private int apart;
  private boolean uniform;

  SpatialSharing(Geometry geometry) {
    this.geometry = geometry;
  }

  /** Different tiles of {@code space} among the children at {@code child} of one {@code parent}. */
  long groups(LoopNest nest, int space, int parent, int child) {
    int relevant = DataSpace.relevantMask(space);
    long groups = 1;
    boolean windows = false;
    for (int loop = 0; loop < nest.size; loop++) {
      int dimension = nest.dimension[loop];
      if (nest.spatial[loop]
          && nest.level[loop] >= parent
          && nest.level[loop] < child
          && (relevant >> dimension & 1) != 0) {
        if (space == DataSpace.I && dimension >= Dimension.P) {
          windows = true;
        } else {
          groups *= nest.factor[loop];
        }
      }
    }
    if (windows) {
      groups *=
          windows(
              nest,
              parent,
              child,
              Dimension.P,
              geometry.strideRows,
              Dimension.R,
              geometry.dilationRows);
      groups *=
          windows(
              nest,
              parent,
              child,
              Dimension.Q,
              geometry.strideColumns,
              Dimension.S,
              geometry.dilationColumns);
    }
    return groups;
  }

  /** Different positions of a window whose outputs and taps both run across PEs. */
  private long windows(
      LoopNest nest, int parent, int child, int outputs, int stride, int taps, int dilation) {
    fanOut(nest, parent, child, outputs);
    int outputFan = fan;
    long outputStep = (long) apart * stride;
    boolean plain = uniform;
    fanOut(nest, parent, child, taps);
    int tapFan = fan;
    long tapStep = (long) apart * dilation;
    if (outputFan == 1 || tapFan == 1) {
      return (long) outputFan * tapFan;
    }
    if (plain && uniform) {
      return distinctSums(outputFan, outputStep, tapFan, tapStep);
    }
    return enumerate(nest, parent, child, outputs, stride, taps, dilation);
  }

  private void fanOut(LoopNest nest, int parent, int child, int dimension) {
    fan = 1;
    apart = 0;
    uniform = true;
    for (int loop = nest.size - 1; loop >= 0; loop--) {
      if (nest.spatial[loop]
          && nest.dimension[loop] == dimension
          && nest.level[loop] >= parent
          && nest.level[loop] < child) {
        if (fan == 1) {
          apart = nest.step[loop];
        } else {
          uniform &= nest.step[loop] == fan * apart;
        }
        fan *= nest.factor[loop];
      }
    }
  }

  /**
   * Different values of {@code a*i + b*j} for {@code i < na, j < nb}: of the points that differ by
   * the smallest collision {@code (b, -a) / gcd} all but one repeat a value.
   */
  static long distinctSums(long na, long a, long nb, long b) {
    long divisor = gcd(a, b);
    return na * nb - Math.max(0, na - b / divisor) * Math.max(0, nb - a / divisor);
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  private static long enumerate(
      LoopNest nest, int parent, int child, int outputs, int stride, int taps, int dilation) {
    long[] offsets = {0};
    for (int loop = 0; loop < nest.size; loop++) {
      int dimension = nest.dimension[loop];
      if (nest.spatial[loop]
          && (dimension == outputs || dimension == taps)
          && nest.level[loop] >= parent
          && nest.level[loop] < child) {
        long step = (long) nest.step[loop] * (dimension == outputs ? stride : dilation);
        long[] wider = new long[Math.multiplyExact(offsets.length, nest.factor[loop])];
        for (int i = 0; i < wider.length; i++) {
          wider[i] = offsets[i / nest.factor[loop]] + i % nest.factor[loop] * step;
        }
        offsets = wider;
      }
    }
    return Arrays.stream(offsets).distinct().count();
  }
}
