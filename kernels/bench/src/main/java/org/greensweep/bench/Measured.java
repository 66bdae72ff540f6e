package org.greensweep.bench;

/**
 * A comparison that was made.
 *
 * @param ours seconds of a run: the median of the rounds
 * @param baseline the same of the other
 * @param rounds turns of each that count
 * @param undisturbed how many of them nobody disturbed, of the contestant with fewer
 * @param roundTripNanoseconds between the processors of the turns of ours; 0 for one thread
 * @param difference largest difference between the two answers, relative to the largest value
 */
record Measured(
    Comparison comparison,
    Ratio ratio,
    Ratio ours,
    Ratio baseline,
    int rounds,
    int undisturbed,
    double roundTripNanoseconds,
    double difference,
    Circumstances circumstances) {

  /**
   * Where it was made.
   *
   * @param oursJvm JVM and its flags, in words
   * @param load average number of running processes of the machine before the run
   * @param commit of the sources; "unknown" outside git
   */
  record Circumstances(
      String cpu, int processors, String oursJvm, String baselineJvm, String load, String commit) {}

  /** Whether its threads ran on processors that have no cache in common. */
  boolean isApart() {
    return RoundTrip.isApart(roundTripNanoseconds);
  }

  /** Whether {@code other} compares the same, on processors no nearer to each other. */
  boolean replaces(Measured other) {
    return comparison.equals(other.comparison) && isApart() == other.isApart();
  }
}
