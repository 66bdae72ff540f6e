package org.greensweep.catalog.reference;

import java.util.Locale;

/** Which plants a grid intensity is about. */
public enum Averaging {
  /** All that generate: accounting. */
  AVERAGE,
  /** Those that would answer to a change in demand: the consequence of a decision. */
  MARGINAL;

  /** The word in data files and tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
