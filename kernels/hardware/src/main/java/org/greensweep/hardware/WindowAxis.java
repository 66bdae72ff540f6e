package org.greensweep.hardware;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows (or columns) of input that tiles touch, and keep, at one loop of a nest: sums over kinds of
 * moves of the output loops times kinds of moves of the filter loops of that axis. Answers are kept
 * until a loop of the axis changes.
 */
final class WindowAxis {
  /** What moves: neither of the two, the outputs, the filter; or nothing was there before. */
  static final int OTHER = 0;

  static final int OUTPUT = 1;
  static final int TAP = 2;
  static final int FIRST = 3;

  private static final int KINDS = 4;

  // Per answer: tiles, words in them, words that were there before; with those that share counted
  // once, too.
  private static final int FIGURES = 6;
  private static final int TILES = 0;
  private static final int WORDS = 1;
  private static final int KEPT = 2;
  private static final int ONCE = 3;

  private final int stride;
  private final int dilation;
  private final WindowMoves outputs;
  private final WindowMoves taps;
  private LoopChain output = new LoopChain();
  private LoopChain tap = new LoopChain();
  private int outputVersion = -1;
  private int tapVersion = -1;
  private int stamp;
  private int[] stamps = new int[0];
  private long[] answers = new long[0];

  /** The moves are working space that axes may share. */
  WindowAxis(int stride, int dilation, WindowMoves outputs, WindowMoves taps) {
    this.outputs = outputs;
    this.taps = taps;
    this.stride = stride;
    this.dilation = dilation;
  }

  /** Takes the loops of the axis; chains are the same objects at every call. */
  void read(LoopChain ofOutput, LoopChain ofTap) {
    if (output != ofOutput
        || outputVersion != ofOutput.version
        || tapVersion != ofTap.version
        || tap != ofTap) {
      output = ofOutput;
      tap = ofTap;
      outputVersion = ofOutput.version;
      tapVersion = ofTap.version;
      stamp++;
      int needed = (output.length + 1) * (tap.length + 1) * KINDS;
      if (needed > stamps.length) {
        stamps = new int[2 * needed];
        answers = new long[2 * needed * FIGURES];
      }
    }
  }

  /** A handle on the answer for loops outside these depths, when {@code kind} moves. */
  int at(int outputDepth, int tapDepth, int kind) {
    int cell = (outputDepth * (tap.length + 1) + tapDepth) * KINDS + kind;
    if (stamps[cell] != stamp) {
      compute(cell * FIGURES, outputDepth, tapDepth, kind);
      stamps[cell] = stamp;
    }
    return cell * FIGURES;
  }

  long tiles(int handle, boolean once) {
    return answers[handle + TILES + (once ? ONCE : 0)];
  }

  long words(int handle, boolean once) {
    return answers[handle + WORDS + (once ? ONCE : 0)];
  }

  long kept(int handle, boolean once) {
    return answers[handle + KEPT + (once ? ONCE : 0)];
  }

  private void compute(int handle, int outputDepth, int tapDepth, int kind) {
    if (kind == FIRST) {
      outputs.readFirst(output);
      taps.readFirst(tap);
    } else {
      outputs.read(output, outputDepth, kind == OUTPUT);
      taps.read(tap, tapDepth, kind == TAP);
    }
    boolean uneven = outputs.fans > 0 && taps.fans > 0 && outputs.fans + taps.fans > 2;
    for (int figure = 0; figure < FIGURES; figure++) {
      answers[handle + figure] = 0;
    }
    for (int a = 0; a < outputs.kinds; a++) {
      for (int b = 0; b < taps.kinds; b++) {
        long times = Math.multiplyExact(outputs.times[a], taps.times[b]);
        long size = span(outputs.extent[a], taps.extent[b]);
        long sizeBefore = span(outputs.extentBefore[a], taps.extentBefore[b]);
        long startBefore = (long) outputs.before[a] * stride + (long) taps.before[b] * dilation;
        long common =
            Math.max(0, Math.min(size, startBefore + sizeBefore) - Math.max(0, startBefore));
        add(handle, times * outputs.neighbours[a] * taps.neighbours[b], size, common);
        if (!uneven) {
          add(handle + ONCE, Math.multiplyExact(times, groups(a, b)), size, common);
        }
      }
    }
    if (uneven) {
      walk(handle, outputDepth, tapDepth, kind);
    }
  }

  /** Counts those that share once where neighbours lie at uneven distances; slow, and rare. */
  private void walk(int handle, int outputDepth, int tapDepth, int kind) {
    boolean fresh = kind == FIRST;
    Map<List<InstanceMoves.Move>, Long> along =
        InstanceMoves.of(output, outputDepth, kind == OUTPUT, fresh);
    Map<List<InstanceMoves.Move>, Long> across =
        InstanceMoves.of(tap, tapDepth, kind == TAP, fresh);
    along.forEach(
        (ofOutputs, timesAlong) ->
            across.forEach(
                (ofTaps, timesAcross) ->
                    addDifferent(
                        handle, ofOutputs, ofTaps, Math.multiplyExact(timesAlong, timesAcross))));
  }

  private void addDifferent(
      int handle, List<InstanceMoves.Move> along, List<InstanceMoves.Move> across, long times) {
    Set<List<Long>> seen = new HashSet<>();
    for (InstanceMoves.Move a : along) {
      for (InstanceMoves.Move b : across) {
        long start = (long) a.start() * stride + (long) b.start() * dilation;
        List<Long> move =
            List.of(
                start,
                (long) a.extent(),
                (long) b.extent(),
                (long) a.before(),
                (long) b.before(),
                (long) a.extentBefore(),
                (long) b.extentBefore());
        if (seen.add(move)) {
          long before = (long) a.before() * stride + (long) b.before() * dilation;
          long size = span(a.extent(), b.extent());
          long end = before + span(a.extentBefore(), b.extentBefore());
          long common = Math.max(0, Math.min(size, end) - Math.max(0, before));
          add(handle + ONCE, times, size, common);
        }
      }
    }
  }

  private void add(int handle, long count, long size, long common) {
    answers[handle + TILES] = Math.addExact(answers[handle + TILES], count);
    answers[handle + WORDS] =
        Math.addExact(answers[handle + WORDS], Math.multiplyExact(count, size));
    answers[handle + KEPT] =
        Math.addExact(answers[handle + KEPT], Math.multiplyExact(count, common));
  }

  private long span(long ofOutputs, long ofTaps) {
    return (ofOutputs - 1) * stride + (ofTaps - 1) * dilation + 1;
  }

  /** Different places among neighbours that may share. */
  private long groups(int a, int b) {
    long na = outputs.neighbours[a];
    long nb = taps.neighbours[b];
    if (outputs.fans == 0 || taps.fans == 0) {
      return na * nb;
    }
    return SpatialSharing.distinctSums(
        na, (long) outputs.apart() * stride, nb, (long) taps.apart() * dilation);
  }
}
