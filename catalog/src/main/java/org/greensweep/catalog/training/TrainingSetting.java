package org.greensweep.catalog.training;

/**
 * How a network is trained, as bytes per number: the five settings of Selvan 2023, with Adam's two
 * states. Block-wise 8-bit states (Dettmers 2022) carry one 4-byte scale per 2048 values.
 */
public enum TrainingSetting {
  /** Everything in single precision. */
  BASELINE("baseline", 4, 4, 8, 4),
  /** Automatic mixed precision: a half copy of the weights, activations kept in half. */
  AMP("amp", 4 + 2, 4, 8, 2),
  /** Optimiser states in 8 bits. */
  EIGHT_BIT("8bit", 4, 4, Bytes.TWO_BLOCKED_STATES, 4),
  /** Both. */
  EIGHT_BIT_AMP("8bit+amp", 4 + 2, 4, Bytes.TWO_BLOCKED_STATES, 2),
  /** The network itself in half precision, with 8-bit states. */
  EIGHT_BIT_HALF("8bit+half", 2, 2, Bytes.TWO_BLOCKED_STATES, 2);

  private static final class Bytes {
    private static final double TWO_BLOCKED_STATES = 2 * (1 + 4.0 / 2048);
  }

  private final String word;
  private final double weight;
  private final double gradient;
  private final double optimizer;
  private final double activation;

  TrainingSetting(
      String word, double weight, double gradient, double optimizer, double activation) {
    this.word = word;
    this.weight = weight;
    this.gradient = gradient;
    this.optimizer = optimizer;
    this.activation = activation;
  }

  /** As in the reference data. */
  public String word() {
    return word;
  }

  /** Whether the arithmetic is in half precision, all of it or where that is safe. */
  public boolean isHalf() {
    return activation < BASELINE.activation;
  }

  /** Bytes held per weight, copies included. */
  public double weightBytes() {
    return weight;
  }

  /** Bytes of one gradient. */
  public double gradientBytes() {
    return gradient;
  }

  /** Bytes of optimiser state per weight. */
  public double optimizerBytes() {
    return optimizer;
  }

  /** Bytes of one activation kept for the backward pass. */
  public double activationBytes() {
    return activation;
  }
}
