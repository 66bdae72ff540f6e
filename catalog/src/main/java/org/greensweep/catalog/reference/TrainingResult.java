package org.greensweep.catalog.reference;

import java.util.Optional;

/**
 * One printed row of a study that trained networks under several settings.
 *
 * @param group the network and the data set
 * @param setting baseline, amp, 8bit, 8bit+amp or 8bit+half
 * @param accuracy mean accuracy on the test set, 0 to 1
 * @param accuracyDeviation its standard deviation over three seeds
 * @param diverged whether a seed diverged
 * @param gpuMemoryGigabytes average GPU memory
 * @param trainingSeconds time to convergence
 * @param inferenceSeconds time of the test set
 * @param energyWattHours energy
 * @param doubt what looks wrong in the print, if anything
 */
public record TrainingResult(
    Group group,
    String setting,
    double accuracy,
    double accuracyDeviation,
    boolean diverged,
    double gpuMemoryGigabytes,
    double trainingSeconds,
    double inferenceSeconds,
    double energyWattHours,
    Optional<String> doubt) {
  /**
   * A network on a data set.
   *
   * @param parametersMillion learned parameters in millions
   * @param settings how many settings were tried
   */
  public record Group(String dataset, String model, double parametersMillion, int settings) {}
}
