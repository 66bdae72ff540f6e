package org.greensweep.catalog.carbon;

/**
 * The score of ISO/IEC 21031:2024: {@code SCI = (E x I + M) per R}.
 *
 * @param operational E x I in grams, PUE included, for all inferences
 * @param embodied M in grams for the same inferences
 * @param inferences how many inferences both are about
 * @param unit R
 */
public record SoftwareCarbonIntensity(
    Interval operational, Interval embodied, double inferences, FunctionalUnit unit) {
  public SoftwareCarbonIntensity {
    // Shares the check of a functional unit: a score about no inferences has no meaning.
    new FunctionalUnit("measured work", inferences, 0);
  }

  /** Grams of CO2e per functional unit; the two parts err independently. */
  public Interval score() {
    return operational.plus(embodied).times(unit.inferences() / inferences);
  }

  /** The operational part of the score. */
  public Interval operationalPerUnit() {
    return operational.times(unit.inferences() / inferences);
  }

  /** The embodied part of the score. */
  public Interval embodiedPerUnit() {
    return embodied.times(unit.inferences() / inferences);
  }
}
