package org.greensweep.hardware;

import java.util.Arrays;
import java.util.List;

/**
 * The least energy that any tile of one store costs in transfers from above, beyond every word
 * once: what no mapping can go below, whatever runs inside. Branch and bound over numbers of tiles
 * per dimension, each with the smallest tile that gives it.
 */
final class LeastTraffic {
  /** Filters and channels first: they change most. */
  private static final int[] SEQUENCE = {
    Dimension.M, Dimension.C, Dimension.N, Dimension.P, Dimension.Q, Dimension.R, Dimension.S
  };

  private final List<int[]> orders = LoopOrders.all();
  private final Geometry geometry;
  private final Capacity store;
  private final double[] weighted;
  private final int[] extents;
  private final int[] tile;
  private final double[] trips = new double[Dimension.COUNT];
  private double best = Double.POSITIVE_INFINITY;

  private LeastTraffic(Geometry geometry, Capacity store, double[] weighted) {
    this.geometry = geometry;
    this.store = store;
    this.weighted = weighted;
    this.extents = geometry.extents;
    this.tile = new int[Dimension.COUNT];
    Arrays.fill(tile, 1);
    Arrays.fill(trips, 1);
  }

  /**
   * Picojoules; 0 when everything fits.
   *
   * @param weighted energy of sending all words of a data space once
   */
  static double excess(Geometry geometry, Capacity store, double[] weighted) {
    LeastTraffic search = new LeastTraffic(geometry, store, weighted);
    search.descend(0, 0);
    return search.best == Double.POSITIVE_INFINITY ? 0 : search.best;
  }

  private void descend(int at, int running) {
    double least =
        Reuse.excess(orders, trips, running, weighted, Reuse.retained(geometry, tile, trips));
    if (least >= best) {
      return;
    }
    if (at == SEQUENCE.length) {
      best = least;
      return;
    }
    int d = SEQUENCE[at];
    int count = 1;
    while (true) {
      tile[d] = (extents[d] + count - 1) / count;
      trips[d] = count;
      if (store.fits(tile)) {
        descend(at + 1, count > 1 ? running | 1 << d : running);
      }
      if (tile[d] == 1) {
        break;
      }
      // The next number of tiles whose smallest tile is smaller.
      count = (extents[d] + tile[d] - 2) / (tile[d] - 1);
    }
    tile[d] = 1;
    trips[d] = 1;
  }
}
