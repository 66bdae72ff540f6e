package org.greensweep.hardware;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the instances of one parent move along one dimension of windows, walked iteration by
 * iteration: the plain way of {@link WindowMoves}, for fan-outs at several levels, whose neighbours
 * lie at uneven distances.
 */
final class InstanceMoves {
  /**
   * A tile of one instance.
   *
   * @param start from that of the first instance
   * @param before start of the tile before, from that of this one
   */
  record Move(int start, int extent, int before, int extentBefore) {}

  /** Start and extent of a block. */
  private record Block(int start, int extent) {}

  private final LoopChain chain;
  private final int inner;
  private final boolean steps;
  private final boolean fresh;
  private final int[] index;
  private final Map<List<Move>, Long> times = new LinkedHashMap<>();

  private InstanceMoves(LoopChain chain, int depth, boolean steps, boolean fresh) {
    this.chain = chain;
    this.steps = steps;
    this.fresh = fresh;
    this.inner = steps ? depth + 1 : depth;
    this.index = new int[chain.length];
  }

  /**
   * The moves of a parent's instances at a time, with how often they occur over all parents and
   * iterations; arguments as of {@link WindowMoves#read}, {@code fresh} as of {@link
   * WindowMoves#readFirst}.
   */
  static Map<List<Move>, Long> of(LoopChain chain, int depth, boolean steps, boolean fresh) {
    InstanceMoves moves = new InstanceMoves(chain, depth, steps, fresh);
    moves.iterate(0);
    return moves.times;
  }

  /** Goes through the loops over time outside and the parents. */
  private void iterate(int depth) {
    if (depth == chain.length) {
      List<Move> found = new ArrayList<>();
      instances(0, found);
      if (!found.isEmpty()) {
        int first = found.get(0).start();
        found.replaceAll(
            move ->
                new Move(move.start() - first, move.extent(), move.before(), move.extentBefore()));
        times.merge(found, 1L, Long::sum);
      }
      return;
    }
    boolean time = chain.role[depth] == LoopChain.TIME && depth < inner;
    int from = time && steps && depth == inner - 1 ? 1 : 0;
    int to = time || chain.role[depth] == LoopChain.APART ? chain.factor[depth] : 1;
    for (int at = from; at < to; at++) {
      index[depth] = at;
      iterate(depth + 1);
    }
  }

  /** Goes through the instances of the parent. */
  private void instances(int depth, List<Move> found) {
    if (depth < chain.length) {
      boolean fan = chain.role[depth] == LoopChain.FAN;
      for (int at = 0; at < (fan ? chain.factor[depth] : 1); at++) {
        index[depth] = fan ? at : index[depth];
        instances(depth + 1, found);
      }
      return;
    }
    Block now = block(new Block(0, chain.rest[0]), 0, 0, false);
    if (now == null) {
      return;
    }
    if (fresh) {
      found.add(new Move(now.start(), now.extent(), 0, 0));
      return;
    }
    Block old = block(new Block(0, chain.rest[0]), 0, steps ? 1 : 0, true);
    if (old == null) {
      throw new IllegalStateException("an instance has work that had none before");
    }
    found.add(new Move(now.start(), now.extent(), old.start() - now.start(), old.extent()));
  }

  /**
   * The tile of the instance at {@link #index}; null when it is idle.
   *
   * @param earlier iterations by which the loop that steps is set back
   * @param last whether loops over time inside are at their last iteration with work, else first
   */
  private @Nullable Block block(Block outer, int depth, int earlier, boolean last) {
    if (depth == chain.length) {
      return outer;
    }
    boolean free = chain.role[depth] == LoopChain.TIME && depth >= inner;
    int at = free ? 0 : index[depth] - (depth == inner - 1 ? earlier : 0);
    if (!free || !last) {
      Block piece = piece(outer, depth, at);
      return piece == null ? null : block(piece, depth + 1, earlier, last);
    }
    for (int from = chain.pieces(outer.extent(), depth) - 1; from >= 0; from--) {
      Block piece = piece(outer, depth, from);
      Block found = piece == null ? null : block(piece, depth + 1, earlier, last);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable Block piece(Block outer, int depth, int at) {
    int offset = at * chain.step[depth];
    return offset >= outer.extent()
        ? null
        : new Block(outer.start() + offset, Math.min(chain.step[depth], outer.extent() - offset));
  }
}
