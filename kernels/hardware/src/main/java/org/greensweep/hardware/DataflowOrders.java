package org.greensweep.hardware;

import java.util.Arrays;
import java.util.List;

/** The orders of loops over time that a dataflow allows at a level, outermost dimension first. */
final class DataflowOrders {
  /** Dimensions that run innermost outside the PEs. */
  private final int innermost;

  private final List<int[]> inner;
  private final List<int[]> innerWindowed;
  private final List<int[]> outer = LoopOrders.all();
  private final List<int[]> outerWindowed = LoopOrders.innermostWithWindows(0);

  /**
   * @param kept data spaces that register files keep; where that is none, any order will do
   */
  DataflowOrders(Dataflow dataflow, int kept) {
    innermost = kept == 0 ? 0 : dataflow.innermostMask();
    inner = kept == 0 ? LoopOrders.any() : LoopOrders.innermost(innermost);
    innerWindowed = kept == 0 ? LoopOrders.any() : LoopOrders.innermostWithWindows(innermost);
  }

  /** Of the level right above the PEs, where windows do not matter. */
  List<int[]> inner() {
    return inner;
  }

  /** Of any other level, where windows do not matter. */
  List<int[]> outer() {
    return outer;
  }

  /**
   * Of a level with {@code factors} iterations.
   *
   * @param first whether no level further in has loops
   */
  List<int[]> of(boolean first, int[] factors) {
    boolean windowed = LoopOrders.windowed(factors);
    return first ? windowed ? innerWindowed : inner : windowed ? outerWindowed : outer;
  }

  /** Whether loops over {@code here} may be innermost, when {@code left} are to be placed. */
  boolean mayBeInnermost(int here, int[] left) {
    return here == 0 || (PlacedLoops.running(left) & innermost) == 0 || (here & innermost) != 0;
  }

  /**
   * Whether a larger tile fits the outermost buffer too; it never moves more.
   *
   * @param here iterations of that buffer's loops
   * @param left iterations of them and of DRAM's
   * @param inner iterations of one of them
   * @param tile what the buffer keeps
   * @param running dimensions with iterations there if those are innermost, else -1
   */
  boolean mayGrow(
      Geometry geometry,
      Capacity buffer,
      int[] here,
      int[] left,
      int[] inner,
      int[] tile,
      int running) {
    for (int d = 0; d < Dimension.COUNT; d++) {
      int factor = here[d];
      if (d != Dimension.G
          && factor < left[d]
          && (running < 0 || mayBeInnermost(running | 1 << d, left))) {
        int[] choices = Factors.of(left[d], left[d]);
        int next = choices[Arrays.binarySearch(choices, factor) + 1];
        int now = tile[d];
        tile[d] = geometry.covered(inner[d], next, d);
        boolean fits = buffer.fits(tile);
        tile[d] = now;
        if (fits) {
          return true;
        }
      }
    }
    return false;
  }
}
