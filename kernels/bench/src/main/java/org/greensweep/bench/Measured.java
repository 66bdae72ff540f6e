package org.greensweep.bench;

/**
 * A comparison that was made.
 *
 * @param ours seconds of a run: the median of the rounds
 * @param baseline the same of the other
 * @param difference largest difference between the two answers, relative to the largest value
 */
record Measured(
    Comparison comparison,
    Ratio ratio,
    Ratio ours,
    Ratio baseline,
    int rounds,
    double difference) {}
