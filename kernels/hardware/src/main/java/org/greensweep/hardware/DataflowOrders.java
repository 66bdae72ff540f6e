package org.greensweep.hardware;

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
}
