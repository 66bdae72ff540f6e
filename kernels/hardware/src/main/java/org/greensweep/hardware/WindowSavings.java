package org.greensweep.hardware;

/**
 * Energy of sending inputs more than once that loops over windows at two levels may save, and that
 * no bound of one level knows.
 */
final class WindowSavings {
  private WindowSavings() {}

  /**
   * What mappings may save of {@code counts}: all but what filters make, where their loops at
   * {@code level} are not innermost.
   *
   * @param counts of {@code placed}, with everything {@code left} at {@code level}
   */
  static double of(
      Geometry geometry,
      CostModel model,
      AccessCounts counts,
      PlacedLoops placed,
      int level,
      int[] left) {
    if (!LoopOrders.windowed(left)) {
      return 0;
    }
    int file = placed.nest.levels - 1;
    double words = geometry.words(DataSpace.I, geometry.extents, 0);
    int running = PlacedLoops.running(left);
    if (level == file - 1
        && (Reuse.refetching(DataSpace.I, placed.order[level], running) >> Dimension.M & 1) != 0) {
      words *= left[Dimension.M];
    }
    PeTile tile = placed.tile;
    double fan = (double) tile.columns[Dimension.M] * tile.rows[Dimension.M];
    double savings = 0;
    int parent = 0;
    for (int child = 1; child <= file; child++) {
      if ((placed.nest.kept[child] >> DataSpace.I & 1) != 0) {
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
}
