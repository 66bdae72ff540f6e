package org.greensweep.hardware;

import java.util.Arrays;

/**
 * What {@link RaggedCounter} knows of the loops above one child, whose parent is given, whatever
 * the data space.
 */
final class RaggedPair {
  final LoopChain[] chains = new LoopChain[Dimension.COUNT];
  final WindowAxis rows;
  final WindowAxis columns;

  /** Tiles by dimension, and with instances below one parent counted once. */
  final long[] tiles = new long[Dimension.COUNT];

  final long[] tilesOnce = new long[Dimension.COUNT];

  /** The mapping that they are of. */
  long mapping;

  RaggedPair(Geometry geometry, WindowMoves outputs, WindowMoves taps) {
    Arrays.setAll(chains, d -> new LoopChain());
    rows = new WindowAxis(geometry.strideRows, geometry.dilationRows, outputs, taps);
    columns = new WindowAxis(geometry.strideColumns, geometry.dilationColumns, outputs, taps);
  }
}
