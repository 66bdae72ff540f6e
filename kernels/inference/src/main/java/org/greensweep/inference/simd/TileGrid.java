package org.greensweep.inference.simd;

import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Tiles;

/**
 * How a layer is cut into tiles: parts of its rows (pixels, or squares of them), of its panels of
 * output channels, or of both. Threads take contiguous shares, so tiles that follow each other
 * share a group, then panels, then lie below each other.
 */
record TileGrid(int groups, Tiles panels, Tiles rows) {
  /**
   * Rows are rounded up to whole stacks of a tile's where that lengthens a part by less than so.
   */
  private static final int ROUNDING = 20;

  /** Each core has the weights that both read; what both read of a map is slow to write again. */
  private static final int MAPS = 3;

  /**
   * Threads share rows, or panels where {@code weights} are {@link #MAPS} times what the layer
   * reads and writes: each core then fetches a part of them.
   *
   * @param fitting rows that a cache holds
   * @param stack rows that are computed together
   * @param weights values that all rows of a group have in common
   * @param cutsRows whether threads share the rows of the panels that they cannot share evenly; not
   *     where a tile does much for its rows before it multiplies them by the first panel
   */
  static TileGrid of(
      ConvolutionShape shape,
      int rows,
      int fitting,
      int stack,
      int panels,
      long weights,
      boolean cutsRows,
      int threads) {
    long maps = ((long) shape.inputElements() + shape.outputElements()) / shape.groups();
    boolean byPanels = threads > 1 && panels >= threads && weights > MAPS * maps;
    int parts = (rows + fitting - 1) / fitting;
    int panelsOfTile = panels;
    if (byPanels) {
      boolean cuts = cutsRows && panels % threads != 0;
      panelsOfTile = cuts ? 1 : (panels + threads - 1) / threads;
      parts = cuts ? multiple(parts, threads) : parts;
    } else if (threads > 1) {
      parts = multiple(parts, threads);
    }
    int share = (rows + parts - 1) / parts;
    int whole = (share + stack - 1) / stack * stack;
    boolean rounds = whole <= fitting && (whole - share) * ROUNDING <= share;
    return new TileGrid(
        shape.groups(), Tiles.of(panels, panelsOfTile), Tiles.of(rows, rounds ? whole : share));
  }

  private static int multiple(int parts, int threads) {
    return (parts + threads - 1) / threads * threads;
  }

  int tiles() {
    return groups * panels.count() * rows.count();
  }

  int group(int tile) {
    return tile / rows.count() / panels.count();
  }

  /** The first panel of a tile. */
  int firstPanel(int tile) {
    return panels.from(tile / rows.count() % panels.count());
  }

  /** The panel behind the last of a tile. */
  int endPanel(int tile) {
    return panels.to(tile / rows.count() % panels.count());
  }

  int firstRow(int tile) {
    return rows.from(tile % rows.count());
  }

  int endRow(int tile) {
    return rows.to(tile % rows.count());
  }
}
