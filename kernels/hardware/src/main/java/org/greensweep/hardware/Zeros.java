package org.greensweep.hardware;

/**
 * How sparse a network's layers are taken to be.
 *
 * @param inputs fraction of zeros in the feature maps that convolutions read; the network's own
 *     input and binary maps have none
 * @param weights fraction of zeros among weights; binary ones and feature maps that serve as
 *     weights, as in attention, have none
 */
public record Zeros(double inputs, double weights) {
  public static final Zeros NONE = new Zeros(0, 0);

  public Zeros {
    Check.fraction("zero fraction of inputs", inputs);
    Check.fraction("zero fraction of weights", weights);
  }

  /** Zeros among inputs only. */
  public static Zeros ofInputs(double fraction) {
    return new Zeros(fraction, 0);
  }
}
