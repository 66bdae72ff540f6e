package org.greensweep.inference;

import org.greensweep.inference.kernel.Scratch;

/**
 * One kernel call of a program, in tiles that may run at the same time.
 *
 * @param node the node whose value this step stores
 */
record Step(int node, int tiles, Tile tile) {
  /** Work on the tile of this index. */
  @FunctionalInterface
  interface Tile {
    void run(int index, Scratch scratch);
  }
}
