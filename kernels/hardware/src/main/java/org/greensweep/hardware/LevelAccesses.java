package org.greensweep.hardware;

/**
 * Accesses of one data space at one memory level, in words of one instance (totals over instances
 * divided by their number, rounded down).
 *
 * @param kept false when the data space passes through; all counts are 0 then
 * @param tileWords words of one instance's tile
 * @param instances instances of the level that the mapping uses
 * @param reads towards the PEs, and of partial sums to accumulate on
 * @param fills from the level above
 * @param updates partial sums and outputs that come up from below
 * @param maxMulticast the most instances below that share one read, or one accumulation of outputs
 * @param picojoules of all instances together
 */
public record LevelAccesses(
    String level,
    DataSpace space,
    boolean kept,
    long tileWords,
    long instances,
    long reads,
    long fills,
    long updates,
    long maxMulticast,
    double picojoules) {}
