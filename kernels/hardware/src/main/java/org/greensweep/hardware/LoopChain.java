package org.greensweep.hardware;

import java.util.Arrays;

/**
 * The loops of one dimension of windows above a child level, as {@link WindowMoves} needs them:
 * each over time, across instances that may share an access, or across others. {@link
 * RaggedDimension} says what blocks are.
 */
final class LoopChain {
  /** A loop over time. */
  static final int TIME = 0;

  /** Across instances that may share an access. */
  static final int FAN = 1;

  /** Across instances that never share: every parent has its own children. */
  static final int APART = 2;

  /** Changes whenever loops or extent do. */
  int version;

  int length;
  private int extent;
  int[] role = new int[0];
  int[] step = new int[0];
  int[] factor = new int[0];

  /** Extent of the last block at each depth; depth 0 is the whole dimension. */
  int[] rest = new int[1];

  /** Blocks of full extent at each depth, over all iterations and instances. */
  long[] full = new long[1];

  /** Iterations from a block's first tile to its last one, in a full block. */
  int[] reach = new int[1];

  /** By loops of the dimension: depth outside of the first of them. */
  private int[] depths = new int[1];

  /** Extent of a tile in a full block. */
  int tile;

  /** Whether all blocks of a depth are full. */
  boolean exact;

  /**
   * Reads the loops of {@code dimension} above {@code child}, whose parent is {@code parent}. Does
   * little when nothing has changed.
   */
  void read(RaggedDimension dimension, int parent, int child) {
    int found = 0;
    boolean changed = extent != dimension.extent();
    int count = dimension.count();
    for (int at = 0; at < count && dimension.level(at) < child; at++) {
      int kind = kind(dimension, at, parent);
      int iterations = dimension.factor(at);
      reserve(Math.max(found, at) + 1);
      depths[at] = found;
      // Loops across instances that touch are one loop.
      while (kind == FAN
          && at + 1 < count
          && dimension.level(at + 1) < child
          && kind(dimension, at + 1, parent) == FAN) {
        at++;
        reserve(at + 1);
        depths[at] = found;
        iterations *= dimension.factor(at);
      }
      changed |=
          role[found] != kind || factor[found] != iterations || step[found] != dimension.step(at);
      role[found] = kind;
      factor[found] = iterations;
      step[found] = dimension.step(at);
      found++;
      depths[at + 1] = found;
    }
    if (changed || found != length) {
      length = found;
      extent = dimension.extent();
      version++;
      descend();
    }
  }

  private static int kind(RaggedDimension dimension, int at, int parent) {
    return !dimension.spatial(at) ? TIME : dimension.level(at) < parent ? APART : FAN;
  }

  private void reserve(int loops) {
    if (loops <= role.length) {
      return;
    }
    int room = Math.max(4, 2 * loops);
    role = Arrays.copyOf(role, room);
    step = Arrays.copyOf(step, room);
    factor = Arrays.copyOf(factor, room);
    depths = Arrays.copyOf(depths, room + 1);
    rest = new int[room + 1];
    reach = new int[room + 1];
    full = new long[room + 1];
    // Nothing is known of the new room.
    length = -1;
  }

  private void descend() {
    rest[0] = extent;
    full[0] = 0;
    tile = extent;
    exact = true;
    for (int depth = 0; depth < length; depth++) {
      int pieces = pieces(depth);
      rest[depth + 1] = rest[depth] - (pieces - 1) * step[depth];
      full[depth + 1] =
          Math.addExact(Math.multiplyExact(full[depth], (long) factor[depth]), pieces - 1);
      tile = step[depth];
      exact &= rest[depth] == factor[depth] * tile;
    }
    reach[length] = 0;
    for (int depth = length - 1; depth >= 0; depth--) {
      reach[depth] =
          reach[depth + 1] + (role[depth] == TIME ? (factor[depth] - 1) * step[depth] : 0);
    }
  }

  /** Depth of what lies inside the first {@code loops} loops of the dimension. */
  int depth(int loops) {
    return depths[loops];
  }

  /** Iterations of the loop at {@code depth} in the last block. */
  int pieces(int depth) {
    return pieces(rest[depth], depth);
  }

  int pieces(int extent, int depth) {
    return (extent + step[depth] - 1) / step[depth];
  }
}
