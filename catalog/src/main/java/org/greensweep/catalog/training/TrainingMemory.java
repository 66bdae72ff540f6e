package org.greensweep.catalog.training;

import org.greensweep.catalog.CatalogError;

/**
 * The memory that training must hold at its peak, in bytes, without what the framework reserves on
 * top. Allocator statistics add 'reserved' and 'allocated' at their own risk: the first contains
 * the second.
 *
 * @param weights with a half copy where the setting keeps one
 * @param gradients one per weight
 * @param optimizer Adam's two states per weight
 * @param activations of the whole batch, kept for the backward pass
 */
public record TrainingMemory(
    double weights, double gradients, double optimizer, double activations) {

  /**
   * The memory of one setting.
   *
   * @param parameters learned parameters of the network
   * @param activationsPerSample numbers that the backward pass needs of one sample
   * @param batch samples per step
   */
  public static TrainingMemory of(
      long parameters, long activationsPerSample, int batch, TrainingSetting setting) {
    if (parameters < 1 || activationsPerSample < 0 || batch < 1) {
      throw new CatalogError(
          "Training memory of %d parameters, %d activations and batch %d: all must be positive"
              .formatted(parameters, activationsPerSample, batch));
    }
    return new TrainingMemory(
        parameters * setting.weightBytes(),
        parameters * setting.gradientBytes(),
        parameters * setting.optimizerBytes(),
        (double) activationsPerSample * batch * setting.activationBytes());
  }

  /** All of it. */
  public double total() {
    return weights + gradients + optimizer + activations;
  }
}
