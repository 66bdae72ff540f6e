package org.greensweep.hardware.studies;

/**
 * A published figure beside ours.
 *
 * @param quantity what is compared, such as a layer's name
 * @param unit of both figures
 */
public record Comparison(String quantity, String unit, double published, double ours) {
  /** {@code ours / published - 1}. */
  public double relativeError() {
    return ours / published - 1;
  }
}
