package org.greensweep.hardware;

/** {@code iterations} of a loop over {@code dimension}. */
public record Loop(Dimension dimension, int iterations) {
  public Loop {
    Check.positive("loop " + dimension.symbol() + ": factor", iterations);
  }

  /** {@code P3}. */
  @Override
  public String toString() {
    return "" + dimension.symbol() + iterations;
  }
}
