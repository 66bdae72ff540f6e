package org.greensweep.hardware;

import java.util.Arrays;

/**
 * Accesses of a whole layer, in words, summed over the instances of a level; cell {@code level * 3
 * + space}. Rewritten by each evaluation.
 */
final class AccessCounts {
  final long[] reads;
  final long[] fills;
  final long[] updates;

  /** Words that cross the array: operands delivered to PEs, partial sums handed from PE to PE. */
  final long[] crossings = new long[DataSpace.COUNT];

  final long[] instances;
  long cycles;

  /** Words of weights sent towards register files, and those of all PEs together at a time. */
  long weightsSent;

  long weightsAtOnce;

  /** Words of inputs under all PEs at a time. */
  long inputsAtOnce;

  /** Words of outputs that all PEs hold at a time. */
  long outputsAtOnce;

  AccessCounts(int levels) {
    reads = new long[levels * DataSpace.COUNT];
    fills = new long[levels * DataSpace.COUNT];
    updates = new long[levels * DataSpace.COUNT];
    instances = new long[levels + 1];
  }

  void clear() {
    Arrays.fill(reads, 0);
    Arrays.fill(fills, 0);
    Arrays.fill(updates, 0);
    Arrays.fill(crossings, 0);
  }
}
