package org.greensweep.catalog.reference;

/** Which plants a grid intensity is about. */
public enum Averaging {
  /** All that generate: accounting. */
  AVERAGE,
  /** Those that would answer to a change in demand: the consequence of a decision. */
  MARGINAL
}
